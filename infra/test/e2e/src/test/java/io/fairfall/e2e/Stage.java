package io.fairfall.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Playwright;
import io.fairfall.load.Target;

/** A real browser in front of a house. */
final class Stage implements AutoCloseable {
  /**
   * The development account that signs in nowhere: tests share a house, and what a wallet sends is
   * its player's own from the moment that it has signed in once. The reference's page signs in with
   * the first account, so that it is none of those.
   */
  static final int STRANGER = 3;

  /** Names an account to sign in with; no test may make the stranger known. */
  static String toSignIn(int account) {
    if (account == STRANGER) {
      throw new IllegalArgumentException("account " + STRANGER + " never signs in");
    }
    return "dev-account-" + account;
  }

  private final Target target;
  private final Playwright playwright;
  private final Browser browser;

  private Stage(Target target) {
    this.target = target;
    this.playwright = Chromium.playwright();
    this.browser = playwright.chromium().launch(Chromium.launch());
  }

  /** In front of a house that stays open afterwards. */
  static Stage before(LiveSystem house) {
    return new Stage(house.wire().target());
  }

  Browser browser() {
    return browser;
  }

  String url() {
    return target.origin().toString();
  }

  /** A window of somebody who only looks. */
  PlayerWindow window(int width, int height) {
    return new PlayerWindow(browser, url(), width, height);
  }

  /** A window of one of the development accounts. */
  PlayerWindow window(int width, int height, int account) {
    PlayerWindow window = window(width, height);
    window.signIn(account);
    return window;
  }

  @Override
  public void close() {
    playwright.close();
  }
}
