package io.fairfall.mackeys;

import io.fairfall.journal.MacKey;
import io.fairfall.journal.MacKeys;
import io.fairfall.json.BrokenStoreException;
import io.fairfall.json.JsonCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The secret's text: {@code {"notBefore.1":"0","key.1":"…","notBefore.2":"1795168830000","key.2":
 * "…"}}. It is flat because CloudFormation generates a random text at the top of an object only.
 *
 * <p>Whatever is not exactly like this is refused, and nothing of it is ever repeated in a message:
 * a typing error must end in no log with half a key in it.
 */
public final class MacKeyText {
  private static final String KEY = "key.";
  private static final String NOT_BEFORE = "notBefore.";
  private static final Pattern INSTANT = Pattern.compile("0|[1-9][0-9]{0,14}");

  private MacKeyText() {}

  /**
   * The keys, numbered from 1 without gaps, each valid from a later instant than the one before.
   *
   * @throws IllegalStateException with the rule that the text breaks
   */
  public static MacKeys read(String json) {
    Map<?, ?> members = members(json);
    List<MacKey> keys = new ArrayList<>();
    for (int id = 1; members.containsKey(KEY + id); id++) {
      keys.add(key(id, members.get(NOT_BEFORE + id), members.get(KEY + id)));
      require(
          id == 1 || keys.get(id - 2).notBeforeMs() < keys.getLast().notBeforeMs(),
          NOT_BEFORE + id + " is not later than the one before it");
    }
    require(!keys.isEmpty(), "there is no " + KEY + "1");
    require(
        members.size() == 2 * keys.size(),
        "there is more in it than keys 1 to " + keys.size() + " with their instants");
    return new MacKeys(keys);
  }

  private static MacKey key(int id, @Nullable Object notBefore, @Nullable Object secret) {
    require(
        notBefore instanceof String instant && INSTANT.matcher(instant).matches(),
        NOT_BEFORE + id + " is no text of milliseconds since 1970");
    require(
        secret instanceof String text && text.length() >= MacKey.MIN_SECRET_LENGTH,
        KEY + id + " is no text of " + MacKey.MIN_SECRET_LENGTH + " characters at least");
    return new MacKey(id, Long.parseLong(String.valueOf(notBefore)), String.valueOf(secret));
  }

  /** A parser's own complaint would quote the text. */
  private static Map<?, ?> members(String json) {
    try {
      return JsonCodec.membersFromStore(json);
    } catch (BrokenStoreException malformed) {
      throw new IllegalStateException("the ledger's keys are refused: this is no JSON object");
    }
  }

  private static void require(boolean holds, String complaint) {
    if (!holds) {
      throw new IllegalStateException("the ledger's keys are refused: " + complaint);
    }
  }
}
