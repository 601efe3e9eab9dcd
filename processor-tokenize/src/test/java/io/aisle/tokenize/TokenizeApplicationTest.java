package io.aisle.tokenize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aisle.contract.Codec;
import io.aisle.contract.ContractViolation;
import io.aisle.contract.Headers;
import io.aisle.contract.TextFeatures;
import io.aisle.delivery.Outcome;
import io.aisle.features.text.ProductAnalyzer;
import io.aisle.features.text.TextFeatureExtractor;
import io.aisle.features.text.Vocabulary;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;

class TokenizeApplicationTest {
    private static final Vocabulary VOCABULARY = load(new ClassPathResource("tokenize-test/vocabulary.txt"));

    @Test
    void emitsTheTextHalf() {
        Outcome.Emit emit = (Outcome.Emit) outcome("{\"productId\": \"p-1\", \"version\": 3, \"name\": \"낚시대 500ml\"}");
        assertThat(emit.message().headers())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(Headers.KIND, "text", Headers.PRODUCT_ID, "p-1", Headers.VERSION, "3"));
        TextFeatures half = Codec.decode(emit.message().payload(), TextFeatures.class);
        assertThat(half.nameTokens()).containsExactly("낚시대", "#ml");
        assertThat(half.nameIds()).startsWith(1, 2, 0);
        assertThat(half.vocabulary()).isEqualTo(VOCABULARY.sha256());
    }

    @Test
    void emitsAnEmptyHalfForADeletion() {
        Outcome.Emit emit = (Outcome.Emit) outcome("{\"productId\": \"p-1\", \"version\": 3, \"deleted\": true}");
        assertThat(Codec.decode(emit.message().payload(), TextFeatures.class).nameIds())
                .containsOnly(0);
    }

    @Test
    void leavesMalformedEventsToTheStage() {
        assertThatThrownBy(() -> outcome("{\"productId\": \"p-1\"}")).isInstanceOf(ContractViolation.class);
    }

    @Test
    void saysWhatIsMissingWhenItCannotStart() {
        assertThatThrownBy(() -> load(new ClassPathResource("no/such/vocabulary.txt")))
                .hasMessageContaining("aisle.tokenize.vocabulary: cannot start")
                .hasMessageContaining("no/such/vocabulary.txt");
        assertThatThrownBy(() -> load(new ByteArrayResource("no vocabulary".getBytes(StandardCharsets.UTF_8))))
                .hasMessageContaining("aisle.tokenize.vocabulary: cannot start");
    }

    private static Outcome outcome(String event) {
        try (ProductAnalyzer analyzer = new ProductAnalyzer()) {
            return new Tokenize(new TextFeatureExtractor(analyzer, VOCABULARY))
                    .half(event.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static Vocabulary load(Resource resource) {
        return new TokenizeApplication().vocabulary(new TokenizeProperties(resource));
    }
}
