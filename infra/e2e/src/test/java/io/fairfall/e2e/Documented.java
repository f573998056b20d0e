package io.fairfall.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairfall.contract.SocketContract;
import io.fairfall.load.Tap;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Holds all that crosses a socket in these tests against docs/reference/asyncapi.yaml: what bots
 * and raw sockets hear, and what browsers hear and say. JUnit finds it by itself and asks it after
 * each class.
 */
public final class Documented implements AfterAllCallback {
  /** Hears what bots hear. */
  static final Tap TAP =
      (source, text, _) -> {
        if (source.equals("socket")) {
          heard(text);
        }
      };

  private static final int MAX_KEPT = 20;
  private static final SocketContract CONTRACT = SocketContract.ofThisCheckout();
  private static final AtomicLong CHECKED = new AtomicLong();
  private static final List<String> COMPLAINTS = new CopyOnWriteArrayList<>();

  /** A message of the house. */
  static void heard(String text) {
    keep(CONTRACT.complaintsOfTheHouse(text));
  }

  /** A message of our own page. */
  static void said(String text) {
    keep(CONTRACT.complaintsOfAClient(text));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    System.out.printf("%,d messages were held against the document%n", CHECKED.getAndSet(0));
    List<String> found = List.copyOf(COMPLAINTS);
    COMPLAINTS.clear();
    assertEquals(List.of(), found);
  }

  private static void keep(List<String> complaints) {
    CHECKED.incrementAndGet();
    if (COMPLAINTS.size() < MAX_KEPT) {
      COMPLAINTS.addAll(complaints);
    }
  }
}
