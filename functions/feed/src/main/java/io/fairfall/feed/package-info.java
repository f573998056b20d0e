/**
 * What browsers are told: sockets and their recovery, the projector that turns account entries into
 * the facts of rounds, and the broadcaster that turns entries of journals into messages.
 *
 * <p>An event is one entry of a journal, told under the entry's version. Every version is told, so
 * whoever misses one sees the hole and says {@code hello} with the last version it knows. It is
 * told by four: the conductor's announcement, the stream, a replay, and a snapshot that contains
 * it. All four use {@link io.fairfall.feed.Event}, so they cannot differ.
 */
@NullMarked
package io.fairfall.feed;

import org.jspecify.annotations.NullMarked;
