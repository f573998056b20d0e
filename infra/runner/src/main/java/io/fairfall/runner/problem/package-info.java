/** What keeps the runner from starting, said in one sentence. */
@NullMarked
package io.fairfall.runner.problem;

import org.jspecify.annotations.NullMarked;
