package io.aisle.cli;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import org.h2.mvstore.MVStore;

/** A server that speaks MongoDB's protocol and forgets everything, for one test. */
public final class EmbeddedStore implements AutoCloseable {
    private final MongoServer server = new MongoServer(new H2Backend(MVStore.open(null)));
    private final String address = server.bindAndGetConnectionString();

    public String uri() {
        return address + "/aisle";
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
