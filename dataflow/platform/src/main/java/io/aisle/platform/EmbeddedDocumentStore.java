package io.aisle.platform;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.h2.mvstore.MVStore;

/**
 * Runs the embedded server that speaks MongoDB's protocol, as a process of its own.
 *
 * <p>What it has answered for outlives its process: each write is in the file before its answer goes out. It does not
 * wait for the disk, so what a machine that loses its power had not written is lost, whatever write concern was asked
 * for. Where that matters, run MongoDB.
 */
final class EmbeddedDocumentStore {
    private EmbeddedDocumentStore() {}

    /**
     * Serves until the process is ended.
     *
     * @param arguments port on the loopback interface; file for the data
     */
    public static void main(String[] arguments) {
        MVStore file = MVStore.open(arguments[1]);
        MongoServer server = new MongoServer(new WritingThrough(file));
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])));
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdownNow, "store-shutdown"));
    }

    /** By itself the file is written once a second. */
    private static final class WritingThrough extends H2Backend {
        private final MVStore file;

        WritingThrough(MVStore file) {
            super(file);
            this.file = file;
        }

        @Override
        public Document handleMessage(MongoMessage message) {
            Document answer = super.handleMessage(message);
            if (file.hasUnsavedChanges()) {
                file.commit();
            }
            return answer;
        }
    }
}
