package io.aisle.classify.explain;

import io.aisle.classifier.ClassifierFailure;
import io.aisle.classifier.explain.Explanation;
import io.aisle.classifier.explain.ExplanationPage;
import io.aisle.contract.Codec;
import io.aisle.contract.ContractViolation;
import io.aisle.contract.Product;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** {@code POST /explain}: a product event in, its explanation out, as JSON or as a page. */
final class ExplainHandler {
    private static final Logger log = LoggerFactory.getLogger(ExplainHandler.class);

    /** As the source has it: a picture of 1 MiB is 1.4 million letters of base64. */
    static final int MOST_BYTES = 2 << 20;
    /** An explanation asks the model once for each word: some tens of answers, more for a long name. */
    private static final String RETRY_AFTER_SECONDS = "1";

    private final ExplanationDesk desk;
    private final Duration readTimeout;

    /** @param readTimeout longest wait for a body */
    ExplainHandler(ExplanationDesk desk, Duration readTimeout) {
        this.desk = desk;
        this.readTimeout = readTimeout;
    }

    /** The refused request as a problem. */
    static final class Refused extends RuntimeException {
        private final transient Problem problem;

        Refused(Problem problem) {
            super(problem.detail(), null, false, false);
            this.problem = problem;
        }
    }

    Mono<ServerResponse> post(ServerRequest request) {
        if (!isJson(request)) {
            return problem(Problem.mediaType());
        }
        boolean page = wantsPage(request);
        return body(request)
                .map(ExplainHandler::product)
                .flatMap(product ->
                        desk.explain(product, request.queryParam("category").orElse(null)))
                .flatMap(explanation -> answer(page, explanation))
                .onErrorResume(error -> problem(problemOf(error)));
    }

    Mono<ServerResponse> onlyPost(ServerRequest request) {
        return problem(Problem.method());
    }

    private Mono<byte[]> body(ServerRequest request) {
        return DataBufferUtils.join(request.bodyToFlux(DataBuffer.class), MOST_BYTES)
                .map(ExplainHandler::copy)
                .defaultIfEmpty(new byte[0])
                .timeout(readTimeout);
    }

    private static byte[] copy(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }

    private static Product product(byte[] body) {
        if (body.length == 0) {
            throw new Refused(Problem.malformed(new ContractViolation("", "is empty", null)));
        }
        JsonNode tree;
        try {
            tree = Codec.tree(body);
        } catch (ContractViolation e) {
            throw new Refused(Problem.malformed(e));
        }
        Product product = Codec.product(tree);
        if (product.deleted()) {
            throw new ContractViolation("deleted", "is true: a tombstone has no category", product.productId());
        }
        return product;
    }

    private static boolean isJson(ServerRequest request) {
        try {
            MediaType type = request.headers().contentType().orElse(MediaType.APPLICATION_OCTET_STREAM);
            boolean utf8 = type.getCharset() == null || StandardCharsets.UTF_8.equals(type.getCharset());
            return utf8 && MediaType.APPLICATION_JSON.includes(type);
        } catch (RuntimeException noType) { // text that is no media type, or a charset nobody knows
            return false;
        }
    }

    private static boolean wantsPage(ServerRequest request) {
        try {
            return request.headers().accept().stream()
                    .anyMatch(type -> !type.isWildcardType() && type.includes(MediaType.TEXT_HTML));
        } catch (RuntimeException noType) {
            return false;
        }
    }

    private static Mono<ServerResponse> answer(boolean page, Explanation explanation) {
        return page
                ? ServerResponse.ok()
                        .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                        .bodyValue(ExplanationPage.of(List.of(explanation), null))
                : ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).bodyValue(Codec.encode(explanation));
    }

    private static Problem problemOf(Throwable error) {
        if (error instanceof Refused refused) {
            return refused.problem;
        }
        if (error instanceof ContractViolation violation) {
            return Problem.contract(violation);
        }
        if (error instanceof ExplanationDesk.Busy) {
            return Problem.busy();
        }
        if (error instanceof DataBufferLimitException) {
            return Problem.tooLarge(MOST_BYTES);
        }
        if (error instanceof TimeoutException) {
            return Problem.timeout();
        }
        log.warn("explain: no answer{}", error instanceof ClassifierFailure ? "" : ", in an unforeseen way", error);
        return Problem.unavailable();
    }

    private static Mono<ServerResponse> problem(Problem problem) {
        var response = ServerResponse.status(problem.status()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (problem.status() == 405) {
            response.header(HttpHeaders.ALLOW, HttpMethod.POST.name());
        }
        if (problem.isPassing()) {
            response.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return response.bodyValue(Codec.encode(problem));
    }
}
