/**
 * Reads template.yaml: parameters, conditions and intrinsics resolved to what one machine has, and
 * a loud refusal of everything that is not understood.
 */
@NullMarked
package io.fairfall.runner.template;

import org.jspecify.annotations.NullMarked;
