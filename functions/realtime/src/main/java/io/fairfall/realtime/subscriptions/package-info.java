/**
 * Who is connected, what they follow and how much they may say: the table of connections with its
 * shards, and counts of what happens on sockets.
 */
@NullMarked
package io.fairfall.realtime.subscriptions;

import org.jspecify.annotations.NullMarked;
