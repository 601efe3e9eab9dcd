package io.aisle.legacy;

import io.aisle.contract.Classification;
import io.aisle.contract.Classification.ModelStamp;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** A classification as the old table's row. A deletion keeps its version, so that nothing older comes back. */
record Row(Classification answer) {
    /** Sets the parameters of {@link Dialect#upsert}. */
    void bind(PreparedStatement statement) throws SQLException {
        var category = answer.category();
        statement.setString(1, answer.product().productId());
        statement.setLong(2, answer.version());
        statement.setObject(3, classifiedAt(), Types.TIMESTAMP_WITH_TIMEZONE);
        statement.setBoolean(4, answer.product().deleted());
        statement.setString(5, category == null ? "" : category.id());
        statement.setString(6, category == null ? "" : category.names());
        statement.setDouble(7, answer.confidence());
        statement.setString(8, words(answer.model()));
    }

    /** Milliseconds, as in the other store: of equal versions both must choose the same answer. */
    private OffsetDateTime classifiedAt() {
        return answer.classifiedAt().truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC);
    }

    private static @Nullable String words(@Nullable ModelStamp model) {
        return model == null
                ? null
                : model.name() + " " + model.version() + " (" + model.engine() + ", " + model.precision() + ")";
    }
}
