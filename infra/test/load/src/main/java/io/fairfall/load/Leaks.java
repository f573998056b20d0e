package io.fairfall.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Listens for secrets that are told too early. Nobody knows what they are until the crash, so that
 * the first moment of everything that might be one is kept: of every text of 64 hex digits, of
 * every crash point that is said of a round, and of every number with two decimals. After the crash
 * the moments are compared with its instant; and hashes and crash points with the instant at which
 * they may be told, which is later.
 */
public final class Leaks implements FeedProbe {
  private static final Pattern HASH =
      Pattern.compile("(?<![0-9a-fA-F])[0-9a-fA-F]{64}(?![0-9a-fA-F])");

  /** Two decimals, unless they begin an idempotency key, which has six more characters at least. */
  private static final Pattern DECIMAL =
      Pattern.compile("(?<![0-9.:])[0-9]{1,9}\\.[0-9]{2}(?![0-9.]|[A-Za-z0-9_-]{6})");

  /** As the concept of fairness says it: what a crash tells, it tells so many milliseconds late. */
  private static final long TOLD_AFTER_MS = 251;

  private static final int MAX_EXCERPT = 300;
  private static final int MAX_DEPTH = 32;

  private final FeedProbe next;
  private final Map<String, Heard> hashes = new ConcurrentHashMap<>();
  private final Map<String, Heard> crashes = new ConcurrentHashMap<>();
  private final Map<String, List<Heard>> decimals = new ConcurrentHashMap<>();

  /** When something was heard first, and where. */
  public record Heard(long atMs, String source, String excerpt) {
    private Heard earlier(Heard other) {
      return atMs <= other.atMs ? this : other;
    }
  }

  /** A round that is over, as everybody can read it. */
  public record Ended(
      String roundId, long opensAtMs, long crashedAtMs, long crash, String gameHash) {
    static Ended of(Tree view) {
      return new Ended(
          view.text("roundId"),
          view.number("opensAt"),
          view.number("crashedAt"),
          view.number("crash"),
          view.text("gameHash"));
    }
  }

  /**
   * @param next who else listens
   */
  public Leaks(FeedProbe next) {
    this.next = next;
  }

  @Override
  public void answered(HttpAnswer answer) {
    next.answered(answer);
  }

  @Override
  public void heard(String source, String text, long atMs) {
    next.heard(source, text, atMs);
    Heard heard =
        new Heard(
            atMs, source, text.length() <= MAX_EXCERPT ? text : text.substring(0, MAX_EXCERPT));
    Matcher hash = HASH.matcher(text);
    while (hash.find()) {
      hashes.merge(
          hash.group().toLowerCase(java.util.Locale.ROOT),
          heard,
          (one, other) -> one.earlier(other));
    }
    Matcher decimal = DECIMAL.matcher(text);
    while (decimal.find()) {
      decimals
          .computeIfAbsent(
              decimal.group(), _ -> java.util.Collections.synchronizedList(new ArrayList<>()))
          .add(heard);
    }
    int json = text.indexOf('{', Math.max(0, text.indexOf('\n')));
    if (json >= 0 && text.contains("\"crash\"")) {
      walk(Tree.read(text.substring(json)), "", heard, 0);
    }
  }

  /** What was told of a round before it was over, each as a sentence. */
  public List<String> early(Ended round) {
    List<String> early = new ArrayList<>();
    long toldAtMs = round.crashedAtMs() + TOLD_AFTER_MS;
    Heard hash = hashes.get(round.gameHash());
    if (hash != null && hash.atMs() < toldAtMs) {
      early.add(sentence(round, "the game hash", hash));
    }
    Heard crash = crashes.get(round.roundId());
    if (crash != null && crash.atMs() < toldAtMs) {
      early.add(sentence(round, "a crash point", crash));
    }
    String text =
        String.format(java.util.Locale.ROOT, "%d.%02d", round.crash() / 100, round.crash() % 100);
    for (Heard heard : List.copyOf(decimals.getOrDefault(text, List.of()))) {
      if (heard.atMs() >= round.opensAtMs() && heard.atMs() < round.crashedAtMs()) {
        early.add(sentence(round, text, heard));
      }
    }
    return early;
  }

  /** Whether a game hash was ever heard, which shows that somebody listened. */
  public boolean knows(Ended round) {
    return hashes.containsKey(round.gameHash());
  }

  private void walk(Tree tree, String roundAbove, Heard heard, int depth) {
    if (depth > MAX_DEPTH) {
      return;
    }
    String round = tree.at("roundId").text().orElse(roundAbove);
    if (tree.at("crash").isPresent()) {
      crashes.merge(round, heard, (one, other) -> one.earlier(other));
    }
    tree.members().values().forEach(member -> walk(new Tree(member), round, heard, depth + 1));
    tree.items().forEach(item -> walk(item, round, heard, depth + 1));
  }

  private static String sentence(Ended round, String what, Heard heard) {
    return "round %s: %s was heard %d ms before the crash could be told, on %s: %s"
        .formatted(
            round.roundId(),
            what,
            round.crashedAtMs() + TOLD_AFTER_MS - heard.atMs(),
            heard.source(),
            heard.excerpt());
  }
}
