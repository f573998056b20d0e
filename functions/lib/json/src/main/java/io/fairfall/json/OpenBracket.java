package io.fairfall.json;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An object or a list that {@link StrictReader} is in: it has begun, and has not ended. */
final class OpenBracket {
  private static final int MAX_NAME_CHARS = 80;

  @Nullable MemberNames names;
  TypeShape.Members members = TypeShape.Members.NONE;
  TypeShape items = TypeShape.ANY;
  @Nullable Set<String> keys;
  @Nullable String key;

  /** The member or the element that is being read, from 0. */
  int index;

  int count;

  /** A list or a map of a known type has no holes. */
  boolean takesNull;

  /** A bit for each member that was there. */
  long seen;

  void begin(@Nullable MemberNames names, TypeShape.Members members, @Nullable TypeShape items) {
    this.names = names;
    this.members = members;
    this.items = items == null ? TypeShape.ANY : items;
    takesNull = names != null || items == null;
    keys = null;
    key = null;
    index = -1;
    count = 0;
    seen = 0;
  }

  /** Adds itself to the path of what is being read. */
  void appendTo(StringBuilder path) {
    if (key != null) {
      path.append(path.isEmpty() ? "" : ".").append(isPlain(key) ? key : "(a member)");
    } else if (index >= 0) {
      path.append('[').append(index).append(']');
    }
  }

  /** Only a name that could be one of ours is repeated: an answer is plain, and short. */
  static boolean isPlain(String name) {
    return !name.isEmpty()
        && name.length() <= MAX_NAME_CHARS
        && name.chars().allMatch(OpenBracket::isPlain);
  }

  private static boolean isPlain(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "_:.-".indexOf(c) >= 0;
  }
}
