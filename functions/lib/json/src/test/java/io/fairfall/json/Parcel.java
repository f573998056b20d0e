package io.fairfall.json;

import io.avaje.jsonb.Json;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A form with a member of every kind that there is in ours. */
@Json
record Parcel(
    String label,
    long number,
    int small,
    boolean fragile,
    double weight,
    @Nullable Long insured,
    @Nullable Integer floor,
    @Nullable BigInteger worth,
    @Json.Property("sent_by") @Nullable Sender sentBy,
    @Nullable List<Piece> pieces,
    @Nullable List<String> notes,
    @Nullable Map<String, Long> counts,
    @Json.Raw @Nullable String raw) {

  @Json
  record Sender(@Json.Property("user_name") @Nullable String userName, int age) {
    Sender {
      if (age < 0) {
        throw new IllegalArgumentException("age is not negative.");
      }
    }
  }

  @Json
  record Piece(long weight, @Nullable List<Integer> sizes) {}

  static Parcel of(String label) {
    return new Parcel(label, 1, 2, false, 0.5, null, null, null, null, null, null, null, null);
  }
}
