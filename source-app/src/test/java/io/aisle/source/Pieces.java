package io.aisle.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import reactor.core.publisher.Flux;

/** The pieces of a body that arrives in chunks, as text. */
final class Pieces {
    private Pieces() {}

    static List<String> of(Splitter splitter, String body, int chunk) {
        byte[] bytes = body.getBytes(UTF_8);
        List<byte[]> chunks = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += chunk) {
            chunks.add(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + chunk)));
        }
        return splitter.split(Flux.fromIterable(chunks))
                .map(Pieces::text)
                .collectList()
                .block();
    }

    private static String text(Piece piece) {
        return piece instanceof Piece.Text text
                ? piece.line() + " " + new String(text.json(), UTF_8).strip()
                : piece.line() + " " + ((Piece.Refused) piece).problem();
    }
}
