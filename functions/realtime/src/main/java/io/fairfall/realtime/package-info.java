/**
 * What browsers are told: sockets and their recovery, the projector that turns account entries into
 * the facts of rounds, and the broadcaster that turns entries of journals into messages.
 *
 * <p>An event is one entry of a journal, told under the entry's version. Every version is told, so
 * whoever misses one sees the hole and says {@code hello} with the last version it knows. It is
 * told by four: the conductor's announcement, the stream, a replay, and a snapshot that contains
 * it. All four write with {@link io.fairfall.realtime.channels.Events}, so they cannot differ.
 *
 * <p>Here are the functions' doors. Behind them are rooms, each of which knows only those before
 * it: {@link io.fairfall.realtime.channels}, {@link io.fairfall.realtime.protocol}, {@link
 * io.fairfall.realtime.subscriptions}, {@link io.fairfall.realtime.delivery}, {@link
 * io.fairfall.realtime.snapshots} and {@link io.fairfall.realtime.recovery}. Delivery and recovery
 * know nothing of each other.
 */
@NullMarked
package io.fairfall.realtime;

import org.jspecify.annotations.NullMarked;
