package io.aisle.sink.mongo;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoDatabase;
import java.util.Locale;
import org.bson.Document;

/** What the server can promise. It is asked: not everything that speaks MongoDB's protocol is a MongoDB. */
enum ServerKind {
    REPLICATED("MongoDB, replicated: a write is acknowledged by a majority, journaled"),
    STANDALONE("MongoDB, one server: a write is journaled there and nowhere else"),
    PROTOCOL_ONLY("a server that speaks MongoDB's protocol: it promises no journal, and has no validators");

    private static final int COMMAND_NOT_FOUND = 59;

    private final String words;

    ServerKind(String words) {
        this.words = words;
    }

    /** One line for people. */
    String words() {
        return words;
    }

    static ServerKind of(MongoDatabase database) {
        try {
            Document hello = database.runCommand(new Document("hello", 1));
            return hello.containsKey("setName") || "isdbgrid".equals(hello.get("msg")) ? REPLICATED : STANDALONE;
        } catch (MongoCommandException e) {
            if (lacksCommand(e)) {
                return PROTOCOL_ONLY;
            }
            throw e;
        }
    }

    static boolean lacksCommand(MongoCommandException e) {
        return e.getErrorCode() == COMMAND_NOT_FOUND
                || e.getErrorMessage().toLowerCase(Locale.ROOT).contains("no such cmd");
    }
}
