/** The sender's own append-only log, outside the system it is used to judge. */
@NullMarked
package io.aisle.cli.ledger;

import org.jspecify.annotations.NullMarked;
