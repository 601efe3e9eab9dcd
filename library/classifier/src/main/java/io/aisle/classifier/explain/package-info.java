/** Why a product got its category: the weight of its words and the places of its picture. */
@NullMarked
package io.aisle.classifier.explain;

import org.jspecify.annotations.NullMarked;
