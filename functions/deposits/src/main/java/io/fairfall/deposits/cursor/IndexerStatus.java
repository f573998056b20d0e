package io.fairfall.deposits.cursor;

import io.avaje.jsonb.Json;
import io.fairfall.ethereumrpc.ProviderHealth;
import io.fairfall.ethereumrpc.ProviderHealthSnapshot;
import io.fairfall.json.JsonCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the last look at the chain went, as it is kept beside the cursor from one invocation to the
 * next.
 *
 * @param head the newest block as the nodes said
 * @param nodes what is remembered of each node, by a name that does not tell its address
 * @param calls questions since the invocation began
 * @param blocks walked since then
 * @param failure why there was not more, if something failed
 * @param headSinceMs when the newest block was first told of; null where that is not known
 * @param slow nodes whose answers take long, and how long, in milliseconds; null where there is
 *     none
 * @param setAside deposits that their players could not be credited with, the newest {@link
 *     #MAX_SET_ASIDE} of a week; null where there was none
 */
@Json
@Json.Import({
  ProviderHealthSnapshot.class,
  ProviderHealth.class,
  ProviderHealth.Head.class,
  ProviderHealth.Rest.class,
  ProviderHealth.Trust.class
})
public record IndexerStatus(
    long head,
    ProviderHealthSnapshot nodes,
    long calls,
    long blocks,
    @Nullable String failure,
    @Nullable Long headSinceMs,
    @Nullable Map<String, Long> slow,
    @Nullable List<SetAside> setAside) {
  /** Deposits that are named; each is in the log too. */
  static final int MAX_SET_ASIDE = 20;

  private static final long REMEMBERED_MS = Duration.ofDays(7).toMillis();

  /**
   * A deposit that its player could not be credited with.
   *
   * @param atMs when that was found last
   */
  @Json
  public record SetAside(String key, String why, long atMs) {}

  public IndexerStatus {
    slow = slow == null || slow.isEmpty() ? null : Map.copyOf(slow);
    setAside = setAside == null || setAside.isEmpty() ? null : List.copyOf(setAside);
  }

  /** What was set aside, as far as it is remembered. */
  public List<SetAside> setAsideNow() {
    return setAside == null ? List.of() : setAside;
  }

  /**
   * What is remembered once more was set aside.
   *
   * @param before as of the last look
   * @param more reasons by key
   */
  public static List<SetAside> remembered(
      List<SetAside> before, Map<String, String> more, long nowMs) {
    List<SetAside> all = new ArrayList<>(before);
    all.removeIf(one -> more.containsKey(one.key()) || nowMs - one.atMs() > REMEMBERED_MS);
    more.forEach((key, why) -> all.add(new SetAside(key, why, nowMs)));
    return all.subList(Math.max(0, all.size() - MAX_SET_ASIDE), all.size());
  }

  public static IndexerStatus read(String text) {
    return JsonCodec.fromStore(IndexerStatus.class, text);
  }

  public String written() {
    return JsonCodec.write(this);
  }
}
