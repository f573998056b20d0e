/** The whole system of template.yaml on one machine, in one process. */
@NullMarked
package io.fairfall.runner;

import org.jspecify.annotations.NullMarked;
