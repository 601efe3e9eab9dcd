/** Which releases answer, and how another one takes over while the app goes on. */
@NullMarked
package io.aisle.classify.models;

import org.jspecify.annotations.NullMarked;
