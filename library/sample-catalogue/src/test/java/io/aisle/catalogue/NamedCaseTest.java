package io.aisle.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class NamedCaseTest {
    private final List<NamedCase> cases =
            SampleCatalogue.of(1).withPictures(96, 96).namedCases();

    @Test
    void theSameTitleMeansDifferentThings() {
        var leavesByTitle = cases.stream()
                .collect(Collectors.groupingBy(
                        each -> each.product().name().split(" ")[0],
                        Collectors.mapping(each -> each.expected().names(), Collectors.toSet())));

        assertThat(leavesByTitle.get("갤럭시"))
                .containsExactlyInAnyOrder("디지털/가전 > 휴대폰 > 스마트폰", "출산/육아 > 완구/매트 > 로봇/피규어 > 로봇", "스포츠/레저 > 운동화 > 런닝화");
        assertThat(leavesByTitle.get("원피스")).hasSize(2);
        assertThat(leavesByTitle.get("반팔티셔츠")).containsExactly("생활/건강 > 반려동물 > 강아지의류 > 강아지티셔츠");
        assertThat(leavesByTitle.get("낚시대")).containsExactly("스포츠/레저 > 낚시 > 낚싯대 > 민물낚싯대");
    }

    @Test
    void theRodIsFiledUnderGeneralSupplies() {
        assertThat(cases)
                .filteredOn(each -> each.product().name().startsWith("낚시대"))
                .singleElement()
                .satisfies(each -> assertThat(each.product().mallCategory()).containsExactly("용품", "일반"));
    }

    @Test
    void doNotDependOnTheSeed() {
        List<NamedCase> others = SampleCatalogue.of(99).withPictures(96, 96).namedCases();

        assertThat(others)
                .extracting(NamedCase::product)
                .isEqualTo(cases.stream().map(NamedCase::product).toList());
        assertThat(cases).allSatisfy(each -> assertThat(each.story()).endsWith("."));
    }
}
