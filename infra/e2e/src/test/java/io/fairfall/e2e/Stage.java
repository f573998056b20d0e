package io.fairfall.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Playwright;
import io.fairfall.load.RunningFairfall;
import io.fairfall.load.Tap;
import java.util.List;

/** A house of a test's own, and a real browser in front of it. */
final class Stage implements AutoCloseable {
  private final RunningFairfall house;
  private final Playwright playwright;
  private final Browser browser;

  private Stage(RunningFairfall house, Playwright playwright) {
    this.house = house;
    this.playwright = playwright;
    this.browser = playwright.chromium().launch(Chromium.launch());
  }

  /**
   * Opens both.
   *
   * @param name of the file in target/e2e that the house's output goes to
   * @param parameters values for the template, as {@code NAME=VALUE}
   */
  static Stage open(String name, String... parameters) throws Exception {
    RunningFairfall house =
        RunningFairfall.start(House.options(name, Tap.NONE, List.of(parameters)));
    return new Stage(house, Chromium.playwright());
  }

  Browser browser() {
    return browser;
  }

  String url() {
    return house.target().origin().toString();
  }

  /** A window of somebody who only looks. */
  Window window(int width, int height) {
    return new Window(browser, url(), width, height);
  }

  /** A window of one of the development accounts. */
  Window window(int width, int height, int account) {
    Window window = window(width, height);
    window.signIn(account);
    return window;
  }

  @Override
  public void close() {
    playwright.close();
    house.close();
  }
}
