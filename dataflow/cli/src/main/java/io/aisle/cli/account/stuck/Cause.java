package io.aisle.cli.account.stuck;

/**
 * A likely reason why something is stuck.
 *
 * @param what what is wrong, one sentence
 * @param next the command to run, or what to do
 */
record Cause(String what, String next) {}
