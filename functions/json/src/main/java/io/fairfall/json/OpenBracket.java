package io.fairfall.json;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An object or a list that has begun and not ended. */
final class OpenBracket {
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
}
