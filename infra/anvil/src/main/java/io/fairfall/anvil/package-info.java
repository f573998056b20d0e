/**
 * A real Ethereum node for development and tests: anvil, from npm, in a process of its own.
 *
 * <p>The node must never outlive who started it, not even a killed one. Its parent is therefore a
 * small script under Node, which npm needs anyway: the leash. It reads from a pipe that only the
 * starter holds, and ends the node when the pipe does, whatever ended the starter. The node then
 * writes its state, so a killed runner costs no block.
 */
@NullMarked
package io.fairfall.anvil;

import org.jspecify.annotations.NullMarked;
