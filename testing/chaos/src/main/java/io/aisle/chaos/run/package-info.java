/** One fault with one seed: traffic, fault, healing, drain, account. */
@NullMarked
package io.aisle.chaos.run;

import org.jspecify.annotations.NullMarked;
