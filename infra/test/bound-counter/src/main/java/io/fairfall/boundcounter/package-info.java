/**
 * An agent in every test's machine: it counts which way the conditions of our own compiled code go,
 * so that at the end of a build it can be told which bounds were met. No code knows of it.
 */
@NullMarked
package io.fairfall.boundcounter;

import org.jspecify.annotations.NullMarked;
