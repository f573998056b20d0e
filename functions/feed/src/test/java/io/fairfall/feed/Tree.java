package io.fairfall.feed;

import io.avaje.jsonb.Jsonb;
import io.fairfall.json.JsonCodec;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** JSON as tests look at it. */
record Tree(Object value) {
  static Tree parse(String json) {
    return new Tree(Objects.requireNonNull(Jsonb.instance().type(Object.class).fromJson(json)));
  }

  @SuppressWarnings("unchecked")
  Map<String, Object> members() {
    return (Map<String, Object>) value;
  }

  boolean has(String member) {
    return members().containsKey(member);
  }

  Tree at(String member) {
    return new Tree(
        Objects.requireNonNull(members().get(member), () -> member + " is not in " + value));
  }

  List<Tree> list(String member) {
    return ((List<?>) at(member).value).stream().map(Tree::new).toList();
  }

  /** A text as it is, a number as it is written. */
  String text(String member) {
    return String.valueOf(at(member).value);
  }

  long number(String member) {
    return Long.parseLong(text(member));
  }

  /** The error code of a refusal. */
  String code() {
    return at("problem").text("code");
  }

  String written() {
    return JsonCodec.write(value);
  }
}
