package io.fairfall.http;

import java.util.Locale;

/**
 * The stable code of a problem (RFC 9457), with its HTTP status and its title. Those that any API
 * can have are in {@link CommonCode}; an API adds its own.
 */
public interface ProblemCode {
  /** What clients compare, like {@code VERSION_CONFLICT}. */
  String name();

  /** The HTTP status. */
  int status();

  /** What went wrong, in a few words that do not change from one occurrence to the next. */
  String title();

  /** The problem's type as a URN, like {@code urn:fairfall:problem:version-conflict}. */
  default String type() {
    return "urn:fairfall:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
