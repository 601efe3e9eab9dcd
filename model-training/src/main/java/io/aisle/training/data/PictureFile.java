package io.aisle.training.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Pictures as training reads them, each once, in a file that is mapped into memory: the SHA-256 of the original bytes
 * and then its values, for every picture. What an earlier training wrote is read again; a record cut short at the end
 * is written over. One training at a time: two would write over each other's pictures.
 */
public final class PictureFile implements AutoCloseable {
    /** How a value is kept. */
    public enum Values {
        /** Colours, 0 to 255 for -1 to 1. */
        PIXELS(Byte.BYTES),
        /** What a backbone said. */
        FEATURES(Float.BYTES);

        private final int bytes;

        Values(int bytes) {
            this.bytes = bytes;
        }
    }

    private static final int KEY = 32;
    private static final long MOST_MAPPED = 1 << 30;

    private final Values kind;
    private final int length;
    private final int record;
    private final FileChannel channel;
    private final Map<String, Integer> rows = new HashMap<>();
    private final List<MappedByteBuffer> mapped = new ArrayList<>();
    private final int rowsPerMap;
    /** In the file; a picture that stands there twice has one row. */
    private int records;

    private PictureFile(Values kind, int length, FileChannel channel) {
        this.kind = kind;
        this.length = length;
        this.record = KEY + length * kind.bytes;
        this.channel = channel;
        this.rowsPerMap = (int) (MOST_MAPPED / record);
    }

    /**
     * @param file is made when it is not there
     * @param length values of one picture
     */
    public static PictureFile open(Path file, Values kind, int length) {
        try {
            Path directory = file.toAbsolutePath().getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!isOurs(channel)) {
                channel.close();
                throw new IllegalArgumentException("data: the pictures in " + file
                        + " are in use by another training. Wait for its end, or give this one its own --cache.");
            }
            PictureFile pictures = new PictureFile(kind, length, channel);
            pictures.readKeys();
            return pictures;
        } catch (IOException e) {
            throw new UncheckedIOException("pictures: cannot open " + file, e);
        }
    }

    /** The lock ends with the channel. */
    private static boolean isOurs(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private void readKeys() throws IOException {
        records = (int) (channel.size() / record);
        ByteBuffer key = ByteBuffer.allocate(KEY);
        for (int row = 0; row < records; row++) {
            channel.read(key.clear(), (long) row * record);
            rows.put(HexFormat.of().formatHex(key.array()), row);
        }
        channel.truncate((long) records * record);
        channel.position(channel.size());
    }

    /** Pictures in the file. */
    public synchronized int size() {
        return rows.size();
    }

    /** Values of one picture. */
    public int length() {
        return length;
    }

    /** The row of the picture with this SHA-256, or -1. */
    public synchronized int row(String sha256) {
        return rows.getOrDefault(sha256, -1);
    }

    /** Appends a picture unless it is there; its row. */
    public synchronized int add(String sha256, float[] values, int offset) {
        Integer there = rows.get(sha256);
        if (there != null) {
            return there;
        }
        ByteBuffer bytes = ByteBuffer.allocate(record).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(HexFormat.of().parseHex(sha256));
        for (int at = 0; at < length; at++) {
            if (kind == Values.PIXELS) {
                bytes.put((byte) Math.round((values[offset + at] + 1) * 127.5f));
            } else {
                bytes.putFloat(values[offset + at]);
            }
        }
        try {
            bytes.flip();
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("pictures: cannot write", e);
        }
        rows.put(sha256, records);
        return records++;
    }

    /** Copies the values of a row. */
    public void read(int row, float[] target, int offset) {
        ByteBuffer map = map(row / rowsPerMap);
        int start = row % rowsPerMap * record + KEY;
        for (int at = 0; at < length; at++) {
            target[offset + at] = kind == Values.PIXELS
                    ? (map.get(start + at) & 0xff) / 127.5f - 1
                    : map.getFloat(start + at * Float.BYTES);
        }
    }

    private synchronized ByteBuffer map(int part) {
        try {
            while (mapped.size() <= part || mapped.get(part).limit() < needed(part)) {
                while (mapped.size() > part) {
                    mapped.remove(mapped.size() - 1);
                }
                int next = mapped.size();
                MappedByteBuffer map = channel.map(MapMode.READ_ONLY, (long) next * rowsPerMap * record, needed(next));
                map.order(ByteOrder.LITTLE_ENDIAN);
                mapped.add(map);
            }
            return mapped.get(part);
        } catch (IOException e) {
            throw new UncheckedIOException("pictures: cannot read", e);
        }
    }

    private long needed(int part) {
        return Math.min(rowsPerMap, records - (long) part * rowsPerMap) * record;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("pictures: cannot close", e);
        }
    }
}
