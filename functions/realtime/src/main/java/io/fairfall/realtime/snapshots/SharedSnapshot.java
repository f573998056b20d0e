package io.fairfall.realtime.snapshots;

/**
 * A state that one greeter has computed for all others.
 *
 * @param channel the channel's name
 * @param epoch the history that it is of
 * @param round the round that it is of, see {@code HelloAckBuilder}
 * @param id the newest entry of that round's journal in it; 0 for none, and for the game
 * @param body the state as JSON text
 * @param madeAtMs when it was computed, in milliseconds since 1970
 */
public record SharedSnapshot(
    String channel, String epoch, long round, long id, String body, long madeAtMs) {}
