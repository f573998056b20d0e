package io.fairfall.runner.wire;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Instants as API Gateway writes them: {@code 20/Nov/2026:22:58:15 +0000}. */
public final class RequestTime {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private RequestTime() {}

  public static String text(long epochMs) {
    return FORMAT.format(Instant.ofEpochMilli(epochMs));
  }
}
