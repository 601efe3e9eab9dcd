/** The whole story of one product, for the person who asks after it. */
@NullMarked
package io.aisle.cli.account.story;

import org.jspecify.annotations.NullMarked;
