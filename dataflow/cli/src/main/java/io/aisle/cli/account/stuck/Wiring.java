package io.aisle.cli.account.stuck;

import io.aisle.platform.StreamDefinition;
import io.aisle.platform.StreamFiles;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which queues the streams need, and who reads them.
 *
 * @param streams their definitions
 * @param partitions of the queues between both branches and the classifier
 */
record Wiring(List<StreamDefinition> streams, int partitions) {
    private static final String CLASSIFIER = "processor-classify";
    private static final String DEAD_LETTERS = "dead.sink-mongo";

    static Wiring read(Path repository) {
        StreamFiles files = StreamFiles.read(repository);
        String partitions = files.properties().getOrDefault("app." + CLASSIFIER + ".aisle.classify.partitions", "6");
        return new Wiring(files.streams(), Integer.parseInt(partitions));
    }

    /** All queues; the one of the dead letters last. */
    List<String> queues() {
        return Stream.concat(
                        streams.stream()
                                .flatMap(stream -> stream.from().stream().flatMap(from -> queues(from, stream))),
                        Stream.of(DEAD_LETTERS))
                .toList();
    }

    private Stream<String> queues(String from, StreamDefinition stream) {
        String queue = from + "." + stream.name();
        if (!stream.apps().contains(CLASSIFIER)) {
            return Stream.of(queue);
        }
        return Stream.of(queue, queue + "-image")
                .flatMap(half -> IntStream.range(0, partitions).mapToObj(partition -> half + "-" + partition));
    }

    /** The app that reads a queue, as the platform names its instances: {@code stream.app}. */
    Optional<String> reader(String queue) {
        return queue.equals(DEAD_LETTERS) ? appNamed("sink-mongo") : readerByStream(queue);
    }

    private Optional<String> readerByStream(String queue) {
        return streams.stream()
                .filter(stream -> stream.from()
                        .filter(from -> queue.startsWith(from + "." + stream.name()))
                        .isPresent())
                .max(Comparator.comparing(stream -> stream.name().length()))
                .map(Wiring::instance);
    }

    private Optional<String> appNamed(String app) {
        return streams.stream()
                .filter(stream -> stream.apps().contains(app))
                .findFirst()
                .map(Wiring::instance);
    }

    private static String instance(StreamDefinition stream) {
        return stream.name() + "." + stream.apps().get(0);
    }

    /** All apps, as {@link #reader} names them. */
    List<String> apps() {
        return streams.stream().map(Wiring::instance).toList();
    }

    static boolean isPartition(String queue) {
        return queue.matches(".*-\\d+");
    }

    static String withoutPartition(String queue) {
        return queue.replaceFirst("-\\d+$", "");
    }
}
