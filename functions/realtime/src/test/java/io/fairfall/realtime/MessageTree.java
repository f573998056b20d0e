package io.fairfall.realtime;

import io.avaje.jsonb.Jsonb;
import io.fairfall.json.JsonCodec;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** JSON as tests look at it. */
record MessageTree(Object value) {
  static MessageTree parse(String json) {
    return new MessageTree(
        Objects.requireNonNull(Jsonb.instance().type(Object.class).fromJson(json)));
  }

  @SuppressWarnings("unchecked")
  Map<String, Object> members() {
    return (Map<String, Object>) value;
  }

  boolean has(String member) {
    return members().containsKey(member);
  }

  MessageTree at(String member) {
    return new MessageTree(
        Objects.requireNonNull(members().get(member), () -> member + " is not in " + value));
  }

  List<MessageTree> list(String member) {
    return ((List<?>) at(member).value).stream().map(MessageTree::new).toList();
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
