package io.fairfall.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.anvil.AnvilRpc;
import io.fairfall.anvil.world.ValueOracle;
import io.fairfall.anvil.world.ValueOracle.Received;
import io.fairfall.cli.deposits.DepositsCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigInteger;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import picocli.CommandLine;

/** A player sends real ether of the development chain and watches it arrive, in two windows. */
@ExtendWith(Shared.class)
class DepositIT {
  private static final BigInteger ETHER = BigInteger.TEN.pow(18);
  private static final long STEP_MS = Patience.STEP_MS;
  private static final int LOOK_EVERY_MS = 500;

  /** How long an answer takes to somebody who presses in haste. */
  private static final int LINGER_MS = 3 * LOOK_EVERY_MS;

  /** The indexer's schedule comes once a minute; each block takes a second. */
  private static final long DEPOSIT_MS = Patience.SCHEDULE_MS;

  /** A holder of the lease speaks at least so often. */
  private static final long FOLLOWING_MS = 12_000;

  private static final StringWriter SAID = new StringWriter();

  @AutoClose private static Stage stage;

  @BeforeAll
  static void start(LiveSystem house) {
    stage = Stage.before(house);
  }

  @Test
  void aDepositIsSeenConfirmedAndCreditedInAllWindows() {
    PlayerWindow sender = window(1280, 800);
    PlayerWindow other = window(390, 844);
    BigInteger before = sender.wei("available");
    other.part("deposit-open").click();
    other.part("deposit-address").waitFor();
    sender.part("deposit-open").click();
    String address = sender.part("deposit-address").textContent();
    assertTrue(address.matches("0x[0-9a-f]{40}"), address);
    for (PlayerWindow window : List.of(sender, other)) {
      String said = QrReader.read(window.part("deposit-code"));
      assertEquals("ethereum:" + address + "@31337", said, "what a telephone reads");
    }
    sender.screenshot("deposit-empty-desktop");
    // the indexer looks all the time while somebody plays, from its next tick on
    sender.await("an indexer that follows", following(sender), DEPOSIT_MS);
    long first = head() + 1;
    sender.part("deposit-amount").fill("1.5");
    sender.part("deposit-send").click();

    List<String> seen = new ArrayList<>();
    sender.await(
        "the deposit's end",
        () -> {
          String state = state(sender);
          if (state.equals("seen")) {
            String confirmations =
                String.valueOf(sender.part("deposit").first().getAttribute("data-confirmations"));
            if (seen.isEmpty() || !seen.getLast().equals(confirmations)) {
              seen.add(confirmations);
              if (seen.size() == 1) {
                sender.screenshot("deposit-seen-desktop");
                other.screenshot("deposit-seen-phone");
              }
            }
          }
          return state.equals("credited");
        },
        DEPOSIT_MS);
    System.out.println("confirmations that the page showed: " + seen);
    assertTrue(!seen.isEmpty(), "no confirmations were shown");
    BigInteger after = before.add(ETHER.multiply(BigInteger.valueOf(3)).shiftRight(1));
    sender.await("the balance", () -> sender.wei("available").equals(after), STEP_MS);
    other.await("the other balance", () -> other.wei("available").equals(after), STEP_MS);
    other.await("the other list", () -> state(other).equals("credited"), STEP_MS);
    sender.screenshot("deposit-credited-desktop");
    other.screenshot("deposit-credited-phone");
    assertEquals(after.toString(), sender.account("available"));
    sender.await("a status without delay", DepositIT::isFollowing, STEP_MS);
    assertEquals(after.subtract(before), sentByWhoSent(address, first, after.subtract(before)));
    operatorsSeeIt();
    assertEquals(List.of(), sender.complaints());
    assertEquals(List.of(), other.complaints());
    sender.close();
    other.close();
  }

  private static URI chain() {
    return URI.create(stage.url() + "/dev/chain");
  }

  private static long head() {
    try (AnvilRpc rpc = new AnvilRpc(chain())) {
      return rpc.call("eth_blockNumber").number();
    }
  }

  /**
   * What came from a sender by the traces of all transactions, read by code of the tests alone.
   *
   * @param wei by which the sender is known: that came from nobody else
   */
  private static BigInteger sentByWhoSent(String wallet, long first, BigInteger wei) {
    List<Received> came = ValueOracle.into(chain(), wallet, first, head(), BigInteger.ZERO);
    List<Received> theirs = came.stream().filter(one -> one.wei().equals(wei)).toList();
    assertEquals(1, theirs.size(), came.toString());
    return came.stream()
        .filter(one -> one.from().equals(theirs.getFirst().from()))
        .map(Received::wei)
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** The commands beside a live walk: they tell of the deposit, and find nothing missing. */
  private static void operatorsSeeIt() {
    // a house that looked before the chain had so many blocks counts all of them
    boolean countsAll = deposits("reprocess", "1", "999999", "--dry-run") == 0;
    assertTrue(countsAll || SAID.toString().contains("is the first that counts"), SAID.toString());
    assertEquals(
        0,
        deposits(
            "reprocess",
            "1",
            "999999",
            "--dry-run",
            "--before-first",
            "--by",
            "ada",
            "--reason",
            "a look at all"));
    assertTrue(SAID.toString().matches("(?s).*: [1-9][0-9]* transfers.*"), SAID.toString());
    assertTrue(SAID.toString().contains("0 were missing, and nothing was done."), SAID.toString());
    assertTrue(SAID.toString().contains("are not final yet"), SAID.toString());
    assertEquals(1, deposits("reprocess", "900000", "999999", "--dry-run"));
    assertTrue(SAID.toString().startsWith("Blocks are final up to "), SAID.toString());
    assertEquals(2, deposits("reprocess", "5", "1"));
  }

  /** A house that was slow for a moment is called so by the command, for that moment. */
  private static boolean isFollowing() {
    return deposits("status") == 0 && SAID.toString().startsWith("status            ok");
  }

  /** A command's exit code; what it said is in {@link #SAID}. */
  private static int deposits(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--url", stage.url()));
    SAID.getBuffer().setLength(0);
    PrintWriter writer = new PrintWriter(SAID, true);
    return new CommandLine(new DepositsCommand())
        .setOut(writer)
        .setErr(writer)
        .execute(all.toArray(String[]::new));
  }

  @Test
  void whatAnotherWalletSentIsClaimedWithItsSignature() {
    PlayerWindow window = window(390, 844);
    BigInteger before = window.wei("available");
    window.part("deposit-open").click(); // which wakes the indexer
    String house = window.part("deposit-address").textContent();
    String hash = sentByAStranger(window, house);
    window.part("claim-box").locator("summary").click();
    window.part("claim-hash").fill(hash.toUpperCase(Locale.ROOT).replace("0X", "0x"));
    window.linger(LINGER_MS); // whoever presses before the answer is there still gets it
    window.await(
        "the deposit among what is kept",
        () -> {
          window.part("claim-find").click();
          window.page().waitForTimeout(LOOK_EVERY_MS);
          return window.part("claim-sign").count() == 1;
        },
        DEPOSIT_MS);
    window.linger(0);
    window.screenshot("deposit-claim-phone");
    assertTrue(window.part("claimable").textContent().contains("2.5"));
    window.part("claim-sign").click();
    BigInteger after = before.add(ETHER.multiply(BigInteger.valueOf(5)).shiftRight(1));
    window.await("the balance", () -> window.wei("available").equals(after), STEP_MS);
    window.await("the list", () -> state(window).equals("credited"), STEP_MS);
    window.part("claim-find").click();
    window.await(
        "the word that it was claimed",
        () -> window.part("claimable").textContent().contains("Credited to you"),
        STEP_MS);
    assertEquals(List.of(), window.complaints());
    window.close();
  }

  /**
   * Ether from an account that never signs in, whichever tests ran on this house before; the hash.
   */
  private static String sentByAStranger(PlayerWindow window, String house) {
    Object hash =
        window
            .page()
            .evaluate(
                """
                async ([to, stranger]) => {
                  const call = async (method, params) => {
                    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
                    const headers = { 'content-type': 'application/json' };
                    const answer = await fetch('/dev/chain', { method: 'POST', headers, body });
                    const { result, error } = await answer.json();
                    if (result === undefined) throw new Error(method + ': ' + JSON.stringify(error));
                    return result;
                  };
                  const from = (await call('eth_accounts', []))[stranger];
                  const value = '0x' + (25n * 10n ** 17n).toString(16);
                  return call('eth_sendTransaction', [{ from, to, value }]);
                }
                """,
                List.of(house, Stage.STRANGER));
    return String.valueOf(hash);
  }

  /**
   * Whether the indexer looks again and again. A tick without company looks once, and is as fresh
   * for a moment.
   */
  private static BooleanSupplier following(PlayerWindow window) {
    AtomicLong freshSinceNanos = new AtomicLong(System.nanoTime());
    return () -> {
      if (stepAgeMs(window) >= FOLLOWING_MS) {
        freshSinceNanos.set(System.nanoTime());
      }
      long freshMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - freshSinceNanos.get());
      return freshMs > 2 * FOLLOWING_MS;
    };
  }

  /** How long ago the indexer last wrote that it looked; far too long where it never did. */
  private static long stepAgeMs(PlayerWindow window) {
    Object age =
        window
            .page()
            .evaluate(
                """
                async () => {
                  const health = await (await fetch('/health/indexer')).json();
                  return String(['ok', 'degraded'].includes(health.status) ? health.lastStepAgeMs : 1e9);
                }
                """);
    return (long) Double.parseDouble(String.valueOf(age));
  }

  private static String state(PlayerWindow window) {
    return window.part("deposit").count() == 0
        ? ""
        : String.valueOf(window.part("deposit").first().getAttribute("data-state"));
  }

  private static PlayerWindow window(int width, int height) {
    return stage.window(width, height, 6);
  }
}
