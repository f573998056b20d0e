package io.fairfall.betlogstore;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody may do in a pool. */
public enum Role {
  /** Everything, and who may do what. */
  OWNER,
  /** Grades, and changes every bet. */
  GRADER,
  /** Adds bets, and changes their own. */
  MEMBER,
  /** Reads. */
  VIEWER;

  public boolean mayGrade() {
    return this == OWNER || this == GRADER;
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Role> named(String word) {
    return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
  }
}
