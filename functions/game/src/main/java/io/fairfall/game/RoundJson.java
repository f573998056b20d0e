package io.fairfall.game;

import io.fairfall.game.RoundEvent.Crashed;
import io.fairfall.game.RoundEvent.Opened;
import io.fairfall.game.RoundEvent.Started;
import io.fairfall.game.RoundEvent.Voided;
import io.fairfall.journal.Body;
import io.fairfall.journal.Entry;

/** Round events as the bodies of journal entries. */
final class RoundJson {
  private RoundJson() {}

  /** The event that an entry of the {@code game} journal holds. */
  static RoundEvent event(Entry entry) {
    return switch (entry.type()) {
      case Opened.TYPE -> Body.read(Opened.class, entry.body());
      case Started.TYPE -> Body.read(Started.class, entry.body());
      case Voided.TYPE -> Body.read(Voided.class, entry.body());
      case Crashed.TYPE -> Body.read(Crashed.class, entry.body());
      default -> throw new IllegalStateException("unknown entry type " + entry.type());
    };
  }
}
