package io.aisle.chaos.arena;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComplaintsTest {
    @Test
    void countsAcknowledgementsNoBrokerCouldPlace(@TempDir Path logs) throws IOException {
        assertThat(Complaints.in(logs)).isZero();
        String refused = "operation basic.ack caused a channel exception precondition_failed: unknown delivery tag 7\n";
        Files.writeString(logs.resolve("broker-0.log"), "started\n" + refused + refused);
        Files.writeString(logs.resolve("broker-1.log"), refused);
        Files.writeString(logs.resolve("sink-mongo.log"), refused);
        assertThat(Complaints.in(logs)).isEqualTo(3);
    }
}
