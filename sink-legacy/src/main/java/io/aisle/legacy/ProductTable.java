package io.aisle.legacy;

import io.aisle.contract.Classification;
import io.aisle.delivery.DependencyUnavailable;
import io.aisle.delivery.Outcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.sql.DataSource;

/** The table {@code product_category}. Blocking; every write is guarded by version and may be repeated. Thread-safe. */
final class ProductTable {
    /** Two writers collide at a product's birth; a third collision in a row has another reason. */
    private static final int ATTEMPTS = 3;

    private final DataSource database;
    private final Dialect dialect;

    ProductTable(DataSource database, Dialect dialect) {
        this.database = database;
        this.dialect = dialect;
    }

    /** Creates what is missing; may be repeated. */
    void prepare() {
        try (Connection connection = database.getConnection();
                var statement = connection.createStatement()) {
            for (String command : Dialect.schema().split(";")) {
                if (!command.isBlank()) {
                    statement.execute(command);
                }
            }
        } catch (SQLException e) {
            throw new DependencyUnavailable("legacy database: create the table", e);
        }
    }

    /**
     * Writes a batch in one transaction; when a row spoils it, each row in its own.
     *
     * @return for each answer in its order: done when this version or a newer one is committed, dead when it never can be
     * @throws DependencyUnavailable when the database is down, or the table is not there
     */
    List<Outcome> write(List<Classification> answers) {
        try {
            writeAll(answers);
            return answers.stream().map(answer -> (Outcome) new Outcome.Done()).toList();
        } catch (SQLException e) {
            return Fault.isOfTheRow(e) ? oneByOne(answers) : unavailable(e);
        }
    }

    private List<Outcome> oneByOne(List<Classification> answers) {
        List<Outcome> outcomes = new ArrayList<>(answers.size());
        for (Classification answer : answers) {
            outcomes.add(alone(answer, 1));
        }
        return outcomes;
    }

    private Outcome alone(Classification answer, int attempt) {
        try {
            writeAll(List.of(answer));
            return new Outcome.Done();
        } catch (SQLException e) {
            if (!Fault.isOfTheRow(e)) {
                return unavailable(e);
            }
            return attempt < ATTEMPTS ? alone(answer, attempt + 1) : new Outcome.Dead("not-storable", Fault.words(e));
        }
    }

    private void writeAll(List<Classification> answers) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement statement = connection.prepareStatement(dialect.upsert())) {
                // In one order everywhere: transactions that lock the same rows in different orders end in deadlock.
                for (Classification answer : sorted(answers)) {
                    new Row(answer).bind(statement);
                    statement.addBatch();
                }
                statement.executeBatch();
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    private static List<Classification> sorted(List<Classification> answers) {
        return answers.stream()
                .sorted(Comparator.comparing(
                                (Classification answer) -> answer.product().productId())
                        .thenComparing(Classification::version))
                .toList();
    }

    private static <T> T unavailable(SQLException e) {
        throw new DependencyUnavailable("legacy database: write", e);
    }
}
