package io.fairfall.journal;

import io.avaje.jsonb.Jsonb;

/** The bodies of entries: records as JSON text, written once and read back as they were. */
public final class Body {
  private static final Jsonb JSONB =
      Jsonb.builder().classLoader(Body.class.getClassLoader()).failOnNullPrimitives(true).build();

  private Body() {}

  public static String write(Object value) {
    return JSONB.toJson(value);
  }

  /** Reads what {@link #write} wrote; a failure means a broken store or a newer form. */
  public static <T> T read(Class<T> type, String body) {
    return JSONB.type(type).fromJson(body);
  }
}
