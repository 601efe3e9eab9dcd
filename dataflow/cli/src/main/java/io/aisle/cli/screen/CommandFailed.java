package io.aisle.cli.screen;

/** A command cannot do what was asked. The message says what, why, and what to try. */
public final class CommandFailed extends RuntimeException {
    /**
     * @param what what could not be done, and why
     * @param next what the reader can try
     */
    public CommandFailed(String what, String next) {
        super(what + ". " + next + ".");
    }

    /** The same, with the fault underneath. */
    public CommandFailed(String what, String next, Throwable cause) {
        super(what + ": " + reason(cause) + ". " + next + ".", cause);
    }

    private static String reason(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
