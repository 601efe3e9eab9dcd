package io.aisle.faultpoints;

import io.aisle.delivery.Delivery;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import net.bytebuddy.asm.Advice;
import reactor.core.publisher.Mono;

/**
 * The points at which an app can be made to end as {@code kill -9} would end it: no hook runs, nothing is flushed. What
 * was already written to a socket is the system's, as it is after a kill. Dead letters do not count as passings.
 */
public enum HaltPoint {
    /** Before the message is handed to the broker's client. */
    BEFORE_PUBLISH(new Weaving(Weaving.PUBLISHER, "hand", BeforeHand.class)),
    /** The message is on its way; the thread that sent it knows of no confirm. */
    AFTER_PUBLISH(new Weaving(Weaving.PUBLISHER, "hand", AfterHand.class)),
    /** The broker has the message; the input is not acknowledged, the sender not answered. */
    AFTER_CONFIRM(new Weaving(Weaving.PUBLISHER, "publish", AfterConfirm.class)),
    /** Before a batch is written to a store; each attempt counts, and a batch without a product does not. */
    BEFORE_WRITE(
            new Weaving(Weaving.PRODUCT_STORE, "write", BeforeStore.class),
            new Weaving(Weaving.PRODUCT_TABLE, "write", BeforeInsert.class)),
    /** A batch stands durably in a store; its deliveries are not acknowledged. */
    AFTER_WRITE(
            new Weaving(Weaving.PRODUCT_STORE, "write", AfterStore.class),
            new Weaving(Weaving.PRODUCT_TABLE, "write", AfterInsert.class)),
    /** The acknowledgement of one delivery is on its way to the broker. */
    AFTER_ACKNOWLEDGE(new Weaving(Weaving.DELIVERY, "acknowledge", AfterAcknowledge.class));

    /** As of a process that was killed: 128 and the number of SIGKILL. */
    static final int KILLED = 137;

    private static final String DEAD_LETTERS = "dead";
    private static final AtomicInteger PASSED = new AtomicInteger();
    private static volatile Runnable atPassing = () -> {};

    private final List<Weaving> weavings;

    HaltPoint(Weaving... weavings) {
        this.weavings = List.of(weavings);
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    List<Weaving> weavings() {
        return weavings;
    }

    /** Makes the n-th passing the last; there is one armed point in a process. */
    void arm(int pass) {
        atPassing = () -> {
            if (PASSED.incrementAndGet() == pass) {
                FaultPoints.say("halt at " + word() + ", pass " + pass);
                Runtime.getRuntime().halt(KILLED);
            }
        };
    }

    /** Called from woven code: a product passes. */
    public static void pass() {
        atPassing.run();
    }

    /** Called from woven code: something passes on its way through this binding, or from this exchange. */
    public static void pass(String destination) {
        if (!destination.equals(DEAD_LETTERS)) {
            pass();
        }
    }

    /** Called from woven code, for a chain: the passing before it is subscribed to. */
    public static Runnable first() {
        return HaltPoint::pass;
    }

    /** Called from woven code, for a chain: the passing when it has succeeded. */
    public static Consumer<Object> success() {
        return result -> pass();
    }

    /** Called from woven code, for a chain that published through this binding. */
    public static Consumer<Object> success(String binding) {
        return result -> pass(binding);
    }

    static final class BeforeHand {
        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(0) String binding) {
            HaltPoint.pass(binding);
        }
    }

    static final class AfterHand {
        @Advice.OnMethodExit
        static void exit(@Advice.Argument(0) String binding) {
            HaltPoint.pass(binding);
        }
    }

    static final class AfterConfirm {
        @Advice.OnMethodExit
        static void exit(@Advice.Argument(0) String binding, @Advice.Return(readOnly = false) Mono<Void> published) {
            published = published.doOnSuccess(HaltPoint.success(binding));
        }
    }

    static final class BeforeStore {
        @Advice.OnMethodExit
        static void exit(@Advice.Argument(0) List<?> answers, @Advice.Return(readOnly = false) Mono<?> written) {
            written = answers.isEmpty() ? written : written.doFirst(HaltPoint.first());
        }
    }

    static final class AfterStore {
        @Advice.OnMethodExit
        static void exit(@Advice.Argument(0) List<?> answers, @Advice.Return(readOnly = false) Mono<?> written) {
            written = answers.isEmpty() ? written : written.doOnSuccess(HaltPoint.success());
        }
    }

    static final class BeforeInsert {
        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(0) List<?> answers) {
            if (!answers.isEmpty()) {
                HaltPoint.pass();
            }
        }
    }

    static final class AfterInsert {
        @Advice.OnMethodExit
        static void exit(@Advice.Argument(0) List<?> answers) {
            if (!answers.isEmpty()) {
                HaltPoint.pass();
            }
        }
    }

    static final class AfterAcknowledge {
        @Advice.OnMethodExit
        static void exit(@Advice.This Delivery delivery, @Advice.Return boolean told) {
            if (told) {
                HaltPoint.pass(delivery.exchange());
            }
        }
    }
}
