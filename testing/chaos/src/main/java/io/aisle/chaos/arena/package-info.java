/** The processes of a run: broker, store, apps, and a watchman that restarts what ended, as a platform would. */
@NullMarked
package io.aisle.chaos.arena;

import org.jspecify.annotations.NullMarked;
