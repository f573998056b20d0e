package io.fairfall.deposits.repair;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairfall.deposits.DepositsEndpoint;
import io.fairfall.deposits.DepositsFixture;
import io.fairfall.deposits.wiring.DepositsContext;
import io.fairfall.json.JsonCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nobody can have the nodes asked so often that the walk gets no answer. */
@Tag("integration")
class ClaimRateTest {
  private static final String PLAYER = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";
  private static final String OTHER = "0x" + "7".repeat(40);

  @AutoClose private final DepositsFixture world;

  ClaimRateTest() throws Exception {
    world = new DepositsFixture();
  }

  @Test
  void whoeverHasTheChainAskedTooOftenWaitsAndNobodyElse() {
    DepositsEndpoint pages = new DepositsEndpoint(world.another(), () -> {});
    awaitABegunWindow();
    for (int i = 0; i < DepositsContext.MAX_CLAIMS; i++) {
      assertEquals(404, claim(pages, PLAYER), "there is no such deposit");
    }
    assertEquals(429, claim(pages, PLAYER));
    assertEquals(404, claim(pages, OTHER), "nobody else waits");
    world.passedMs.addAndGet(DepositsContext.CLAIMS_WINDOW_MS);
    assertEquals(404, claim(pages, PLAYER), "ten seconds later");
  }

  /** A window that ends in the middle of the test would begin the count anew. */
  private void awaitABegunWindow() {
    long into = world.clock.millis() % DepositsContext.CLAIMS_WINDOW_MS;
    world.passedMs.addAndGet(DepositsContext.CLAIMS_WINDOW_MS - into);
  }

  @SuppressWarnings("NullAway") // our functions never look at their Lambda context
  private static int claim(DepositsEndpoint pages, String player) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      String event =
          Files.readString(Path.of("../../events/deposits-claim.json")).replace(PLAYER, player);
      pages.handleRequest(
          new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), out, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Object status =
        JsonCodec.membersFromStore(out.toString(StandardCharsets.UTF_8)).get("statusCode");
    return ((Number) Objects.requireNonNull(status)).intValue();
  }
}
