package io.aisle.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionShareTest {
    @ParameterizedTest
    @CsvSource({"6,1,0,'0,1,2,3,4,5'", "6,3,1,'1,4'", "6,4,3,'3'"})
    void givesAnInstanceItsShare(int partitions, int instances, int instance, String share) {
        assertThat(PartitionShare.share(partitions, instances, instance)).isEqualTo(share);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void givesEveryPartitionToExactlyOneInstance(int instances) {
        List<String> all = IntStream.range(0, instances)
                .mapToObj(instance -> PartitionShare.share(6, instances, instance))
                .flatMap(share -> Stream.of(share.split(",")))
                .toList();
        assertThat(all).containsExactlyInAnyOrder("0", "1", "2", "3", "4", "5");
    }
}
