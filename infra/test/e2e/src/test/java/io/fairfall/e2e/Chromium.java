package io.fairfall.e2e;

import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The real browser of the tests: the one that {@code CHROMIUM} names, or one that is installed.
 * Where there is none, Playwright fetches its own.
 */
final class Chromium {
  private static final List<String> INSTALLED =
      List.of(
          "/usr/bin/chromium",
          "/usr/bin/chromium-browser",
          "/usr/bin/google-chrome",
          "/snap/bin/chromium",
          "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
          "/Applications/Chromium.app/Contents/MacOS/Chromium");

  private static final List<String> QUIET =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private Chromium() {}

  static Playwright playwright() {
    Playwright.CreateOptions options = new Playwright.CreateOptions();
    return installed().isPresent()
        ? Playwright.create(options.setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))
        : Playwright.create(options);
  }

  static BrowserType.LaunchOptions launch() {
    BrowserType.LaunchOptions options =
        new BrowserType.LaunchOptions().setHeadless(true).setArgs(QUIET);
    installed().ifPresent(options::setExecutablePath);
    return options;
  }

  private static Optional<Path> installed() {
    return Stream.concat(
            Stream.ofNullable(System.getenv("CHROMIUM")).map(Path::of),
            INSTALLED.stream().map(Path::of))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
