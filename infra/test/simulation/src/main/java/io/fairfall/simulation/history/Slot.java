package io.fairfall.simulation.history;

/** One entry of a journal, byte for byte. */
public record Slot(
    String journal, long version, String type, long atMs, String body, String seal) {}
