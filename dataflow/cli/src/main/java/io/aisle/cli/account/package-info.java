/** What became of each accepted product version, from the ledger and the stores alone. */
@NullMarked
package io.aisle.cli.account;

import org.jspecify.annotations.NullMarked;
