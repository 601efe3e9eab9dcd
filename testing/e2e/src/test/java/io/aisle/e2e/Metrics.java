package io.aisle.e2e;

import io.aisle.contract.Codec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** The metrics of one app. */
record Metrics(String app) {
    static Metrics at(Object url) {
        return new Metrics(url.toString());
    }

    long count(String meter, String tag) {
        URI address = URI.create(app + "/actuator/metrics/" + meter + "?tag=" + tag);
        try {
            var answer = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofByteArray());
            return answer.statusCode() == 200
                    ? Codec.tree(answer.body())
                            .path("measurements")
                            .path(0)
                            .path("value")
                            .asLong()
                    : 0;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
