package io.fairfall.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Playwright;
import io.fairfall.load.FeedProbe;
import io.fairfall.load.RunningFairfall;
import io.fairfall.load.Target;
import java.util.List;

/** A real browser in front of a house. */
final class Stage implements AutoCloseable {
  private final Target target;
  private final Runnable closeHouse;
  private final Playwright playwright;
  private final Browser browser;

  private Stage(Target target, Runnable closeHouse) {
    this.target = target;
    this.closeHouse = closeHouse;
    this.playwright = Chromium.playwright();
    this.browser = playwright.chromium().launch(Chromium.launch());
  }

  /** In front of a house that stays open afterwards. */
  static Stage before(LiveSystem house) {
    return new Stage(house.wire().target(), () -> {});
  }

  /**
   * In front of a house of its own.
   *
   * @param name of the file in target/e2e that the house's output goes to
   * @param parameters values for the template, as {@code NAME=VALUE}
   */
  static Stage open(String name, String... parameters) throws Exception {
    RunningFairfall house =
        RunningFairfall.start(LiveSystem.options(name, FeedProbe.NONE, List.of(parameters)));
    return new Stage(house.target(), house::close);
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
    closeHouse.run();
  }
}
