/** Functions that tests pack into a zip: what they see is what a function sees. */
@NullMarked
package io.fairfall.runner.sample;

import org.jspecify.annotations.NullMarked;
