package io.aisle.classifier.engine;

/**
 * @param engine name an operator configures, such as {@code onnx}
 * @param precision number format of the weights, such as {@code fp32}
 * @param device what it runs on, such as {@code cpu, 2 sessions}
 */
public record EngineInfo(String engine, String precision, String device) {}
