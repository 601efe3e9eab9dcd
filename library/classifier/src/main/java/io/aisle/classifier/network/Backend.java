package io.aisle.classifier.network;

/** Switches of Deeplearning4j that must be set before its first layer is made. */
final class Backend {
    private Backend() {}

    /** Lets layers use oneDNN, which 1.0.0-M2.1 leaves off. An operator's own setting wins. */
    static void prepare() {
        String property = "org.eclipse.deeplearning4j.helpers.disable";
        if (System.getProperty(property) == null) {
            System.setProperty(property, "false");
        }
    }
}
