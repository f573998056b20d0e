package io.fairfall.deposits;

import io.avaje.jsonb.Json;
import io.fairfall.chain.Standing;
import io.fairfall.chain.Standings;
import io.fairfall.json.JsonCodec;
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
 */
@Json
@Json.Import({
  Standings.class,
  Standing.class,
  Standing.Head.class,
  Standing.Rest.class,
  Standing.Trust.class
})
record Status(long head, Standings nodes, long calls, long blocks, @Nullable String failure) {
  static Status read(String text) {
    return JsonCodec.fromStore(Status.class, text);
  }

  String written() {
    return JsonCodec.write(this);
  }
}
