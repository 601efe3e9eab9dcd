package io.aisle.legacy;

import java.sql.SQLException;

/**
 * Whose fault a failed write is, by the class of its SQL state (ISO/IEC 9075-2, table 38). Only what the row's own
 * values caused is the row's fault; everything else is the database being unwell, and no reason to give up a row.
 */
final class Fault {
    private static final String DATA = "22";
    private static final String CONSTRAINT = "23";

    private Fault() {}

    static boolean isOfTheRow(SQLException error) {
        for (SQLException one = error; one != null; one = one.getNextException()) {
            String state = one.getSQLState();
            if (state != null && (state.startsWith(DATA) || state.startsWith(CONSTRAINT))) {
                return true;
            }
        }
        return false;
    }

    /** The first sentence; a driver's message may repeat the values. */
    static String words(SQLException error) {
        SQLException cause = error.getNextException() == null ? error : error.getNextException();
        String message = String.valueOf(cause.getMessage());
        return cause.getSQLState() + ": " + message.lines().findFirst().orElse("");
    }
}
