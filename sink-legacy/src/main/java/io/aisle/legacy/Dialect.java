package io.aisle.legacy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The two databases, and how each says: write this row unless a newer one stands there. */
enum Dialect {
    POSTGRESQL("""
            insert into product_category
                (product_id, version, classified_at, deleted, category_id, category_path, confidence, model)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (product_id) do update set
                version = excluded.version, classified_at = excluded.classified_at, deleted = excluded.deleted,
                category_id = excluded.category_id, category_path = excluded.category_path,
                confidence = excluded.confidence, model = excluded.model
            where (product_category.version, product_category.classified_at, product_category.category_id)
                < (excluded.version, excluded.classified_at, excluded.category_id collate "C")
            """),
    H2("""
            merge into product_category using (select
                cast(? as varchar) product_id, cast(? as bigint) version,
                cast(? as timestamp(3) with time zone) classified_at, cast(? as boolean) deleted,
                cast(? as varchar) category_id, cast(? as varchar) category_path,
                cast(? as double precision) confidence, cast(? as varchar) model) incoming
            on product_category.product_id = incoming.product_id
            when matched and
                (product_category.version, product_category.classified_at, product_category.category_id)
                < (incoming.version, incoming.classified_at, incoming.category_id) then update set
                version = incoming.version, classified_at = incoming.classified_at, deleted = incoming.deleted,
                category_id = incoming.category_id, category_path = incoming.category_path,
                confidence = incoming.confidence, model = incoming.model
            when not matched then insert
                (product_id, version, classified_at, deleted, category_id, category_path, confidence, model)
            values (incoming.product_id, incoming.version, incoming.classified_at, incoming.deleted,
                incoming.category_id, incoming.category_path, incoming.confidence, incoming.model)
            """);

    private final String upsert;

    Dialect(String upsert) {
        this.upsert = upsert;
    }

    /** By the address, so that the database may be down when the app starts. */
    static Dialect of(String jdbcUrl) {
        if (jdbcUrl.startsWith("jdbc:postgresql:")) {
            return POSTGRESQL;
        }
        if (jdbcUrl.startsWith("jdbc:h2:")) {
            return H2;
        }
        throw new IllegalArgumentException(
                "spring.datasource.url: must begin with jdbc:postgresql: or jdbc:h2:, not " + scheme(jdbcUrl));
    }

    /** One row; parameters in the order of {@link Row#bind}. */
    String upsert() {
        return upsert;
    }

    /** Creates the table and its indexes where they are missing. */
    static String schema() {
        try (InputStream sql = Dialect.class.getResourceAsStream("/schema.sql")) {
            return new String(Objects.requireNonNull(sql, "schema.sql").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("read schema.sql: " + e.getMessage(), e);
        }
    }

    /** An address may hold a password. */
    private static String scheme(String jdbcUrl) {
        int end = jdbcUrl.indexOf(':', "jdbc:".length());
        return end < 0 ? "something else" : jdbcUrl.substring(0, end + 1);
    }
}
