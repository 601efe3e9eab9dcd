package io.aisle.source;

import java.util.ArrayList;
import java.util.List;
import org.springframework.util.unit.DataSize;

/**
 * One JSON value, or the elements of a JSON array one by one. It looks only for the commas between elements; whether an
 * element is valid is for its reader to say.
 */
final class JsonValues implements Splitter {
    private enum Place {
        BEFORE,
        IN_VALUE,
        IN_ARRAY,
        BEHIND
    }

    private final DataSize maxElementSize;
    private final DataSize maxBodySize;
    private final int maxElements;
    private final Gathered element;
    private final List<Piece> pieces = new ArrayList<>();
    private Place place = Place.BEFORE;
    private boolean array;
    private long size;
    private long number = 1;
    private int depth;
    private boolean inString;
    private boolean escaped;

    JsonValues(DataSize maxElementSize, DataSize maxBodySize, int maxElements, Allowance allowance) {
        this.maxElementSize = maxElementSize;
        this.maxBodySize = maxBodySize;
        this.maxElements = maxElements;
        this.element = new Gathered(maxElementSize.toBytes(), allowance);
    }

    /** Whether the body has turned out to be an array. */
    boolean isArray() {
        return array;
    }

    @Override
    public List<Piece> feed(byte[] bytes) {
        size += bytes.length;
        if (size > maxBodySize.toBytes()) {
            last(Problem.TOO_LARGE, "the body is larger than " + maxBodySize.toBytes() + " bytes");
            return taken();
        }
        int from = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (ends(bytes[i])) {
                gather(bytes, from, i);
                finish(bytes[i] == ']');
                from = i + 1;
            } else if (place == Place.BEFORE || place == Place.BEHIND) {
                from = start(bytes[i], i);
            }
        }
        if (place == Place.IN_ARRAY || place == Place.IN_VALUE) {
            gather(bytes, from, bytes.length);
        }
        return taken();
    }

    @Override
    public List<Piece> end() {
        switch (place) {
            case BEFORE -> last(Problem.MALFORMED, "the body is empty");
            case IN_ARRAY -> last(Problem.MALFORMED, "the array is not closed");
            case IN_VALUE -> pieces.add(new Piece.Text(number, element.take()));
            case BEHIND -> {}
        }
        return taken();
    }

    /** Outside of the value: returns where its text begins if it begins with this letter. */
    private int start(byte letter, int at) {
        if (Gathered.isBlank(letter)) {
            return at + 1;
        }
        if (place == Place.BEHIND) {
            last(Problem.MALFORMED, "there is text behind the end of the array");
        }
        array |= letter == '[';
        if (place == Place.BEFORE) {
            place = array ? Place.IN_ARRAY : Place.IN_VALUE;
        }
        return array ? at + 1 : at;
    }

    /** Whether this letter ends an element of the array. */
    private boolean ends(byte letter) {
        if (place != Place.IN_ARRAY) {
            return false;
        }
        if (inString) {
            inString = escaped || letter != '"';
            escaped = !escaped && letter == '\\';
            return false;
        }
        boolean outside = depth == 0 && (letter == ',' || letter == ']');
        switch (letter) {
            case '"' -> inString = true;
            case '{', '[' -> depth++;
            case '}', ']' -> depth = Math.max(0, depth - 1);
            default -> {}
        }
        return outside;
    }

    @Override
    public Piece stopped() {
        return new Piece.Refused(number, Problem.TIMEOUT, "nothing came for too long", true);
    }

    @Override
    public void close() {
        element.close();
    }

    private void gather(byte[] bytes, int from, int to) {
        Problem problem = element.add(bytes, from, to);
        if (problem != null) {
            pieces.add(new Piece.Refused(
                    number, problem, Lines.tooMuch(problem, "product event", maxElementSize), !array));
        }
    }

    private void finish(boolean closing) {
        boolean empty = closing && number == 1 && element.isBlank();
        if (number > maxElements) {
            last(Problem.TOO_LARGE, "the array has more than " + maxElements + " elements");
        } else if (element.hasText()) {
            pieces.add(new Piece.Text(number, element.take()));
        } else if (element.isBlank() && !empty) {
            pieces.add(new Piece.Refused(number, Problem.MALFORMED, "there is nothing between two commas", false));
        }
        element.clear();
        number++;
        place = closing ? Place.BEHIND : Place.IN_ARRAY;
    }

    private void last(Problem problem, String detail) {
        pieces.add(new Piece.Refused(number, problem, detail, true));
    }

    private List<Piece> taken() {
        List<Piece> taken = List.copyOf(pieces);
        pieces.clear();
        return taken;
    }
}
