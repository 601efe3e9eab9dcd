package io.aisle.cli.account;

import io.aisle.cli.screen.CommandFailed;
import io.aisle.contract.ProductKey;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The second sink as a reader sees it: the relational table.
 *
 * @param url JDBC address, PostgreSQL or H2
 */
public record LegacyStore(String url) {
    /** The sink's name. */
    public static final String SINK = "legacy";

    /** The stage whose dead letters concern this store and no other; also the consumer group of its queue. */
    public static final String STAGE = "legacy";

    private static final String ROWS = "select product_id, version, category_id from product_category";
    /** SQL state classes: H2's "table not found" and PostgreSQL's "undefined table". */
    private static final List<String> NO_TABLE = List.of("42S02", "42S04", "42P01");

    /** What stands for each product; nothing when the sink has not created its table yet. */
    public List<Row> rows() {
        return read(ROWS, null);
    }

    /** What stands for one product; empty when nothing does. */
    public Optional<Row> row(String productId) {
        return read(ROWS + " where product_id = ?", productId).stream().findFirst();
    }

    private List<Row> read(String query, @Nullable String productId) {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setFetchSize(1_000);
            if (productId != null) {
                statement.setString(1, productId);
            }
            return rows(statement.executeQuery());
        } catch (SQLException e) {
            if (NO_TABLE.contains(e.getSQLState())) {
                return List.of();
            }
            throw new CommandFailed("cannot read the legacy table", "See ./aisle account --stuck", e);
        }
    }

    private static List<Row> rows(ResultSet found) throws SQLException {
        var rows = new ArrayList<Row>();
        while (found.next()) {
            String category = Objects.requireNonNullElse(found.getString(3), "");
            rows.add(new Row(new ProductKey(found.getString(1), found.getLong(2)), category));
        }
        return rows;
    }

    private Connection connect() throws SQLException {
        // Embedded H2 knows one user, without a password; a PostgreSQL address brings its own.
        return url.startsWith("jdbc:h2:")
                ? DriverManager.getConnection(url, "sa", "")
                : DriverManager.getConnection(url);
    }
}
