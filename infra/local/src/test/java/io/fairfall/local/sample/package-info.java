/** Functions that tests pack into a zip: what they see is what a function sees. */
@NullMarked
package io.fairfall.local.sample;

import org.jspecify.annotations.NullMarked;
