package io.fairfall.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.dynamodb.EmbeddedDynamo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@Tag("integration")
class SingleUseTest {
  private static final String TABLE = "sessions";
  private static final String PLAYER = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";
  private static final Tickets.Pass PASS = new Tickets.Pass(PLAYER, 1_795_212_000_000L);

  @AutoClose private static final EmbeddedDynamo DYNAMO = EmbeddedDynamo.inMemory();

  private final TestClock clock = new TestClock();
  private final Tickets tickets = new Tickets(DYNAMO.client(), TABLE, clock, Randomness.ofSystem());
  private final Nonces nonces = new Nonces(DYNAMO.client(), TABLE, clock, Randomness.ofSystem());

  @BeforeAll
  static void createTable() {
    DYNAMO.createKeyedTable(TABLE);
  }

  @Test
  void aTicketNamesItsPlayerOnce() {
    String ticket = tickets.issue(PASS);
    assertEquals(Optional.of(PASS), tickets.spend(ticket));
    assertEquals(Optional.empty(), tickets.spend(ticket));
  }

  @Test
  void aTicketThatNamesNoEndOfASessionIsNone() {
    SingleUse ofBefore =
        new SingleUse(
            DYNAMO.client(), TABLE, "ticket:", Tickets.LIFETIME, clock, Randomness.ofSystem());
    String value = ofBefore.draw();
    ofBefore.keep(value, PLAYER, clock.instant());
    assertEquals(Optional.empty(), tickets.spend(value));
  }

  @Test
  void noTwoTicketsAreAlike() {
    assertNotEquals(tickets.issue(PASS), tickets.issue(PASS));
  }

  @Test
  void aTicketIsGoodUntilItsLastSecondAndNotLonger() {
    String inTime = tickets.issue(PASS);
    String late = tickets.issue(PASS);
    clock.pass(Tickets.LIFETIME.minusSeconds(1));
    assertEquals(Optional.of(PASS), tickets.spend(inTime));
    clock.pass(Duration.ofSeconds(1));
    assertEquals(Optional.empty(), tickets.spend(late));
    assertTrue(isStored("ticket:" + late), "the table's own expiry comes later");
  }

  @Test
  void aNonceKeepsItsMessage() {
    String nonce = nonces.draw();
    assertEquals(Optional.empty(), nonces.spend(nonce), "a drawn nonce is not yet worth anything");
    nonces.keep(nonce, "sign this", clock.instant());
    assertEquals(Optional.of("sign this"), nonces.spend(nonce));
  }

  @Test
  void aNonceIsNoTicket() {
    String nonce = nonces.draw();
    nonces.keep(nonce, PLAYER, clock.instant());
    assertEquals(Optional.empty(), tickets.spend(nonce));
  }

  @Test
  void ofManyConcurrentSpendersOneSucceeds() throws Exception {
    String ticket = tickets.issue(PASS);
    Callable<Optional<Tickets.Pass>> spend = () -> tickets.spend(ticket);
    List<Optional<Tickets.Pass>> answers = new ArrayList<>();
    try (ExecutorService spenders = Executors.newFixedThreadPool(8)) {
      for (Future<Optional<Tickets.Pass>> answer :
          spenders.invokeAll(List.of(spend, spend, spend, spend, spend, spend, spend, spend))) {
        answers.add(answer.get());
      }
    }
    assertEquals(1, answers.stream().filter(Optional::isPresent).count());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "*",
        "0123456789ABCDEF0123456789ABCDEF",
        "0123456789abcdef0123456789abcdef0",
        "0123456789abcdef0123456789abcdef\n",
        "ticket:0123456789abcdef0123456789abcdef"
      })
  void whatCannotBeATicketIsNone(String ticket) {
    assertEquals(Optional.empty(), tickets.spend(ticket));
  }

  private static boolean isStored(String pk) {
    return DYNAMO
        .client()
        .getItem(get -> get.tableName(TABLE).key(Map.of("pk", AttributeValue.fromS(pk))))
        .hasItem();
  }
}
