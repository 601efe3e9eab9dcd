package io.aisle.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.aisle.contract.Category;
import io.aisle.contract.Classification;
import io.aisle.delivery.DependencyUnavailable;
import io.aisle.delivery.Outcome;
import io.aisle.tests.store.Answers;
import io.aisle.tests.store.VersionGuardContract;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;

/** The checklist of stores, and what the table does beside it, on each database. */
abstract class LegacyContract extends VersionGuardContract {
    private final HikariDataSource source;
    private final ProductTable table;

    LegacyContract(String jdbcUrl) {
        DataSourceProperties database = new DataSourceProperties();
        database.setUrl(jdbcUrl);
        var properties = new LegacyProperties(500, Duration.ZERO, 4, Duration.ofSeconds(30));
        source = LegacyDatabase.openImpatient(database, properties);
        table = new ProductTable(source, Dialect.of(jdbcUrl));
    }

    /** A value the database cannot keep. */
    abstract String poisonousName();

    @BeforeEach
    void emptyTable() throws SQLException {
        execute("drop table if exists product_category");
        table.prepare();
    }

    @AfterEach
    void disconnect() {
        source.close();
    }

    @Override
    protected void write(List<Classification> batch) {
        assertThat(table.write(batch)).hasSameSizeAs(batch).allMatch(Outcome.Done.class::isInstance);
    }

    @Override
    protected Map<String, State> states() {
        var states = new HashMap<String, State>();
        try (Connection connection = source.getConnection();
                ResultSet rows = connection.createStatement().executeQuery("select * from product_category")) {
            while (rows.next()) {
                states.put(
                        rows.getString("product_id"),
                        new State(
                                rows.getLong("version"),
                                rows.getBoolean("deleted"),
                                rows.getString("category_id"),
                                rows.getObject("classified_at", OffsetDateTime.class)
                                        .toInstant()));
            }
            return states;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void rowTheDatabaseCannotKeepDiesAloneInItsBatch() {
        List<Classification> batch = Stream.concat(
                        Stream.of(poison()), IntStream.range(0, 5).mapToObj(i -> Answers.live("good-" + i, 1)))
                .toList();
        List<Outcome> outcomes = table.write(batch);
        assertThat(outcomes.get(0)).isInstanceOfSatisfying(Outcome.Dead.class, dead -> {
            assertThat(dead.reason()).isEqualTo("not-storable");
            assertThat(dead.detail()).startsWith("22").hasSizeLessThan(1_500);
        });
        assertThat(outcomes.subList(1, 6)).hasSize(5).allMatch(Outcome.Done.class::isInstance);
        assertThat(states()).hasSize(5).doesNotContainKey("poison");
    }

    @Test
    void missingTableHoldsTheRowsInsteadOfGivingThemUp() throws SQLException {
        execute("drop table product_category");
        assertThatThrownBy(() -> table.write(List.of(Answers.live("a", 1)))).isInstanceOf(DependencyUnavailable.class);
    }

    @Test
    void preparingTwiceChangesNothing() {
        write(List.of(Answers.live("a", 1)));
        table.prepare();
        assertThat(states()).containsOnlyKeys("a");
    }

    @Test
    void emptyBatchIsNoWrite() {
        assertThat(table.write(List.of())).isEmpty();
    }

    private Classification poison() {
        Classification base = Answers.live("poison", 1);
        Category category = new Category("dress", List.of(new Category.Node("dress", poisonousName())));
        return new Classification(
                1,
                base.product(),
                category,
                1,
                List.of(),
                List.of(),
                Map.of(),
                Set.of(),
                null,
                null,
                null,
                null,
                base.classifiedAt());
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
