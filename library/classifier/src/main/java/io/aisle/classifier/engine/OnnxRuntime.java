package io.aisle.classifier.engine;

import ai.onnxruntime.OrtEnvironment;
import com.sun.jna.NativeLibrary;

/** ONNX Runtime's environment, one for the process. */
final class OnnxRuntime {
    private OnnxRuntime() {}

    /**
     * Starts the environment without its telemetry. ONNX Runtime 1.29 for Linux reports to its maker by default, and
     * takes the process's command line apart by recursion to do so: some 4,000 characters, an ordinary class path,
     * overflow the stack and end the JVM with SIGSEGV. Only a variable of the native environment turns that off in time.
     */
    static OrtEnvironment environment() {
        return Holder.ENVIRONMENT;
    }

    private static final class Holder {
        private static final OrtEnvironment ENVIRONMENT = start();

        private static OrtEnvironment start() {
            Object[] variable = {"ORT_DISABLE_TELEMETRY", "1", 1};
            NativeLibrary.getProcess().getFunction("setenv").invokeInt(variable);
            return OrtEnvironment.getEnvironment();
        }
    }
}
