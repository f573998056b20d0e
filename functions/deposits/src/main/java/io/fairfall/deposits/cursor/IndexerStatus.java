package io.fairfall.deposits.cursor;

import io.avaje.jsonb.Json;
import io.fairfall.ethereumrpc.ProviderHealth;
import io.fairfall.ethereumrpc.ProviderHealthSnapshot;
import io.fairfall.json.JsonCodec;
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
    @Nullable Map<String, Long> slow) {
  public IndexerStatus {
    slow = slow == null || slow.isEmpty() ? null : Map.copyOf(slow);
  }

  public static IndexerStatus read(String text) {
    return JsonCodec.fromStore(IndexerStatus.class, text);
  }

  public String written() {
    return JsonCodec.write(this);
  }
}
