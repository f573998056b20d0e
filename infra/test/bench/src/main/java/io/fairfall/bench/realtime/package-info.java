/**
 * Thousands of real clients beside one another: sockets next to Socket.IO, and a storm of returns.
 */
@NullMarked
package io.fairfall.bench.realtime;

import org.jspecify.annotations.NullMarked;
