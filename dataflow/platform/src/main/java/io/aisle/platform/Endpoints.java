package io.aisle.platform;

import java.net.URI;

/**
 * Where a running platform answers.
 *
 * @param dataflow REST API of the Data Flow server
 * @param dashboard page for people
 * @param skipper REST API of Skipper
 * @param amqp address of the broker, credentials included
 * @param mongo connection string of the store, database included
 * @param source address that takes products: {@code POST /products} below it
 * @param legacyJdbcUrl the old relational database
 */
public record Endpoints(
        URI dataflow, URI dashboard, URI skipper, String amqp, String mongo, URI source, String legacyJdbcUrl) {

    /** Leaves out the broker's and the stores' addresses, which may hold credentials. */
    @Override
    public String toString() {
        return "Endpoints[dashboard=%s, source=%s]".formatted(dashboard, source);
    }
}
