package io.aisle.cli.account.stuck;

import io.aisle.contract.Codec;
import io.aisle.platform.Broker;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** What only the broker's own tool tells of its queues: messages in hand, limits, bindings, and queues nobody asked for. */
final class QueueList {
    private static final String[] BINDINGS = {
        "-q", "list_bindings", "--formatter", "json", "source_name", "destination_name", "destination_kind"
    };
    private static final String[] COMMAND = {
        "-q",
        "list_queues",
        "--formatter",
        "json",
        "name",
        "messages_ready",
        "messages_unacknowledged",
        "consumers",
        "arguments"
    };

    private QueueList() {}

    /** Takes some seconds: the tool is an Erlang machine of its own. */
    static List<QueueState> of(Broker broker) {
        return read(broker.control(COMMAND));
    }

    /** Names of the queues that an exchange with a name routes to. Takes some seconds too. */
    static Set<String> bound(Broker broker) {
        return readBound(broker.control(BINDINGS));
    }

    static Set<String> readBound(String output) {
        var queues = new TreeSet<String>();
        for (JsonNode binding : rows(output)) {
            if (binding.path("destination_kind").asString("").equals("queue")
                    && !binding.path("source_name").asString("").isEmpty()) {
                queues.add(binding.path("destination_name").asString(""));
            }
        }
        return queues;
    }

    private static JsonNode rows(String output) {
        String json = output.substring(Math.max(0, output.indexOf('[')));
        return Codec.tree(json.getBytes(StandardCharsets.UTF_8));
    }

    static List<QueueState> read(String output) {
        var queues = new ArrayList<QueueState>();
        for (JsonNode queue : rows(output)) {
            queues.add(new QueueState(
                    queue.path("name").asString(""),
                    queue.path("messages_ready").asLong(0),
                    queue.path("messages_unacknowledged").asLong(0),
                    queue.path("consumers").asLong(0),
                    limit(queue.path("arguments"))));
        }
        return queues;
    }

    /** Arguments are triples of name, type and value. */
    private static long limit(JsonNode arguments) {
        for (JsonNode argument : arguments) {
            if (argument.path(0).asString("").equals("x-max-length")) {
                return argument.path(2).asLong(QueueState.DECLARED_LIMIT);
            }
        }
        return Long.MAX_VALUE;
    }
}
