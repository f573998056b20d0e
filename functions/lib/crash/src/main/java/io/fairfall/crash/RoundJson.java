package io.fairfall.crash;

import io.fairfall.crash.RoundEvent.Crashed;
import io.fairfall.crash.RoundEvent.Opened;
import io.fairfall.crash.RoundEvent.Started;
import io.fairfall.crash.RoundEvent.Voided;
import io.fairfall.journal.Entry;
import io.fairfall.json.JsonCodec;

/** Round events as the bodies of journal entries. */
final class RoundJson {
  private RoundJson() {}

  /** The event that an entry of the {@code game} journal holds. */
  static RoundEvent event(Entry entry) {
    return switch (entry.type()) {
      case Opened.TYPE -> JsonCodec.fromStore(Opened.class, entry.body());
      case Started.TYPE -> JsonCodec.fromStore(Started.class, entry.body());
      case Voided.TYPE -> JsonCodec.fromStore(Voided.class, entry.body());
      case Crashed.TYPE -> JsonCodec.fromStore(Crashed.class, entry.body());
      default -> throw new IllegalStateException("unknown entry type " + entry.type());
    };
  }
}
