package io.aisle.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class DialectTest {
    @Test
    void isKnownFromTheAddressSoThatTheDatabaseMayBeDown() {
        assertThat(Dialect.of("jdbc:postgresql://db.example/shop?user=a")).isEqualTo(Dialect.POSTGRESQL);
        assertThat(Dialect.of("jdbc:h2:file:./legacy;AUTO_SERVER=TRUE")).isEqualTo(Dialect.H2);
    }

    @Test
    void refusesAnotherDatabaseWithoutRepeatingItsPassword() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dialect.of("jdbc:mysql://db/shop?password=secret"))
                .withMessageContaining("jdbc:mysql:")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    }
}
