package io.aisle.faultpoints;

import com.mongodb.client.model.UpdateOneModel;
import com.rabbitmq.client.Channel;
import io.aisle.contract.Headers;
import io.aisle.delivery.Outgoing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;
import net.bytebuddy.asm.Advice;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.support.AmqpHeaders;
import org.springframework.messaging.Message;
import reactor.core.publisher.Mono;

/** Aisle with one promise broken. A checker that calls such a run good is no checker. */
public enum Mutant {
    /** Deliveries are acknowledged when a stage takes them, and not when they are done. */
    ACKNOWLEDGE_FIRST(
            new Weaving(Weaving.DELIVERY, "of", AcknowledgeAtOnce.class),
            new Weaving(Weaving.DELIVERY, "acknowledge", NotAgain.class)),
    /** The document store keeps whatever came last, not the newest version. */
    NO_VERSION_GUARD(new Weaving(Weaving.PRODUCT_DOCUMENT, "upsert", Overwrite.class)),
    /**
     * A publish is a success when the client was given the message, or failed to take it: no refusal, no return and no
     * silence of the broker counts. What is not even tried, because the broker has blocked the app, stays a failure.
     */
    CONFIRM_IGNORED(
            new Weaving(Weaving.PUBLISHER, "hand", HandedIsEnough.class),
            new Weaving(Weaving.PUBLISHER, "verdict", EveryVerdictIsGood.class)),
    /** The image halves of one product in {@value #DROPPED_OF} are acknowledged and never published. */
    HALF_DROPPED(new Weaving(Weaving.PUBLISHER, "publish", DropHalf.class));

    /** A few of the 2,000 products of a run, and always the same ones. */
    static final int DROPPED_OF = 200;

    private final List<Weaving> weavings;

    Mutant(Weaving... weavings) {
        this.weavings = List.of(weavings);
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    List<Weaving> weavings() {
        return weavings;
    }

    /** Called from woven code when it does what the mutant is for. */
    public void acts() {
        FaultPoints.sayOnce(word() + " active");
    }

    /** Called from woven code: whether a message with these headers is a half to drop. */
    public static boolean drops(Map<String, String> headers) {
        boolean dropped = Headers.KIND_IMAGE.equals(headers.get(Headers.KIND))
                && isChosen(headers.getOrDefault(Headers.PRODUCT_ID, ""));
        if (dropped) {
            HALF_DROPPED.acts();
        }
        return dropped;
    }

    /** By a hash that scatters: ids that differ in their last digits are the usual case. */
    static boolean isChosen(String productId) {
        CRC32 hash = new CRC32();
        hash.update(productId.getBytes(StandardCharsets.UTF_8));
        return hash.getValue() % DROPPED_OF == 0;
    }

    static final class AcknowledgeAtOnce {
        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(0) Message<?> message) {
            Channel channel = message.getHeaders().get(AmqpHeaders.CHANNEL, Channel.class);
            Long tag = message.getHeaders().get(AmqpHeaders.DELIVERY_TAG, Long.class);
            if (channel != null && tag != null) {
                try {
                    channel.basicAck(tag, false);
                    Mutant.ACKNOWLEDGE_FIRST.acts();
                } catch (IOException | RuntimeException closed) {
                    // the message comes again, as it does without the mutant
                }
            }
        }
    }

    static final class NotAgain {
        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter() {
            return true;
        }

        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false) boolean told) {
            told = true;
        }
    }

    static final class Overwrite {
        @Advice.OnMethodExit
        static void exit(
                @Advice.FieldValue("current") BsonDocument current,
                @Advice.Return(readOnly = false) UpdateOneModel<BsonDocument> write) {
            BsonDocument update = new BsonDocument("$set", new BsonDocument("current", current));
            write = new UpdateOneModel<>(write.getFilter(), update, write.getOptions());
            Mutant.NO_VERSION_GUARD.acts();
        }
    }

    static final class HandedIsEnough {
        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @Advice.Argument(1) Message<?> message, @Advice.Thrown(readOnly = false) @Nullable Throwable failure) {
            CorrelationData sent =
                    message.getHeaders().get(AmqpHeaders.PUBLISH_CONFIRM_CORRELATION, CorrelationData.class);
            if (sent != null) {
                sent.getFuture().complete(new CorrelationData.Confirm(true, null));
            }
            failure = null;
            Mutant.CONFIRM_IGNORED.acts();
        }
    }

    static final class EveryVerdictIsGood {
        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter() {
            return true;
        }

        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false) Mono<Void> verdict) {
            verdict = Mono.empty();
        }
    }

    static final class DropHalf {
        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter(@Advice.Argument(1) Outgoing outgoing) {
            return Mutant.drops(outgoing.headers());
        }

        @Advice.OnMethodExit
        static void exit(@Advice.Enter boolean dropped, @Advice.Return(readOnly = false) Mono<Void> published) {
            if (dropped) {
                published = Mono.empty();
            }
        }
    }
}
