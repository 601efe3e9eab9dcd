package io.aisle.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractViolationTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'version':1,'name':'n'}                                         | productId     | is required",
                "{'productId':null,'version':1,'name':'n'}                        | productId     | is required",
                "{'productId':'','version':1,'name':'n'}                          | productId     | must be 1 to 128 characters without spaces",
                "{'productId':'a b','version':1,'name':'n'}                       | productId     | must be 1 to 128 characters without spaces",
                "{'productId':7,'version':1,'name':'n'}                           | productId     | has the wrong type",
                "{'productId':'p','name':'n'}                                     | version       | is required",
                "{'productId':'p','version':null,'name':'n'}                      | version       | is required",
                "{'productId':'p','version':-1,'name':'n'}                        | version       | must not be negative",
                "{'productId':'p','version':'7','name':'n'}                       | version       | must be a whole number of at most 63 bits",
                "{'productId':'p','version':1.5,'name':'n'}                       | version       | must be a whole number of at most 63 bits",
                "{'productId':'p','version':9223372036854775808,'name':'n'}       | version       | must be a whole number of at most 63 bits",
                "{'productId':'p','version':1}                                    | name          | is required",
                "{'productId':'p','version':1,'name':' '}                         | name          | is required",
                "{'productId':'p','version':1,'name':true}                        | name          | has the wrong type",
                "{'productId':'p','version':1,'name':'\\ud800'}                   | name          | holds half a character",
                "{'productId':'p\\udc00','version':1,'name':'n'}                  | productId     | holds half a character",
                "{'productId':'p','version':1,'name':'n','schemaVersion':'2.0'}   | schemaVersion | is not supported: this is version 1",
                "{'productId':'p','version':1,'name':'n','mallCategory':'a'}      | mallCategory  | has the wrong type",
                "{'productId':'p','version':1,'name':'n','mallCategory':['a',{}]} | mallCategory[1] | has the wrong type",
                "{'productId':'p','version':1,'name':'n','mallCategory':['a',null]} | mallCategory | must not contain null",
                "{'productId':'p','version':1,'name':'n','mallCategory':['1','2','3','4','5']} | mallCategory | has more than 4 levels",
                "{'productId':'p','version':1,'name':'n','price':-1}              | price         | must not be negative",
                "{'productId':'p','version':1,'name':'n','price':1234567890123456} | price        | has more than 15 digits",
                "{'productId':'p','version':1,'name':'n','price':12345678901234567.89} | price    | has more than 15 digits",
                "{'productId':'p','version':1,'name':'n','price':1e15}            | price         | has more than 15 digits",
                "{'productId':'p','version':1,'name':'n','price':1e-16}           | price         | has more than 15 digits",
                "{'productId':'p','version':1,'name':'n','price':'1'}             | price         | has the wrong type",
                "{'productId':'p','version':1,'name':'n','price':1e999999}        | price         | has the wrong type",
                "{'productId':'p','version':1,'name':'n','imageUrl':'ftp://h/i'}  | imageUrl      | must be an absolute http or https address",
                "{'productId':'p','version':1,'name':'n','imageUrl':'/i.jpg'}     | imageUrl      | must be an absolute http or https address",
                "{'productId':'p','version':1,'name':'n','image':'!!!'}           | image         | has the wrong type",
                "{'productId':'p','version':1,'name':'n','registeredAt':'today'}  | registeredAt  | has the wrong type",
                "{'productId':'p','version':1,'name':'n','deleted':'yes'}         | deleted       | has the wrong type",
                "[]                                                               | ``            | must be a JSON object",
                "null                                                             | ``            | must be a JSON object",
                "``                                                               | ``            | must be a JSON object",
                "{'productId':'p',                                                | ``            | is not valid JSON at line 1, column 18",
                "{} {}                                                            | ``            | is followed by more text",
            })
    void namesTheFieldAndWhatIsWrongWithIt(String json, String field, String problem) {
        ContractViolation violation = violation(json);
        assertThat(violation.field()).isEqualTo(field);
        assertThat(violation.problem()).isEqualTo(problem);
    }

    @ParameterizedTest
    @CsvSource({"name,1000", "mallId,200", "brand,200", "maker,200", "mallBrand,200", "mallMaker,200"})
    void limitsTheLengthOfText(String field, int limit) {
        String start =
                "{'productId':'p','version':1," + (field.equals("name") ? "" : "'name':'n',") + "'" + field + "':'";
        assertThat(product(start + "x".repeat(limit) + "'}").productId()).isEqualTo("p");
        ContractViolation violation = violation(start + "x".repeat(limit + 1) + "'}");
        assertThat(violation.field()).isEqualTo(field);
        assertThat(violation.problem()).isEqualTo("is longer than " + limit + " characters");
    }

    @Test
    void anAddressHasALength() {
        String address = "https://h/" + "x".repeat(1_990);
        String event = "{'productId':'p','version':1,'name':'n','imageUrl':'%s'}";
        assertThat(violation(event.formatted(address + "x")).problem()).isEqualTo("is longer than 2000 characters");
        assertThat(Codec.product(event.formatted(address).replace('\'', '"').getBytes(UTF_8))
                        .imageUrl())
                .isEqualTo(address);
    }

    @Test
    void limitsTheSizeOfAPicture() {
        String start = "{'productId':'p','version':1,'name':'n','image':'";
        byte[] limit = new byte[Product.MAX_IMAGE_BYTES];
        assertThat(product(start + Base64.getEncoder().encodeToString(limit) + "'}")
                        .image())
                .hasSize(1 << 20);
        byte[] more = new byte[Product.MAX_IMAGE_BYTES + 1];
        ContractViolation violation = violation(start + Base64.getEncoder().encodeToString(more) + "'}");
        assertThat(violation).hasMessage("image: is larger than 1 MiB (p)");
    }

    @Test
    void namesTheProductWhereItCanBeRead() {
        assertThat(violation("{'productId':'p-1','version':1}")).hasMessage("name: is required (p-1)");
        assertThat(violation("{'productId':'p-1','version':1,'name':1}").productId())
                .isEqualTo("p-1");
        assertThat(violation("{'version':1}").productId()).isNull();
        assertThat(violation("{'productId':'p-1'").productId()).isNull();
    }

    @Test
    void neverRepeatsWhatWasSent() {
        assertThat(violation("{'productId':'p','version':1,'name':'n','price':'S3CRET'}"))
                .hasMessageNotContaining("S3CRET");
        assertThat(violation("{'productId':'p','version':1,'name':S3CRET}")).hasMessageNotContaining("S3CRET");
    }

    @Test
    void refusesJsonThatNestsTooDeeply() {
        assertThat(violation("[".repeat(5_000))).hasMessage("message: nests too deeply or holds too much");
    }

    @Test
    void refusesFeaturesOfAnotherLength() {
        String short29 = Examples.TEXT_JSON.replaceFirst("3,", "");
        assertThat(violation(short29, TextFeatures.class).problem()).isEqualTo("must hold 30 ids, not 29");
    }

    @Test
    void refusesAClassificationThatContradictsItsProduct() {
        String other = Examples.CLASSIFICATION_JSON.replaceFirst("\"version\":0", "\"version\":1");
        assertThat(violation(other, Classification.class)).hasMessage("version: differs from the product's (p)");
        String gone =
                Examples.GONE_JSON.replace("\"confidence\"", "\"category\":" + Examples.DRESS_JSON + ",\"confidence\"");
        assertThat(violation(gone, Classification.class).field()).isEqualTo("category");
    }

    @Test
    void refusesACategoryWhosePathEndsElsewhere() {
        ContractViolation violation = catchThrowableOfType(
                ContractViolation.class, () -> new Category("x", List.of(new Category.Node("f", "패션의류"))));
        assertThat(violation.problem()).isEqualTo("path must end in the category's own node, x");
    }

    private static Product product(String json) {
        return Codec.product(json.replace('\'', '"').getBytes(UTF_8));
    }

    private static ContractViolation violation(String json) {
        return catchThrowableOfType(ContractViolation.class, () -> product(json));
    }

    private static ContractViolation violation(String json, Class<?> type) {
        return catchThrowableOfType(ContractViolation.class, () -> Codec.decode(json.getBytes(UTF_8), type));
    }
}
