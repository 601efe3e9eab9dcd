package io.aisle.cli.account.stuck;

/**
 * A store that could not be read.
 *
 * @param sink whose store it is
 * @param what why not
 */
record StoreFault(String sink, String what) {}
