package io.fairfall.architecturetests;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Calendar;
import java.util.function.Supplier;

/** Ways around a clock that is handed in, planted for the rules to find. */
final class Clocks {
  private Clocks() {}

  static final class Taken {
    final InstantSource clock = InstantSource.system();
  }

  static final class Referred {
    final Supplier<InstantSource> clock = InstantSource::system;
  }

  static final class OfTheZone {
    final Clock clock = Clock.system(ZoneId.of("UTC"));
  }

  static final class Read {
    final Instant instant = Instant.now();
  }

  static final class ReadAsADate {
    final LocalDate day = LocalDate.now(ZoneId.of("UTC"));
  }

  static final class ReadOfOld {
    final long ms = Calendar.getInstance().getTimeInMillis();
  }
}
