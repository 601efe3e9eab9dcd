package io.aisle.source;

import io.aisle.contract.Codec;
import io.aisle.contract.ContractViolation;
import io.aisle.contract.Headers;
import io.aisle.contract.Product;
import io.aisle.contract.ProductKey;
import io.aisle.delivery.Outgoing;
import io.aisle.delivery.PublishRefused;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Reads product events, hands them on, and says what became of each. Thread-safe. */
final class Intake {
    private static final Logger log = LoggerFactory.getLogger(Intake.class);

    private final Function<Outgoing, Mono<Void>> publisher;
    private final Admission admission;
    private final MeterRegistry meters;
    private final Clock clock;

    /** @param publisher completes when the broker has the message; any error means that it has not */
    Intake(Function<Outgoing, Mono<Void>> publisher, Admission admission, MeterRegistry meters, Clock clock) {
        this.publisher = publisher;
        this.admission = admission;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Always an answer, never an error. While the broker is waited for, only the message is kept: neither the text it was
     * read from nor the picture's bytes.
     */
    Mono<Answer> take(Piece piece, @Nullable String traceParent) {
        return Mono.defer(() -> answer(piece, traceParent).doOnNext(this::count));
    }

    /** The answer to everything just now, or null when it is worth trying. */
    @Nullable
    Answer closed() {
        Throwable recent = admission.recentFailure();
        return recent == null ? null : notTaken(1, recent);
    }

    /** The message that carries a product event. */
    Outgoing message(Product product, @Nullable String traceParent) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(Headers.KIND, Headers.KIND_PRODUCT);
        headers.put(Headers.PRODUCT_ID, product.productId());
        headers.put(Headers.VERSION, Long.toString(product.version()));
        headers.put(Headers.ACCEPTED_AT, clock.instant().toString());
        if (traceParent != null) {
            headers.put(Headers.TRACE_PARENT, traceParent);
        }
        return new Outgoing(Codec.encode(product), headers);
    }

    private Mono<Answer> answer(Piece piece, @Nullable String traceParent) {
        if (piece instanceof Piece.Text text) {
            return read(text, traceParent);
        }
        var refused = (Piece.Refused) piece;
        return Mono.just(Answer.refused(refused.line(), refused.problem(), refused.detail()));
    }

    private Mono<Answer> read(Piece.Text text, @Nullable String traceParent) {
        JsonNode tree;
        try {
            tree = Codec.tree(text.json());
        } catch (ContractViolation e) {
            return Mono.just(Answer.refused(text.line(), Problem.MALFORMED, e));
        }
        try {
            return publish(text.line(), Codec.product(tree), traceParent);
        } catch (ContractViolation e) {
            return Mono.just(Answer.refused(text.line(), Problem.CONTRACT, e));
        }
    }

    private Mono<Answer> publish(long line, Product product, @Nullable String traceParent) {
        ProductKey key = product.key();
        Outgoing message = message(product, traceParent);
        return admission
                .admit(message.payload().length, publisher.apply(message))
                .thenReturn(Answer.accepted(line, key))
                .onErrorResume(e -> Mono.just(notTaken(line, e).about(key)));
    }

    private static Answer notTaken(long line, Throwable cause) {
        if (cause instanceof Admission.Overloaded) {
            return Answer.refused(line, Problem.OVERLOADED, "more product events are under way than are let in");
        }
        return Answer.refused(line, Problem.NOT_TAKEN, detail(cause));
    }

    private static String detail(Throwable cause) {
        if (!(cause instanceof PublishRefused refusal)) {
            return "publishing failed";
        }
        return switch (refusal.reason()) {
            case UNROUTABLE -> "no queue is bound behind the source: is the stream deployed?";
            case NOT_CONFIRMED -> "the broker did not confirm it in time, or its queues are full";
            case BLOCKED -> "the broker is out of disk or memory and takes nothing";
            case UNREACHABLE -> "the broker cannot be reached";
        };
    }

    private void count(Answer answer) {
        meters.counter("aisle.source.answers", "status", Integer.toString(answer.status()))
                .increment();
        if (!answer.isAccepted()) {
            log.debug(
                    "line {} of product {}: {} {}",
                    answer.line(),
                    answer.productId(),
                    answer.status(),
                    answer.detail());
        }
    }
}
