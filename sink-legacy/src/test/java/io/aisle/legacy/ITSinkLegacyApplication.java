package io.aisle.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.GetResponse;
import io.aisle.contract.Codec;
import io.aisle.contract.DeadLetter;
import io.aisle.platform.Broker;
import io.aisle.tests.delivery.Wire;
import io.aisle.tests.store.Answers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;

/** The whole app, with a real RabbitMQ and an embedded H2 file that others read at the same time. */
class ITSinkLegacyApplication {
    @Test
    void storesTheNewestVersionAndGoesOnAfterMalformedMessages(@TempDir Path home) throws Exception {
        SinkLegacyApplication.loopbackOnly();
        String url = "jdbc:h2:file:" + home.resolve("legacy") + ";AUTO_SERVER=TRUE";
        try (Broker broker = Broker.start(home.resolve("broker"), line -> {});
                Wire wire = Wire.to(broker.uri());
                var app = SpringApplication.run(
                        SinkLegacyApplication.class,
                        "--server.port=0",
                        "--spring.rabbitmq.addresses=" + broker.uri(),
                        "--spring.datasource.url=" + url,
                        "--spring.cloud.stream.bindings.input.destination=categories",
                        "--spring.cloud.stream.bindings.input.group=legacy")) {
            String dead = wire.listen("dead");
            wire.publish("categories", "categories", Codec.encode(Answers.live("a", 2)), Map.of());
            byte[] garbage = "{no json".getBytes(StandardCharsets.UTF_8);
            wire.publish("categories", "categories", garbage, Map.of());
            wire.publish("categories", "categories", Codec.encode(Answers.live("a", 1)), Map.of());
            wire.publish("categories", "categories", Codec.encode(Answers.tombstone("b", 1)), Map.of());

            await().atMost(Duration.ofSeconds(30)).until(() -> rows(url), List.of("a 2 dress", "b 1 ")::equals);
            GetResponse letter = wire.take(dead);
            assertThat(Codec.decode(letter.getBody(), DeadLetter.class)).satisfies(one -> {
                assertThat(one.stage()).isEqualTo("legacy");
                assertThat(one.reason()).isEqualTo("malformed");
                assertThat(one.payload()).isEqualTo(garbage);
            });
            assertThat(app.isRunning()).isTrue();
        }
    }

    private static List<String> rows(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "sa", "");
                ResultSet found = connection
                        .createStatement()
                        .executeQuery(
                                "select product_id, version, category_id from product_category order by product_id")) {
            List<String> rows = new ArrayList<>();
            while (found.next()) {
                rows.add(found.getString(1) + " " + found.getLong(2) + " " + found.getString(3));
            }
            return rows;
        }
    }
}
