package io.fairfall.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A player deposits, plays and takes ether home, in two windows: what the chain, the ledger and the
 * page say is the same to the wei.
 */
@ExtendWith(Shared.class)
class WithdrawalIT {
  private static final int ACCOUNT = 7;
  private static final BigInteger ETHER = BigInteger.TEN.pow(18);
  private static final BigInteger AMOUNT = ETHER.multiply(BigInteger.valueOf(5)).shiftRight(2);
  private static final long STEP_MS = Patience.STEP_MS;
  private static final long ROUND_MS = Patience.ROUND_MS;

  /** A schedule comes once a minute, and each of twelve blocks takes a second. */
  private static final long CHAIN_MS = Patience.SCHEDULE_MS;

  @AutoClose private static Stage stage;

  @BeforeAll
  static void start(LiveSystem house) {
    stage = Stage.before(house);
  }

  @Test
  void whatWasDepositedAndWonGoesHomeToTheWei() {
    PlayerWindow desktop = stage.window(1280, 800, ACCOUNT);
    PlayerWindow phone = stage.window(390, 844, ACCOUNT);
    deposit(desktop);
    bet(desktop);

    BigInteger before = desktop.wei("available");
    phone.await("the same balance", () -> phone.wei("available").equals(before), STEP_MS);
    phone.part("withdraw-open").click();
    phone.part("withdraw-amount").waitFor();
    desktop.part("withdraw-open").click();
    String wallet = desktop.part("withdraw-to").textContent();
    BigInteger atHome = onChain(desktop, wallet);
    tooMuchIsRefusedAtTheField(desktop, before);
    int earlier = desktop.part("withdrawal").count();
    desktop.part("withdraw-amount").fill("1.25");
    desktop.screenshot("withdraw-amount-desktop");
    desktop.part("withdraw-next").click();
    desktop.screenshot("withdraw-confirm-desktop");
    desktop.part("withdraw-confirm").click();

    BigInteger after = before.subtract(AMOUNT);
    for (PlayerWindow window : List.of(desktop, phone)) {
      window.await("the balance", () -> window.wei("available").equals(after), STEP_MS);
      window.await("the withdrawal", () -> window.part("withdrawal").count() > earlier, STEP_MS);
    }
    assertEquals(after.toString(), desktop.account("available"));
    List<String> states = statesUntilPaid(desktop, phone);
    System.out.println("how the withdrawal stood on the page: " + states);
    phone.await("the end in the other window", () -> state(phone).equals("paid"), STEP_MS);
    for (PlayerWindow window : List.of(desktop, phone)) {
      assertEquals(AMOUNT.toString(), newest(window).getAttribute("data-wei"));
      assertEquals(after, window.wei("available"), "what was paid leaves no more");
    }
    String hash = String.valueOf(newest(desktop).getAttribute("data-hash"));
    assertEquals(hash, newest(phone).getAttribute("data-hash"));
    assertEquals(AMOUNT + " to " + wallet, transfer(desktop, hash));
    assertEquals(AMOUNT, onChain(desktop, wallet).subtract(atHome));
    assertEquals(after.toString(), desktop.account("available"));
    desktop.screenshot("withdraw-paid-desktop");
    phone.screenshot("withdraw-paid-phone");
    assertEquals(List.of(), desktop.complaints());
    assertEquals(List.of(), phone.complaints());
    desktop.close();
    phone.close();
  }

  private static void deposit(PlayerWindow window) {
    BigInteger before = window.wei("available");
    window.part("deposit-open").click();
    window.part("deposit-amount").fill("2");
    window.part("deposit-send").click();
    BigInteger credited = before.add(ETHER.shiftLeft(1));
    window.await("the deposit", () -> window.wei("available").equals(credited), CHAIN_MS);
    window.page().keyboard().press("Escape");
  }

  /** A bet that is over, won or lost. */
  private static void bet(PlayerWindow window) {
    BigInteger before = window.wei("available");
    do {
      window.await("a free seat", () -> window.part("bet-1").isEnabled(), ROUND_MS);
      window.part("stake-1").fill("0.01");
      window.part("auto-1").fill("1.01");
      window.part("bet-1").click();
      window.await(
          "the bet or its refusal",
          () ->
              !Set.of("placing", "queued").contains(window.seat())
                  && (hasMoved(window, before) || isRefused(window)),
          ROUND_MS);
      // betting may have closed while the bet was on its way: the next round takes it
    } while (!hasMoved(window, before));
    window.await("its end", () -> window.wei("locked").signum() == 0, ROUND_MS);
  }

  private static boolean hasMoved(PlayerWindow window, BigInteger before) {
    return !window.wei("available").equals(before);
  }

  private static boolean isRefused(PlayerWindow window) {
    return "bad".equals(window.part("result-1").getAttribute("data-tone"));
  }

  private static void tooMuchIsRefusedAtTheField(PlayerWindow window, BigInteger available) {
    window.part("withdraw-max").click();
    String all = window.part("withdraw-amount").inputValue();
    assertTrue(new BigDecimal(all).movePointRight(18).toBigIntegerExact().equals(available));
    window.part("withdraw-amount").fill("1000000");
    window.part("withdraw-next").click();
    assertTrue(window.part("withdraw-word").textContent().contains("available"));
    assertEquals("true", window.part("withdraw-amount").getAttribute("aria-invalid"));
  }

  private static List<String> statesUntilPaid(PlayerWindow desktop, PlayerWindow phone) {
    List<String> states = new ArrayList<>();
    desktop.await(
        "the payment",
        () -> {
          String state = state(desktop);
          if (states.isEmpty() || !states.getLast().equals(state)) {
            states.add(state);
            desktop.screenshot("withdraw-" + state + "-desktop");
            phone.screenshot("withdraw-" + state + "-phone");
          }
          return state.equals("paid");
        },
        CHAIN_MS);
    return states;
  }

  private static Locator newest(PlayerWindow window) {
    return window.part("withdrawal").first();
  }

  private static String state(PlayerWindow window) {
    return String.valueOf(newest(window).getAttribute("data-state"));
  }

  /** What a wallet has on the chain, in wei. */
  private static BigInteger onChain(PlayerWindow window, String wallet) {
    String quantity = call(window, "eth_getBalance", "['" + wallet + "', 'latest']", "");
    return new BigInteger(quantity.substring(2), 16);
  }

  /** What a transaction moves and where to. */
  private static String transfer(PlayerWindow window, String hash) {
    String method = "eth_getTransactionByHash";
    String value = call(window, method, "['" + hash + "']", ".value");
    return new BigInteger(value.substring(2), 16)
        + " to "
        + call(window, method, "['" + hash + "']", ".to");
  }

  private static String call(PlayerWindow window, String method, String params, String member) {
    Object answer =
        window
            .page()
            .evaluate(
                """
                async () => {
                  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: '%1$s', params: %2$s });
                  const headers = { 'content-type': 'application/json' };
                  const answer = await fetch('/dev/chain', { method: 'POST', headers, body });
                  const { result, error } = await answer.json();
                  if (result === undefined) throw new Error('%1$s: ' + JSON.stringify(error));
                  return String(result%3$s);
                }
                """
                    .formatted(method, params, member));
    return String.valueOf(Objects.requireNonNull(answer));
  }
}
