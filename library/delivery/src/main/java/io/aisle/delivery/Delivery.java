package io.aisle.delivery;

import com.rabbitmq.client.Channel;
import io.aisle.contract.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.rabbit.connection.ChannelProxy;
import org.springframework.amqp.support.AmqpHeaders;
import org.springframework.messaging.Message;

/** One message as the broker delivered it, not yet acknowledged. Thread-safe. */
public final class Delivery {
    private static final Set<String> TRAVELLING =
            Set.of(Headers.KIND, Headers.PRODUCT_ID, Headers.VERSION, Headers.ACCEPTED_AT, Headers.TRACE_PARENT);

    /** Set by a quorum queue on every delivery but the first. */
    private static final String DELIVERY_COUNT = "x-delivery-count";

    private final Message<byte[]> message;
    private final @Nullable Channel channel;

    private Delivery(Message<byte[]> message) {
        this.message = message;
        this.channel = original(message.getHeaders().get(AmqpHeaders.CHANNEL, Channel.class));
    }

    /**
     * A message of a binding with manual acknowledgement. Called when it comes: what it is acknowledged on is the channel
     * that is open now.
     */
    public static Delivery of(Message<byte[]> message) {
        return new Delivery(message);
    }

    /**
     * Spring's channel opens itself anew when its connection was lost; there the tag would be unknown, which closes the
     * channel, or worse: it would be another message's, which would be acknowledged unseen.
     */
    private static @Nullable Channel original(@Nullable Channel channel) {
        Channel target = channel instanceof ChannelProxy proxy ? proxy.getTargetChannel() : channel;
        return target == null ? channel : target;
    }

    /** The bytes that were sent. */
    public byte[] payload() {
        return message.getPayload();
    }

    /** A header as text, or null when the message has none of that name. */
    public @Nullable String header(String name) {
        Object value = rawHeader(name);
        return value == null ? null : value.toString();
    }

    /** A header as the broker client decoded it, such as the table list {@code x-death}. */
    public @Nullable Object rawHeader(String name) {
        return message.getHeaders().get(name);
    }

    /** The product's version; null when the header is missing or no version. */
    public @Nullable Long version() {
        String version = header(Headers.VERSION);
        try {
            return version == null || !version.matches("\\d+") ? null : Long.valueOf(version);
        } catch (NumberFormatException tooLarge) {
            return null;
        }
    }

    /** The exchange it was published to. */
    public String exchange() {
        return Objects.requireNonNullElse(header(AmqpHeaders.RECEIVED_EXCHANGE), "");
    }

    /** The routing key it was published with. */
    public String routingKey() {
        return Objects.requireNonNullElse(header(AmqpHeaders.RECEIVED_ROUTING_KEY), "");
    }

    /** Whether it was delivered before, and the consumer went away without an acknowledgement. */
    boolean isRedelivered() {
        return rawHeader(DELIVERY_COUNT) instanceof Number count && count.longValue() > 0;
    }

    /** The same for the same messages however often they are delivered: SHA-256 (hex) of what they are and hold. */
    static String identity(List<Delivery> deliveries) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Delivery one : deliveries) {
                String name = String.join("\n", one.exchange(), one.routingKey(), one.toString(), "");
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                digest.update(one.payload());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: every Java has it", e);
        }
    }

    /** The headers that go with a product through every stage. */
    public Map<String, String> travellingHeaders() {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : TRAVELLING) {
            String value = header(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        return headers;
    }

    /**
     * Tells the broker that the message is done. On a closed channel this does nothing: the broker has already given
     * the message to another consumer, and every effect of Aisle is idempotent.
     *
     * @return whether the broker could be told
     */
    boolean acknowledge() {
        return tell((channel, tag) -> channel.basicAck(tag, false));
    }

    /**
     * Asks the broker to deliver the message again. On a closed channel it does so unasked.
     *
     * @return whether the broker could be told
     */
    boolean giveBack() {
        return tell((channel, tag) -> channel.basicReject(tag, true));
    }

    private interface Word {
        void to(Channel channel, long tag) throws IOException;
    }

    private boolean tell(Word word) {
        Long tag = message.getHeaders().get(AmqpHeaders.DELIVERY_TAG, Long.class);
        if (channel == null || tag == null) {
            throw new IllegalStateException("acknowledge: the binding is not in acknowledge-mode MANUAL");
        }
        try {
            word.to(channel, tag);
            return true;
        } catch (IOException | RuntimeException e) { // whatever a closed channel says
            return false;
        }
    }

    @Override
    public String toString() {
        return "Delivery[" + exchange() + ", " + header(Headers.PRODUCT_ID) + "@" + header(Headers.VERSION) + "]";
    }
}
