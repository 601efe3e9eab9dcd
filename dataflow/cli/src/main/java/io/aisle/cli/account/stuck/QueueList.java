package io.aisle.cli.account.stuck;

import io.aisle.contract.Codec;
import io.aisle.platform.Broker;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What only the broker's own tool tells of its queues: messages in hand, limits, and queues nobody asked for. */
final class QueueList {
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

    static List<QueueState> read(String output) {
        String json = output.substring(Math.max(0, output.indexOf('[')));
        var queues = new ArrayList<QueueState>();
        for (JsonNode queue : Codec.tree(json.getBytes(StandardCharsets.UTF_8))) {
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
