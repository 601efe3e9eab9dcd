/** Where a command works: the repository, the folder with the platform's state, and the files it writes. */
@NullMarked
package io.aisle.cli.workplace;

import org.jspecify.annotations.NullMarked;
