package io.aisle.delivery;

import org.springframework.amqp.core.Declarable;
import org.springframework.amqp.core.DeclarableCustomizer;
import org.springframework.amqp.core.Queue;

/**
 * What every queue is, declared in one place so that its producer and its consumer declare the same: a durable quorum
 * queue that refuses new messages when full and loses none on its way to {@code :dead}.
 *
 * @see <a href="https://www.rabbitmq.com/docs/quorum-queues">Quorum queues: at-least-once dead lettering</a>
 */
final class WorkQueues implements DeclarableCustomizer {
    /** The exchange of dead letters; its own queue has no dead letters. */
    static final String DEAD = "dead";
    /** A message that ends its consumer this often (a crash, not a refusal) goes to {@code :dead}. */
    static final int DELIVERY_LIMIT = 20;
    /** About 10 GB of features; then producers are refused and the source answers 503. */
    static final int MAX_LENGTH = 1_000_000;

    @Override
    public Declarable apply(Declarable declarable) {
        if (declarable instanceof Queue queue) {
            queue.addArgument("x-queue-type", "quorum");
            queue.addArgument("x-overflow", "reject-publish");
            queue.addArgument("x-max-length", MAX_LENGTH);
            if (!queue.getName().startsWith(DEAD + ".")) {
                queue.addArgument("x-delivery-limit", DELIVERY_LIMIT);
                queue.addArgument("x-dead-letter-exchange", DEAD);
                // Without this strategy a quorum queue may lose a message on its way to the dead letters.
                queue.addArgument("x-dead-letter-strategy", "at-least-once");
            }
        }
        return declarable;
    }
}
