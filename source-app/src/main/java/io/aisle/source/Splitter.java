package io.aisle.source;

import java.util.List;
import reactor.core.publisher.Flux;

/** Cuts a body into pieces as its bytes arrive, keeping at most one piece in memory. For one body; not thread-safe. */
interface Splitter {
    /** The pieces that these bytes complete. */
    List<Piece> feed(byte[] bytes);

    /** The pieces that the end of the body completes. */
    List<Piece> end();

    /** The piece under way when the sender fell silent. */
    Piece stopped();

    /** Forgets the piece under way. */
    void close();

    /** The pieces of a body. It asks for more bytes only when pieces are asked for. */
    default Flux<Piece> split(Flux<byte[]> body) {
        return body.concatMapIterable(this::feed, 1)
                .concatWith(Flux.defer(() -> Flux.fromIterable(end())))
                .takeUntil(Piece::isLast)
                .doFinally(end -> close());
    }
}
