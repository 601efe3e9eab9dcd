package org.nd4j.nativeblas;

/**
 * Gives Deeplearning4j its oneDNN layers back. Its BaseMKLDNNHelper asks this class, by reflection, whether oneDNN is
 * there; in 1.0.0-M2.1 ND4J has moved the class and renamed the method, so the answer was always no and convolutions
 * ran 3 to 4 times slower. Found by reading the byte code; not in its documentation.
 */
public final class Nd4jCpu {
    private Nd4jCpu() {}

    /** What Deeplearning4j asks. */
    public static final class Environment {
        private static final Environment INSTANCE = new Environment();

        private Environment() {}

        /** Called by reflection. */
        public static Environment getInstance() {
            return INSTANCE;
        }

        /** Called by reflection. */
        @SuppressWarnings("MethodMayBeStatic")
        public boolean isUseMKLDNN() {
            return org.nd4j.linalg.cpu.nativecpu.bindings.Nd4jCpu.Environment.getInstance()
                    .isUseONEDNN();
        }
    }
}
