package io.aisle.legacy;

class ITLegacyH2 extends LegacyContract {
    ITLegacyH2() {
        super("jdbc:h2:mem:legacy;DB_CLOSE_DELAY=-1");
    }

    @Override
    String poisonousName() {
        return "x".repeat(2_000);
    }
}
