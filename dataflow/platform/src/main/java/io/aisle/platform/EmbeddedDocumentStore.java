package io.aisle.platform;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.h2.mvstore.MVStore;

/**
 * Runs the embedded server that speaks MongoDB's protocol, as a process of its own.
 *
 * <p>It has no journal: what was written in the last {@value #COMMIT_MILLIS} ms before a kill may be lost, whatever
 * write concern was asked for. Where that matters, run MongoDB.
 */
final class EmbeddedDocumentStore {

    /** The default is a second; a shorter one costs little at a few thousand writes a second. */
    private static final int COMMIT_MILLIS = 50;

    private EmbeddedDocumentStore() {}

    /**
     * Serves until the process is ended.
     *
     * @param arguments port on the loopback interface; file for the data
     */
    public static void main(String[] arguments) {
        MVStore file = MVStore.open(arguments[1]);
        file.setAutoCommitDelay(COMMIT_MILLIS);
        MongoServer server = new MongoServer(new H2Backend(file));
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])));
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdownNow, "store-shutdown"));
    }
}
