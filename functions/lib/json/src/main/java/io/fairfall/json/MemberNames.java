package io.fairfall.json;

import io.avaje.json.PropertyNames;

/**
 * The names of a record's members as its adapter knows them, in the order of the record's
 * components.
 */
final class MemberNames implements PropertyNames {
  static final int NONE = -1;

  private final String[] names;

  MemberNames(String[] names) {
    this.names = names;
  }

  int count() {
    return names.length;
  }

  String name(int index) {
    return names[index];
  }

  /**
   * Finds the name that a text has at some place, with its closing quote behind it.
   *
   * @param guess where to begin: what we have written ourselves has its members in order
   * @return the place of the name, or {@link #NONE}
   */
  int find(String text, int start, int guess) {
    for (int i = guess; i < names.length; i++) {
      if (isAt(text, start, names[i])) {
        return i;
      }
    }
    for (int i = Math.min(guess, names.length) - 1; i >= 0; i--) {
      if (isAt(text, start, names[i])) {
        return i;
      }
    }
    return NONE;
  }

  /** The place of a name that was written with escapes, or {@link #NONE}. */
  int find(String name) {
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(name)) {
        return i;
      }
    }
    return NONE;
  }

  private static boolean isAt(String text, int start, String name) {
    int end = start + name.length();
    return end < text.length() && text.charAt(end) == '"' && text.startsWith(name, start);
  }
}
