package io.fairfall.simulation.world;

/** The handler's machine is gone in mid-sentence. No code may catch this and go on. */
final class Stopped extends Error {
  private static final long serialVersionUID = 1L;

  Stopped() {
    super("stopped", null, false, false);
  }
}
