/**
 * A real Ethereum node for development: anvil, from npm, in a process of its own.
 *
 * <p>The node must never outlive the runner, not even a killed one. Its parent is therefore a small
 * script under Node, which npm needs anyway: the leash. It reads from a pipe that only the runner
 * holds, and ends the node when the pipe does, whatever ended the runner. The node then writes its
 * state, so a killed runner costs no block.
 */
@NullMarked
package io.fairfall.local.chain;

import org.jspecify.annotations.NullMarked;
