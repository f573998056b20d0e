package io.fairfall.beaconclient;

import java.net.URI;

/**
 * One relay and what it last said, for health and logs: nothing of it decides a game.
 *
 * @param relay where it is asked
 */
public record RelayReport(URI relay, RelayOutcome outcome) {}
