package io.aisle.source;

import io.aisle.contract.Headers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** {@code POST /products}: one product, an array, or lines. */
final class ProductsHandler {
    private final Intake intake;
    private final SourceProperties properties;
    private final Allowance allowance;

    ProductsHandler(Intake intake, SourceProperties properties) {
        this.intake = intake;
        this.properties = properties;
        this.allowance = new Allowance(properties.maxGathered());
    }

    Mono<ServerResponse> post(ServerRequest request) {
        MediaType type = request.headers().contentType().orElse(MediaType.APPLICATION_OCTET_STREAM);
        String unreadable = unreadable(request, type);
        if (unreadable != null) {
            return problem(Answer.refused(1, Problem.MEDIA_TYPE, unreadable));
        }
        Answer closed = intake.closed();
        if (closed != null) {
            return problem(closed);
        }
        return MediaType.APPLICATION_JSON.includes(type) ? values(request) : lines(request);
    }

    private static @Nullable String unreadable(ServerRequest request, MediaType type) {
        if (!MediaType.APPLICATION_JSON.includes(type) && !MediaType.APPLICATION_NDJSON.includes(type)) {
            return "send application/json or application/x-ndjson";
        }
        if (type.getCharset() != null && !type.getCharset().equals(StandardCharsets.UTF_8)) {
            return "send UTF-8";
        }
        String encoding = request.headers().firstHeader(HttpHeaders.CONTENT_ENCODING);
        return encoding == null || encoding.equals("identity") ? null : "send it without a content encoding";
    }

    private Mono<ServerResponse> lines(ServerRequest request) {
        return ServerResponse.ok()
                .contentType(MediaType.APPLICATION_NDJSON)
                .body(answers(request, new Lines(properties.maxLineSize(), allowance)), Answer.class);
    }

    private Mono<ServerResponse> values(ServerRequest request) {
        if (request.headers().contentLength().orElse(0)
                > properties.maxBodySize().toBytes()) {
            String detail =
                    "the body is larger than " + properties.maxBodySize().toBytes() + " bytes";
            return problem(Answer.refused(1, Problem.TOO_LARGE, detail));
        }
        var values = new JsonValues(
                properties.maxLineSize(), properties.maxBodySize(), properties.maxArrayElements(), allowance);
        return answers(request, values)
                .collectList()
                .flatMap(answers -> values.isArray() ? array(answers) : single(answers.get(0)));
    }

    private Flux<Answer> answers(ServerRequest request, Splitter splitter) {
        String traceParent = request.headers().firstHeader(Headers.TRACE_PARENT);
        return splitter.split(bytes(request))
                .onErrorResume(TimeoutException.class, e -> Flux.just(splitter.stopped()))
                .flatMapSequential(piece -> intake.take(piece, traceParent), properties.publishConcurrency(), 1);
    }

    private Flux<byte[]> bytes(ServerRequest request) {
        return request.bodyToFlux(DataBuffer.class).map(ProductsHandler::copy).timeout(properties.readTimeout());
    }

    private static byte[] copy(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }

    private Mono<ServerResponse> single(Answer answer) {
        return answer.isAccepted()
                ? ServerResponse.accepted()
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(answer)
                : problem(answer);
    }

    private Mono<ServerResponse> array(List<Answer> results) {
        Answers answers = Answers.of(results);
        return respond(answers.status(), answers.type() != null, answers);
    }

    private Mono<ServerResponse> problem(Answer answer) {
        return respond(answer.status(), true, answer);
    }

    private Mono<ServerResponse> respond(int status, boolean problem, Object body) {
        var response = ServerResponse.status(status)
                .contentType(problem ? MediaType.APPLICATION_PROBLEM_JSON : MediaType.APPLICATION_JSON);
        if (status == Problem.NOT_TAKEN.status()) {
            response.header(
                    HttpHeaders.RETRY_AFTER,
                    Long.toString(properties.retryAfter().toSeconds()));
        }
        return response.bodyValue(body);
    }
}
