package io.fairfall.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import io.fairfall.anvil.InstalledPackages;
import io.fairfall.beacon.BeaconCrashPoint;
import io.fairfall.beacon.BeaconSignature;
import io.fairfall.developmentbeacon.DevelopmentBeacon;
import io.fairfall.developmentbeacon.DevelopmentExport;
import io.fairfall.load.RunningFairfall;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The verifier's file, opened from disk in a real browser that has no network. */
class VerifierPageIT {
  private static final int ROUNDS = Integer.getInteger("verifier.rounds", 200);
  private static final double MAX_MS = 1_800_000;
  private static final int BUILD_SECONDS = 600;

  /** Where faults are planted: the line with this number, in the middle of a chain. */
  private static final int AT = 45;

  private static final DevelopmentBeacon BEACON =
      DevelopmentBeacon.of("local", 1_700_000_000_000L, 3_000);
  private static final List<String> HONEST =
      DevelopmentExport.lines(BEACON, 60, 30, 1_764_500_000_000L);

  @TempDir static Path folder = Path.of("");
  private static Path verifier = Path.of("");
  private static Browser browser;
  @AutoClose private static Playwright playwright;

  @BeforeAll
  static void build() throws IOException, InterruptedException {
    Path web = InstalledPackages.in(RunningFairfall.root().resolve("web"));
    Process node =
        new ProcessBuilder("node", "build.js")
            .directory(web.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(node.waitFor(BUILD_SECONDS, TimeUnit.SECONDS) && node.exitValue() == 0, said);
    verifier = Files.copy(web.resolve("built/verifier.html"), folder.resolve("verifier.html"));
    playwright = Chromium.playwright();
    browser = playwright.chromium().launch(Chromium.launch());
  }

  @Test
  void aLongExportHoldsWithoutARequest() throws IOException {
    List<String> lines = DevelopmentExport.lines(BEACON, ROUNDS, 1_000, 1_764_500_000_000L);
    long cancelled = lines.stream().filter(line -> line.startsWith("{\"type\":\"void\"")).count();
    List<String> asked = new ArrayList<>();
    long start = System.nanoTime();
    try (BrowserContext context = offline()) {
      Page page = open(context, asked);
      check(page, lines);
      assertEquals("Everything holds.", page.textContent("#verdict"));
      assertEquals(
          ROUNDS - cancelled + " rounds flown, " + cancelled + " cancelled, 0 findings.",
          page.textContent("#numbers"));
      assertTrue(page.textContent("#network").contains("these rounds prove nothing"));
      assertTrue(page.locator("#chains code").count() >= 1);
    }
    for (String url : asked) {
      assertTrue(url.startsWith("file:") || url.startsWith("blob:"), url);
    }
    System.out.printf(
        "%d rounds verified from disk in %d s%n",
        ROUNDS, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
  }

  /** What may be done to a file, and the words by which it is named at that line. */
  enum Planted {
    ANOTHER_HASH("COMMITMENT CRASH"),
    ONE_BIT_OF_A_HASH("COMMITMENT CRASH"),
    HASH_OF_ANOTHER_GAME("COMMITMENT CRASH"),
    ANOTHER_COMMITMENT("CHAIN COMMITMENT"),
    HASH_AND_COMMITMENT("CHAIN CRASH"),
    ONE_BIT_OF_A_SIGNATURE("BEACON CRASH"),
    SIGNATURE_OF_ANOTHER_ROUND("BEACON CRASH"),
    SIGNATURE_WITH_ITS_CRASH("BEACON"),
    NO_POINT("BEACON CRASH"),
    BEACON_OF_THE_ROUND_AFTER("BEACON BEACON_TIME"),
    BEACON_BEFORE_THE_CLOSE("BEACON BEACON_TIME ORDER"),
    CLOSE_AFTER_THE_BEACON("BEACON_TIME"),
    MULTIPLIER_HIGHER("CRASH"),
    MULTIPLIER_LOWER("CRASH"),
    SWAPPED("CHAIN ORDER"),
    TWICE("CHAIN ORDER"),
    LEFT_OUT("CHAIN ORDER"),
    OF_ANOTHER_CHAIN("ORDER"),
    ANOTHER_GAME("ORDER"),
    ANOTHER_MEMBER("MALFORMED");

    private final String words;

    Planted(String words) {
      this.words = words;
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsPlantedIsNamed(Planted planted) throws IOException {
    List<String> lines = new ArrayList<>(HONEST);
    plant(planted, lines);
    try (BrowserContext context = offline()) {
      Page page = open(context, new ArrayList<>());
      check(page, lines);
      assertEquals("Not everything holds.", page.textContent("#verdict"));
      TreeSet<String> words = new TreeSet<>();
      for (Locator row : page.locator("#findings tr").all()) {
        List<String> cells = row.locator("td").allTextContents();
        assertTrue(Integer.parseInt(cells.getFirst()) >= AT, cells.toString());
        if (cells.getFirst().equals(Integer.toString(AT))) {
          words.add(cells.get(2));
        }
      }
      assertEquals(planted.words, String.join(" ", words));
    }
  }

  private static void plant(Planted planted, List<String> lines) {
    int at = AT - 1;
    String line = lines.get(at);
    String next = lines.get(at + 1);
    String hash = member(line, "gameHash");
    String signature = member(line, "signature");
    String crash = "\"crash\":" + member(line, "crash");
    long round = Long.parseLong(member(line, "beaconRound"));
    String beacon = "\"beaconRound\":" + round;
    String close = "\"closesAt\":" + member(line, "closesAt");
    String commitment = member(line, "commitment");
    switch (planted) {
      case ANOTHER_HASH -> lines.set(at, line.replace(hash, "ab".repeat(32)));
      case ONE_BIT_OF_A_HASH -> lines.set(at, line.replace(hash, oneBit(hash)));
      case HASH_OF_ANOTHER_GAME -> lines.set(at, line.replace(hash, member(next, "gameHash")));
      case ANOTHER_COMMITMENT -> lines.set(at, line.replace(commitment, "ab".repeat(32)));
      case HASH_AND_COMMITMENT -> {
        String other = "ab".repeat(32);
        lines.set(at, line.replace(commitment, sha256(other)).replace(hash, other));
      }
      case ONE_BIT_OF_A_SIGNATURE -> lines.set(at, line.replace(signature, oneBit(signature)));
      case SIGNATURE_OF_ANOTHER_ROUND ->
          lines.set(at, line.replace(signature, member(next, "signature")));
      case SIGNATURE_WITH_ITS_CRASH -> {
        String other = member(next, "signature");
        lines.set(at, line.replace(signature, other).replace(crash, crashOf(other, hash)));
      }
      case NO_POINT -> lines.set(at, line.replace(signature, "ff".repeat(48)));
      case BEACON_OF_THE_ROUND_AFTER ->
          lines.set(at, line.replace(beacon, "\"beaconRound\":" + (round + 1)));
      case BEACON_BEFORE_THE_CLOSE ->
          lines.set(at, line.replace(beacon, "\"beaconRound\":" + (round - 1)));
      case CLOSE_AFTER_THE_BEACON -> lines.set(at, line.replace(close, later(close)));
      case MULTIPLIER_HIGHER -> lines.set(at, line.replace(crash, crash + "0"));
      case MULTIPLIER_LOWER -> lines.set(at, line.replace(crash, "\"crash\":100"));
      case SWAPPED -> {
        lines.set(at, next);
        lines.set(at + 1, line);
      }
      case TWICE -> lines.add(at, lines.get(at - 1));
      case LEFT_OUT -> lines.remove(at);
      case OF_ANOTHER_CHAIN -> lines.set(at, line.replace(member(line, "chain"), "chain-9"));
      case ANOTHER_GAME -> lines.set(at, line.replace("\"game\":", "\"game\":1"));
      case ANOTHER_MEMBER -> lines.set(at, line.replace("{", "{\"salt\":\"\","));
    }
  }

  private static BrowserContext offline() {
    BrowserContext context = browser.newContext();
    context.setOffline(true);
    return context;
  }

  private static Page open(BrowserContext context, List<String> asked) {
    Page page = context.newPage();
    page.onRequest(request -> asked.add(request.url()));
    page.navigate(verifier.toUri().toString());
    return page;
  }

  private static void check(Page page, List<String> lines) throws IOException {
    Path file = Files.createTempFile(folder, "export", ".jsonl");
    Files.write(file, lines);
    page.setInputFiles("#file", file);
    Locator done = page.locator("#status").getByText(Pattern.compile("Done|could not"));
    done.waitFor(new Locator.WaitForOptions().setTimeout(MAX_MS));
    assertTrue(page.textContent("#status").startsWith("Done"), page.textContent("#status"));
  }

  private static String member(String line, String name) {
    Matcher found = Pattern.compile("\"" + name + "\":\"?([0-9a-z-]+)").matcher(line);
    assertTrue(found.find(), line);
    return found.group(1);
  }

  /** The same hex digits with the last bit turned over. */
  private static String oneBit(String hex) {
    int last = Character.digit(hex.charAt(hex.length() - 1), 16);
    return hex.substring(0, hex.length() - 1) + Character.forDigit(last ^ 1, 16);
  }

  /** A member that is one more. */
  private static String later(String member) {
    int colon = member.indexOf(':') + 1;
    return member.substring(0, colon) + (Long.parseLong(member.substring(colon)) + 1);
  }

  private static String crashOf(String signature, String gameHash) {
    long crash = BeaconCrashPoint.of(new BeaconSignature(signature), gameHash).hundredths();
    return "\"crash\":" + crash;
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
