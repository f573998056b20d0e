// By itself this file needs no package; the build gives it one. [[package]]

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Target;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Judges the journals of a Fairfall house from their stored text alone.
 *
 * <pre>java Auditor.java EXPORT.jsonl [--keys FILE] [--json]</pre>
 *
 * <p>It is written from {@code docs/reference/ledger-specification.md} and from nothing else: it
 * shares no rule, no look-up and no codec with what it judges, and needs a JDK and this file. Each
 * invariant of the specification is one method here, named after the invariant's word, and each
 * finding carries that word. What cannot be judged, because something is not in the export or was
 * not given, is told as unknown and never as in order.
 *
 * <p><b>How it reads.</b> The export is sorted, so that every journal passes by once, entry by
 * entry. Of an account only the state after its last entry is kept, its lost bets of the last day
 * and the keys of its last 64 operations; of a round its facts while they pass by. What must be
 * compared across journals is looked up in the export itself by bisection, with some pages of the
 * game and the settings kept. Facts of accounts and of rounds are too many for that: both sides are
 * added up in 4,096 numbers, keyed so that nobody can make two errors cancel, and only where
 * something is left the export is read once more to name it. So memory depends on the largest
 * account's day, on the largest round and on the number of published hash chains, and not on the
 * length of the history.
 */
public final class Auditor {
  private static final long SLACK_MS = 60_000;

  /** Whose adjustments are play ether, which no house owns. */
  private static final String FAUCET = "faucet";

  private static final long DAY_MS = 86_400_000;

  /** How long a release takes, whose writers seal what those before did not. */
  private static final long DEPLOYMENT_MS = 3_600_000;

  /** Later than any instant of a journal. */
  private static final long NEVER = 999_999_999_999_999L;

  private static final BigInteger HUNDRED = BigInteger.valueOf(100);
  private static final BigInteger BASIS_POINTS = BigInteger.valueOf(10_000);
  private static final BigInteger LARGEST_MULTIPLIER = BigInteger.valueOf(Long.MAX_VALUE);

  private final Case inquiry;
  private @Nullable JournalReading reading;
  private @Nullable Mark mark;

  /**
   * A judge of items that come journal by journal.
   *
   * @param source where other items are looked up
   */
  public Auditor(Source source, Options options) {
    this.inquiry = new Case(source, options);
  }

  /** Takes the next item. Those of one journal come one after another, by ascending version. */
  public void take(Item item) {
    JournalReading current = reading;
    if (current == null || !current.holds(item)) {
      endJournal();
      current = inquiry.readingOf(item);
      reading = current;
    }
    current.take(item);
  }

  /** The journal that passes by has ended. */
  public void endJournal() {
    if (reading != null) {
      reading.finish();
      mark = reading.mark();
      reading = null;
    }
  }

  /**
   * Goes on with a journal behind a mark that a judge of an earlier time has left there.
   *
   * @param items what stands there now, from the entry before the mark's on, as much as one read
   *     brings; more may be taken behind them
   * @return whether the mark stands; otherwise what is wrong is found, and nothing behind it judged
   */
  public boolean goOn(Mark from, List<Item> items) {
    endJournal();
    mark = null;
    reading = inquiry.goOn(from, items);
    if (reading != null) {
      items.stream().filter(item -> item.version() > from.version()).forEach(this::take);
    }
    return reading != null;
  }

  /**
   * How far the journal that ended last was judged, to go on from another time; nothing if
   * something was found in it, if its entries have no seals, or if there are no keys to sign with.
   */
  public Optional<Mark> mark() {
    return Optional.ofNullable(mark);
  }

  /**
   * Everything was taken, of accounts and of rounds: their facts must be the same. A reading that
   * can go through an export again names them; this one names rounds modulo {@value
   * FactBalance#BUCKETS}.
   */
  public void compareFacts() {
    endJournal();
    inquiry.compareFacts();
  }

  /** What all that was taken comes to. */
  public Report report() {
    endJournal();
    return inquiry.report();
  }

  /**
   * Whether a judge that is saved now can be gone on with behind the item that was taken last, also
   * in the middle of its journal.
   */
  public boolean mayPause() {
    return reading == null || reading.mayPause();
  }

  /**
   * What all that was taken comes to, as a text to go on from. A journal that cannot be gone on
   * with where it is, see {@link #mayPause}, has ended.
   */
  public String save() {
    JournalReading current = reading;
    if (current == null || !current.mayPause()) {
      endJournal();
      return inquiry.save(Optional.empty());
    }
    return inquiry.save(Optional.of(current.pause()));
  }

  /**
   * A judge that goes on from where another one was saved. What the journal that passed by has to
   * remember is looked up once more.
   *
   * @throws Unreadable if the text is of another release
   */
  public static Auditor restore(String saved, Source source, Options options) {
    Auditor auditor = new Auditor(source, options);
    Body body = new Body(saved);
    Optional<Paused> within = body.findObject("within").map(Paused::of);
    auditor.inquiry.restore(body);
    auditor.reading = within.flatMap(auditor.inquiry::resume).orElse(null);
    return auditor;
  }

  // ------------------------------------------------------------------ what goes in and comes out

  /** May be absent. The file stands alone, so it brings its own. */
  @Target(ElementType.TYPE_USE)
  @interface Nullable {}

  /**
   * One stored item, as it is.
   *
   * @param unreadable empty, or what is wrong with the item itself
   */
  public record Item(
      String table,
      String journal,
      long version,
      String type,
      long at,
      String body,
      String seal,
      String unreadable) {
    public static final String ACCOUNTS = "accounts";
    public static final String CHECKPOINTS = "checkpoints";
    public static final String EVENTS = "events";
    public static final String PAYOUTS = "payouts";

    /** Reads a line of an export. */
    static Item of(String line) {
      Body body = new Body(line);
      Item item =
          new Item(
              body.text("table"),
              body.text("journal"),
              body.whole("version", Long.MIN_VALUE),
              body.text("type"),
              body.whole("at", Long.MIN_VALUE),
              body.text("body"),
              body.text("seal"),
              body.find("unreadable").orElse(""));
      body.end();
      return item;
    }

    int compareWith(String otherTable, String otherJournal, long otherVersion) {
      int tables = Texts.compare(table, otherTable);
      int journals = tables != 0 ? tables : Texts.compare(journal, otherJournal);
      return journals != 0 ? journals : Long.compare(version, otherVersion);
    }
  }

  /** Where items are looked up. */
  @FunctionalInterface
  public interface Source {
    /** Most items of one answer. */
    int MAX_ITEMS = 200;

    /**
     * Items of a journal with versions from the first to the last, both included, ascending; at
     * most {@link #MAX_ITEMS} of them.
     */
    List<Item> range(String table, String journal, long from, long to);
  }

  /**
   * Deployed bounds of bets, in wei.
   *
   * @param minStake smallest stake
   * @param maxStake largest stake
   * @param maxProfit of one bet
   */
  public record Deployed(BigInteger minStake, BigInteger maxStake, BigInteger maxProfit) {
    /** Three amounts with commas between. */
    public static Deployed parse(String text) {
      String[] parts = text.split(",", -1);
      if (parts.length != 3) {
        throw new Unreadable("deployed bounds are MIN_STAKE,MAX_STAKE,MAX_PROFIT");
      }
      return new Deployed(Texts.amount(parts[0]), Texts.amount(parts[1]), Texts.amount(parts[2]));
    }
  }

  /**
   * What the judge is given beside the journals.
   *
   * @param now the clock of the judge, in milliseconds since 1970, which goes on while he reads; 0
   *     if nothing is to be called too new
   * @param cutMs entries above are young: they are not judged
   * @param sinceMs facts that are not above were compared by an earlier reading, 0 for none
   * @param keys nothing if seals cannot be checked
   * @param deployed all bounds that were ever deployed, none if they are not known
   * @param deployedSinceMs rounds that were opened before may have had others
   * @param fundings ids of the fundings that the operators vouch for, nothing if there is no list
   * @param leftOut what was not given to the judge: journals of the events by name, or a table
   * @param maxFindings so many findings are kept; all are counted
   */
  public record Options(
      LongSupplier now,
      long cutMs,
      long sinceMs,
      Optional<Keys> keys,
      List<Deployed> deployed,
      long deployedSinceMs,
      Optional<Set<String>> fundings,
      Set<String> leftOut,
      int maxFindings) {

    /** Options of a judge who reads everything. */
    public Options(
        long nowMs,
        long cutMs,
        Optional<Keys> keys,
        List<Deployed> deployed,
        long deployedSinceMs,
        Optional<Set<String>> fundings,
        Set<String> leftOut,
        int maxFindings) {
      this(nowMs, cutMs, 0, keys, deployed, deployedSinceMs, fundings, leftOut, maxFindings);
    }

    /** Options of a judge for whom time stands still. */
    public Options(
        long nowMs,
        long cutMs,
        long sinceMs,
        Optional<Keys> keys,
        List<Deployed> deployed,
        long deployedSinceMs,
        Optional<Set<String>> fundings,
        Set<String> leftOut,
        int maxFindings) {
      this(
          () -> nowMs,
          cutMs,
          sinceMs,
          keys,
          deployed,
          deployedSinceMs,
          fundings,
          leftOut,
          maxFindings);
    }
  }

  /** The words of the specification. */
  public enum Rule {
    GAP,
    TIME,
    UNREADABLE,
    STRANGER,
    MAC,
    KEY,
    CHECKPOINT,
    LEGS,
    BALANCE,
    NEGATIVE,
    LOCKED,
    WINDOW,
    ONCE,
    FINGERPRINT,
    FORMAT,
    RECENT,
    RATE,
    VERSION,
    STAMP,
    BET,
    BET_ROUND,
    BET_LATE,
    PAUSED,
    MINIMUM,
    MAXIMUM,
    SEAT,
    OPEN_BETS,
    STAKE,
    AUTO,
    CAP,
    DUE,
    END,
    CASHOUT,
    CORRECTION,
    ENDED_ONCE,
    OPEN_BET,
    VOID,
    OUTSIDE,
    PROTECTION,
    EXCLUDED,
    LIMIT,
    LIMITS,
    RECEIPT,
    REVERSED,
    FAIRNESS,
    ROUND,
    ROUND_TIME,
    TOLD,
    CHAIN,
    BEACON,
    HASH,
    CRASH_POINT,
    CRASH_INSTANT,
    TERMS,
    FORCE,
    FACT,
    WITNESS,
    BOOKS,
    TWIN,
    ADJUSTED,
    OPERATOR,
    POSTING,
    FUNDING,
    AUTHORITY,
    SETTINGS,
    WITHDRAWN,
    ASKED,
    COURSE,
    NONCE,
    HELD,
    ATTEMPT,
    ENDED,
    LISTED;

    static Rule of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** The word as findings carry it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** One thing that is wrong. */
  public record Finding(String journal, long slot, Rule rule, String sentence) {
    @Override
    public String toString() {
      return journal + " entry " + slot + " [" + rule.word() + "] " + sentence;
    }
  }

  /** Something that could not be judged, how often, and why. */
  public record Unknown(Rule rule, long times, String sentence) {
    @Override
    public String toString() {
      return "[" + rule.word() + "] " + sentence + " (" + times + " times)";
    }
  }

  /**
   * What a reading came to.
   *
   * @param cutMs entries above were not judged
   * @param counts how many of what
   * @param sums in wei
   * @param findings how many things are wrong
   * @param byRule the same by word
   * @param first the first of them
   */
  public record Report(
      long cutMs,
      Map<String, Long> counts,
      Map<String, BigInteger> sums,
      long findings,
      Map<String, Long> byRule,
      List<Finding> first,
      List<Unknown> unknown) {
    public boolean isClean() {
      return findings == 0;
    }

    /** The report as JSON. */
    public String json() {
      return JsonText.of(this);
    }
  }

  /**
   * How far a journal was judged and in order: this judge's own note of it, that it signs, and not
   * the checkpoint of the house's replay.
   *
   * @param version the last entry that was judged
   * @param seal that entry's
   * @param memo what no entry tells again
   * @param signature {@code <key id>.<mac>} over all of this
   */
  public record Mark(
      String table,
      String journal,
      long version,
      String seal,
      Map<String, Long> memo,
      String signature) {
    private static Mark sign(
        String table,
        String journal,
        long version,
        String seal,
        Map<String, Long> memo,
        Keys.Key key) {
      Mark plain = new Mark(table, journal, version, seal, Map.copyOf(memo), "");
      return new Mark(
          table, journal, version, seal, plain.memo(), key.id() + "." + key.mac(plain.text()));
    }

    /** Reads what {@link #json} wrote. */
    public static Mark parse(String json) {
      Body body = new Body(json);
      Map<String, Long> memo = new TreeMap<>();
      body.object("memo").rest().forEach((name, number) -> memo.put(name, Texts.whole(number)));
      Mark mark =
          new Mark(
              body.text("table"),
              body.text("journal"),
              body.whole("version", 1),
              body.text("seal"),
              memo,
              body.text("signature"));
      body.end();
      return mark;
    }

    /** The mark as JSON. */
    public String json() {
      return JsonText.object(
          Stream.of(
              JsonText.member("table", JsonText.text(table)),
              JsonText.member("journal", JsonText.text(journal)),
              JsonText.member("version", Long.toString(version)),
              JsonText.member("seal", JsonText.text(seal)),
              JsonText.member("memo", JsonText.numbers(new TreeMap<>(memo))),
              JsonText.member("signature", JsonText.text(signature))));
    }

    private String text() {
      return String.join(
          "\n",
          "mark",
          table,
          journal,
          Long.toString(version),
          seal,
          JsonText.numbers(new TreeMap<>(memo)));
    }

    private boolean isGenuine(Keys keys) {
      return keys.of(signature)
          .filter(key -> signature.equals(key.id() + "." + key.mac(text())))
          .isPresent();
    }
  }

  /** The keys that seal. */
  public record Keys(List<Key> all) {
    private static final long GRACE_MS = 600_000;
    private static final long STALE_MS = 4_200_000;

    /** A key, and from which instant on it signs. */
    public record Key(long id, long notBefore, String secret) {
      private static final int SECRET_LENGTH = 32;

      @Override
      public String toString() {
        return "Key[" + id + "]";
      }

      String mac(String text) {
        return Texts.base64(Texts.hmac(secret, text));
      }
    }

    /** Reads the text of the secret. */
    public static Keys parse(String json) {
      Body body = new Body(json);
      List<Key> keys = new ArrayList<>();
      for (long id = 1; body.has("key." + id); id++) {
        String secret = body.text("key." + id);
        long from = Texts.whole(body.text("notBefore." + id));
        boolean ascends = keys.isEmpty() || keys.getLast().notBefore() < from;
        if (secret.length() < Key.SECRET_LENGTH || !ascends) {
          throw new Unreadable("key " + id + " is too short or does not begin after the last");
        }
        keys.add(new Key(id, from, secret));
      }
      body.end();
      if (keys.isEmpty()) {
        throw new Unreadable("there is no key.1");
      }
      return new Keys(List.copyOf(keys));
    }

    Optional<Key> find(long id) {
      return all.stream().filter(key -> key.id() == id).findFirst();
    }

    /** The key that a seal names, if it has the form of a seal. */
    Optional<Key> of(String seal) {
      int dot = seal.indexOf('.');
      return dot > 0 && Texts.isWhole(seal.substring(0, dot))
          ? find(Texts.whole(seal.substring(0, dot)))
          : Optional.empty();
    }

    /** Whether a key may have sealed at an instant. */
    boolean mayHaveSigned(Key key, long at) {
      boolean hadBegun = at >= key.notBefore() - GRACE_MS;
      Optional<Key> next = find(key.id() + 1);
      return hadBegun && (next.isEmpty() || at <= next.get().notBefore() + STALE_MS);
    }

    /** The key that signs at an instant. */
    Optional<Key> signingAt(long instant) {
      return all.stream().filter(key -> key.notBefore() <= instant).reduce((one, next) -> next);
    }

    /** Whether an entry may have an older key than the one before it. */
    boolean mayGoBack(Key newer, long at) {
      return Math.abs(at - newer.notBefore()) <= GRACE_MS;
    }
  }

  // ------------------------------------------------------------------ the case

  /** What all readings of a case share: what they may look up, and what they found. */
  private static final class Case {
    private static final int MAX_UNKNOWN = 200;
    private static final int TOLD_AGAIN = 20;

    final Options options;
    final Library library;
    final FactBalance facts = new FactBalance();
    private final List<Finding> first = new ArrayList<>();
    private final Map<String, Long> byRule = new TreeMap<>();
    private final Map<String, Unknown> unknown = new TreeMap<>();
    private final Map<String, Long> counts = new TreeMap<>();
    private final Map<String, BigInteger> sums = new TreeMap<>();

    Case(Source source, Options options) {
      this.options = options;
      this.library = new Library(source);
    }

    JournalReading readingOf(Item item) {
      return switch (item.table()) {
        case Item.ACCOUNTS -> accounts(item);
        case Item.EVENTS -> events(item);
        case Item.PAYOUTS -> payouts(item);
        case Item.CHECKPOINTS -> new CheckpointReading(this, item);
        default -> stranger(item);
      };
    }

    private JournalReading accounts(Item item) {
      if (Names.ACCOUNT.matcher(item.journal()).matches()) {
        return new AccountReading(this, item);
      }
      return Names.EXTERNAL.matcher(item.journal()).matches()
          ? new ReceiptReading(this, item)
          : stranger(item);
    }

    private JournalReading events(Item item) {
      String journal = item.journal();
      return switch (journal) {
        case Names.GAME -> new GameReading(this, item);
        case Names.FAIRNESS -> new FairnessReading(this, item);
        case Names.HOUSE -> new HouseReading(this, item);
        case Names.SINCE -> new SinceReading(this, item);
        case Names.PROPOSALS -> new ProposalsReading(this, item);
        case Names.SETTINGS -> new SettingsReading(this, item);
        default -> {
          if (Names.ROUND.matcher(journal).matches()) {
            yield new RoundReading(this, item);
          }
          if (Names.POSTING.matcher(journal).matches()) {
            yield new PostingReading(this, item);
          }
          if (Names.PROPOSAL.matcher(journal).matches()) {
            yield new ProposalReading(this, item);
          }
          if (Names.ADJUSTED.matcher(journal).matches()) {
            yield new AdjustedReading(this, item);
          }
          if (Names.FUNDING.matcher(journal).matches()) {
            yield new FundingReading(this, item);
          }
          if (Names.WITNESS.matcher(journal).matches()) {
            yield new WitnessReading(this, item);
          }
          yield Names.UNJUDGED.matcher(journal).matches()
              ? new PlainReading(this, item)
              : stranger(item);
        }
      };
    }

    private JournalReading payouts(Item item) {
      if (Names.PAYOUT.matcher(item.journal()).matches()) {
        return new PayoutReading(this, item);
      }
      if (Names.NONCES.matcher(item.journal()).matches()) {
        return new NoncesReading(this, item);
      }
      return Names.LISTED.matcher(item.journal()).matches()
          ? new ListedReading(this, item)
          : stranger(item);
    }

    private JournalReading stranger(Item item) {
      PlainReading reading = new PlainReading(this, item);
      reading.stranger(item);
      return reading;
    }

    boolean isYoung(long at) {
      return at > options.cutMs() && !isFuture(at);
    }

    boolean isFuture(long at) {
      long now = options.now().getAsLong();
      return now > 0 && at > now + SLACK_MS;
    }

    /** Whether a fact of an instant is this reading's to compare: each belongs to one. */
    boolean isCompared(long at) {
      return at > options.sinceMs() && !isYoung(at);
    }

    private @Nullable JournalReading goOn(Mark mark, List<Item> items) {
      count("marks", 1);
      if (!checkpoint(mark, items)) {
        return null;
      }
      Item last = at(items, mark.version()).orElseThrow();
      JournalReading reading = readingOf(last);
      boolean isNew = items.getLast().version() > last.version();
      long first = isNew ? reading.seenAgainFrom(last) : last.version();
      reading.isSeenFrom(first);
      reading.mac(
          last,
          at(items, mark.version() - 1).map(Item::seal).orElse(""),
          true); // what follows is judged on its content
      library.each(mark.table(), mark.journal(), first, last.version() - 1, reading::recall);
      reading.recall(last);
      tellAgain(reading, last);
      reading.resume(new Paused(mark.table(), mark.journal(), mark.version(), mark.memo()));
      return reading;
    }

    /** The mark is ahead of this reading's time: back through what it passed over. */
    private void tellAgain(JournalReading reading, Item last) {
      List<Item> page = List.of(last);
      while (!page.isEmpty()) {
        for (Item item : page.reversed()) {
          if (item.at() < options.sinceMs() - SLACK_MS) {
            return;
          }
          reading.tellAgain(item);
        }
        long to = page.getFirst().version() - 1;
        long from = Math.max(1, to - TOLD_AGAIN + 1);
        page = to < 1 ? List.of() : library.source.range(last.table(), last.journal(), from, to);
      }
    }

    private boolean checkpoint(Mark mark, List<Item> items) {
      Optional<Item> named = at(items, mark.version());
      String wrong = "";
      if (options.keys().filter(mark::isGenuine).isEmpty()) {
        wrong = "has a mark that this reading did not sign";
      } else if (named.isEmpty()) {
        wrong = "had come to this entry, and now there is none";
      } else if (!named.get().seal().equals(mark.seal())) {
        wrong = "had another entry here";
      }
      if (!wrong.isEmpty()) {
        found(mark.journal(), mark.version(), Rule.CHECKPOINT, wrong);
      }
      return wrong.isEmpty();
    }

    private static Optional<Item> at(List<Item> items, long version) {
      return items.stream().filter(item -> item.version() == version).findFirst();
    }

    long findings() {
      return byRule.values().stream().mapToLong(Long::longValue).sum();
    }

    private void compareFacts() {
      facts
          .uneven()
          .forEach(
              bucket ->
                  found(
                      Names.ROUND_OF + bucket + "+" + FactBalance.BUCKETS + "k",
                      1,
                      Rule.FACT,
                      "do not tell the same as the accounts: rounds that leave this rest"));
    }

    private String save(Optional<Paused> within) {
      return JsonText.object(
          Stream.concat(
              within.map(paused -> JsonText.member("within", paused.json())).stream(),
              Stream.of(
                  JsonText.member("facts", facts.save()),
                  JsonText.member("report", report().json()))));
    }

    private Optional<JournalReading> resume(Paused paused) {
      Optional<Item> last = library.find(paused.table(), paused.journal(), paused.version());
      if (last.isEmpty()) {
        found(
            paused.journal(), paused.version(), Rule.GAP, "was judged, and is not there any more");
        return Optional.empty();
      }
      JournalReading reading = readingOf(last.get());
      library.each(
          paused.table(),
          paused.journal(),
          reading.recallFrom(last.get()),
          paused.version(),
          reading::recall);
      reading.resume(paused);
      return Optional.of(reading);
    }

    /** Since when the house seals the journal of an item, {@link #NEVER} if nothing says so. */
    long sealedSince(Item item) {
      boolean isOfTheHouse =
          switch (item.table()) {
            case Item.EVENTS -> Names.SEALED.matcher(item.journal()).matches();
            case Item.PAYOUTS -> !Names.LISTED.matcher(item.journal()).matches();
            default -> false;
          };
      return isOfTheHouse && !isLeftOut(Names.GAME) ? library.sealedSince() : NEVER;
    }

    private void restore(Body saved) {
      facts.restore(saved.object("facts"));
      Body report = saved.object("report");
      report.object("counts").rest().forEach((what, number) -> count(what, Texts.whole(number)));
      report.object("sums").rest().forEach((what, wei) -> add(what, Texts.signed(wei)));
      report
          .object("findingsByRule")
          .rest()
          .forEach((rule, number) -> byRule.put(rule, Texts.whole(number)));
      report.findObjects("first").forEach(one -> first.add(JsonText.finding(one)));
      for (Body one : report.findObjects("unknown")) {
        Unknown known = JsonText.unknown(one);
        unknown.put(known.rule().word() + known.sentence(), known);
      }
      saved.end();
    }

    /** Whether a journal of the events, or a table, was not given: then nothing follows from it. */
    boolean isLeftOut(String name) {
      return options.leftOut().contains(name)
          || (!Set.of(Item.ACCOUNTS, Item.PAYOUTS).contains(name)
              && options.leftOut().contains(Item.EVENTS));
    }

    /** Whether accounts and rounds were both given, so that they can be compared. */
    boolean hasBothTables() {
      return !isLeftOut(Item.ACCOUNTS) && !isLeftOut(Item.EVENTS);
    }

    void found(String journal, long slot, Rule rule, String sentence) {
      byRule.merge(rule.word(), 1L, Long::sum);
      if (first.size() < options.maxFindings()) {
        first.add(new Finding(journal, slot, rule, sentence));
      }
    }

    void unknown(Rule rule, String sentence) {
      String name = rule.word() + sentence;
      if (unknown.size() < MAX_UNKNOWN || unknown.containsKey(name)) {
        unknown.merge(
            name,
            new Unknown(rule, 1, sentence),
            (one, more) -> new Unknown(rule, one.times() + 1, sentence));
      } else {
        count("unknown_and_not_listed", 1);
      }
    }

    void count(String what, long number) {
      counts.merge(what, number, Long::sum);
    }

    void add(String what, BigInteger wei) {
      sums.merge(what, wei, BigInteger::add);
    }

    Report report() {
      return new Report(
          options.cutMs(),
          new TreeMap<>(counts),
          new TreeMap<>(sums),
          findings(),
          new TreeMap<>(byRule),
          List.copyOf(first),
          List.copyOf(unknown.values()));
    }
  }

  /** How journals are named. */
  private static final class Names {
    static final String GAME = "game";
    static final String FAIRNESS = "fairness";
    static final String HOUSE = "house";
    static final String SETTINGS = "settings";
    static final String ACCOUNT_OF = "account:";
    static final String EXTERNAL_OF = "external:";
    static final String SINCE = "adjusted";
    static final String PROPOSALS = "adjustments";
    static final String PROPOSAL_OF = "adjustment:";
    static final Pattern PROPOSAL = Pattern.compile("adjustment:[A-Za-z0-9_-]{8,22}");
    static final String ADJUSTED_OF = "adjusted:";
    static final Pattern ADJUSTED = Pattern.compile("adjusted:.+:[1-9][0-9]{0,14}", Pattern.DOTALL);
    static final String ROUND_OF = "round:";
    static final String POSTING_OF = "posting:";
    static final String FUNDING_OF = "funding:";
    static final Pattern ACCOUNT = Pattern.compile("account:.+", Pattern.DOTALL);
    static final Pattern EXTERNAL = Pattern.compile("external:.+", Pattern.DOTALL);
    static final Pattern ROUND = Pattern.compile("round:[1-9][0-9]{0,14}");
    static final Pattern POSTING = Pattern.compile("posting:[1-9][0-9]{0,14}");
    static final Pattern WITNESS =
        Pattern.compile("witness:(.+):([1-9][0-9]{0,14})", Pattern.DOTALL);
    static final Pattern FUNDING = Pattern.compile("funding:.+", Pattern.DOTALL);
    static final String PAYOUT_OF = "payout:";
    static final String WITHDRAWAL_OF = "withdrawal:";
    static final Pattern PAYOUT = Pattern.compile("payout:(.+):([1-9][0-9]{0,14})", Pattern.DOTALL);
    static final Pattern NONCES = Pattern.compile("nonces:([1-9][0-9]{0,14}):(0x[0-9a-f]{40})");
    static final String WITHDRAWALS_OF = "withdrawals:";
    static final Pattern LISTED = Pattern.compile("withdrawals:(.+)", Pattern.DOTALL);
    static final Pattern SEALED =
        Pattern.compile(
            "game|fairness|settings|house|adjusted|adjustments"
                + "|(round|posting|funding|witness|adjusted|adjustment):.+",
            Pattern.DOTALL);
    static final Pattern UNJUDGED =
        Pattern.compile(
            "audit|unattributed|(wallet|deposits|unattributed|week):.+", Pattern.DOTALL);

    private Names() {}

    /** Whether a journal goes on for long, so that a mark is worth it. */
    static boolean isMarked(String table, String journal) {
      return table.equals(Item.ACCOUNTS)
          ? ACCOUNT.matcher(journal).matches()
          : Set.of(GAME, HOUSE, SETTINGS, SINCE, PROPOSALS).contains(journal);
    }

    /** What follows the colon. */
    static String after(String prefix, String journal) {
      return journal.substring(prefix.length());
    }
  }

  /** Other items, with pages of the journals that everybody asks for kept. */
  private static final class Library {
    private static final int PAGE = 128;
    private static final int MAX_PAGES = 256;
    private static final int MAX_ROUNDS = 8_192;

    final Source source;
    private final Map<String, List<Item>> pages = new Recently<>(MAX_PAGES);
    private final Map<Long, Optional<Round>> rounds = new Recently<>(MAX_ROUNDS);
    private @Nullable List<HashChain> chains;
    private @Nullable Long sealedSince;

    Library(Source source) {
      this.source = source;
    }

    /** An item of the events, from a page that is kept. */
    Optional<Item> event(String journal, long version) {
      if (version < 1) {
        return Optional.empty();
      }
      long page = version / PAGE;
      return pages
          .computeIfAbsent(
              journal + "/" + page,
              name -> source.range(Item.EVENTS, journal, page * PAGE, page * PAGE + PAGE - 1))
          .stream()
          .filter(item -> item.version() == version)
          .findFirst();
    }

    Optional<Item> find(String table, String journal, long version) {
      return source.range(table, journal, version, version).stream().findFirst();
    }

    /** Every item of a journal, page by page. */
    void each(String table, String journal, Consumer<Item> item) {
      each(table, journal, 1, Long.MAX_VALUE, item);
    }

    /** Those from one version to another, both included. */
    void each(String table, String journal, long first, long last, Consumer<Item> item) {
      List<Item> page = first > last ? List.of() : source.range(table, journal, first, last);
      while (!page.isEmpty()) {
        page.forEach(item);
        long next = page.getLast().version() + 1;
        page = next > last ? List.of() : source.range(table, journal, next, last);
      }
    }

    Optional<Round> round(long id) {
      Optional<Round> known = rounds.get(id);
      if (known == null) {
        known = event(Names.GAME, id).flatMap(item -> Round.of(item, this));
        rounds.put(id, known);
      }
      return known;
    }

    Optional<Settings> settings(long version) {
      return version == 0
          ? Optional.of(Settings.INITIAL)
          : event(Names.SETTINGS, version).flatMap(Settings::find);
    }

    /** When the game's first sealed entry was written, {@link #NEVER} if it has none. */
    long sealedSince() {
      Long known = sealedSince;
      if (known == null) {
        known = firstSealed();
        sealedSince = known;
      }
      return known;
    }

    /** Entries without a seal are at the beginning, with sealed ones among them for an hour. */
    private long firstSealed() {
      long low = 0;
      long high = 1;
      while (hasNoSeal(high)) {
        low = high;
        high = 2 * high;
      }
      while (low + 1 < high) {
        long middle = low + (high - low) / 2;
        boolean isBefore = hasNoSeal(middle);
        low = isBefore ? middle : low;
        high = isBefore ? high : middle;
      }
      long first = find(Item.EVENTS, Names.GAME, high).map(Item::at).orElse(NEVER);
      Optional<Item> last = find(Item.EVENTS, Names.GAME, low);
      return last.isEmpty() ? first : Math.min(first, sealedAmong(last.get()));
    }

    private boolean hasNoSeal(long version) {
      return find(Item.EVENTS, Names.GAME, version)
          .filter(item -> item.seal().isEmpty())
          .isPresent();
    }

    /** The earliest sealed entry in the hour before one that has no seal. */
    private long sealedAmong(Item unsealed) {
      long earliest = NEVER;
      long oldest = unsealed.at() - DEPLOYMENT_MS - SLACK_MS;
      long from = Math.max(1, unsealed.version() - PAGE);
      long to = unsealed.version();
      while (to >= 1) {
        List<Item> page = source.range(Item.EVENTS, Names.GAME, from, to);
        for (Item item : page) {
          earliest = item.seal().isEmpty() ? earliest : Math.min(earliest, item.at());
        }
        boolean isOldEnough = page.isEmpty() || page.getFirst().at() < oldest;
        to = isOldEnough ? 0 : from - 1;
        from = Math.max(1, to - PAGE);
      }
      return earliest;
    }

    List<HashChain> chains() {
      List<HashChain> known = chains;
      if (known == null) {
        List<HashChain> read = new ArrayList<>();
        each(Item.EVENTS, Names.FAIRNESS, item -> HashChain.learn(read, item));
        known = read;
        chains = known;
      }
      return known;
    }
  }

  /** What was used last, up to a number. */
  private static final class Recently<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1;

    private final int limit;

    Recently(int limit) {
      super(16, 0.75f, true);
      this.limit = limit;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > limit;
    }
  }

  // ------------------------------------------------------------------ what every journal owes

  /**
   * The place in the middle of a journal at which a reading was saved.
   *
   * @param memo what no entry tells again, by names of the reading's own
   */
  private record Paused(String table, String journal, long version, Map<String, Long> memo) {
    static Paused of(Body body) {
      Map<String, Long> memo = new TreeMap<>();
      Body stored = body.object("memo");
      stored.rest().forEach((name, number) -> memo.put(name, Texts.whole(number)));
      Paused paused =
          new Paused(body.text("table"), body.text("journal"), body.whole("version", 1), memo);
      body.end();
      return paused;
    }

    long noted(String name) {
      Long number = memo.get(name);
      if (number == null) {
        throw new Unreadable("a reading of another release was saved");
      }
      return number;
    }

    String json() {
      return JsonText.object(
          Stream.of(
              JsonText.member("table", JsonText.text(table)),
              JsonText.member("journal", JsonText.text(journal)),
              JsonText.member("version", Long.toString(version)),
              JsonText.member("memo", JsonText.numbers(memo))));
    }
  }

  /** One journal while it passes by. */
  private abstract static class JournalReading {
    private static final String NEWEST = "newest";
    private static final String SEALED_SINCE = "sealedSince";
    private static final String FOUND = "found";

    final Case inquiry;
    final String table;
    final String journal;
    private long version;
    private long newestMs;
    private boolean isYoung;
    private boolean follows = true;
    private long sealedSince = NEVER;
    private String previousSeal = "";
    private long judged;
    private String judgedSeal = "";
    private final long foundBefore;
    private boolean wasFound;

    JournalReading(Case inquiry, Item first) {
      this.inquiry = inquiry;
      this.foundBefore = inquiry.findings();
      this.table = first.table();
      this.journal = first.journal();
    }

    boolean holds(Item item) {
      return item.journal().equals(journal) && item.table().equals(table);
    }

    void take(Item item) {
      boolean isNext = hasGaps() || item.version() == version + 1;
      follows &= isNext;
      if (!isNext) {
        gap(item, version);
      }
      version = item.version();
      if (!item.unreadable().isEmpty()) {
        broken(item, item.unreadable());
        return;
      }
      isYoung |= inquiry.isYoung(item.at());
      if (isYoung) {
        inquiry.count("young", 1);
        passYoung(item);
        return;
      }
      inquiry.count("entries", 1);
      time(item, newestMs);
      newestMs = inquiry.isFuture(item.at()) ? newestMs : Math.max(newestMs, item.at());
      mac(item, previousSeal, follows);
      key(item, previousSeal);
      sealedSince = item.seal().isEmpty() ? sealedSince : Math.min(sealedSince, item.at());
      previousSeal = item.seal();
      judged = item.version();
      judgedSeal = item.seal();
      try {
        judge(item, follows);
        follows = true;
      } catch (Unreadable malformed) {
        broken(item, String.valueOf(malformed.getMessage()));
      }
    }

    private void broken(Item item, String what) {
      unreadable(item, what);
      follows = false;
      previousSeal = item.seal();
    }

    private void passYoung(Item item) {
      try {
        young(item);
      } catch (Unreadable malformed) {
        unreadable(item, String.valueOf(malformed.getMessage()));
      }
    }

    /**
     * The next entry; {@code follows} unless something right before it is missing or unreadable.
     */
    abstract void judge(Item item, boolean follows);

    /** An entry after those, which is too young to be judged. */
    void young(Item item) {}

    /** The journal has ended. */
    void finish() {}

    /**
     * Whether another reading can go on behind the entry that came last: not where the journal is
     * short and needed as a whole, nor behind what is missing, nor among what is not judged.
     */
    boolean mayPause() {
      return follows && !isYoung;
    }

    final Paused pause() {
      Map<String, Long> memo = new TreeMap<>(memo());
      memo.put(NEWEST, newestMs);
      memo.put(SEALED_SINCE, sealedSince);
      memo.put(FOUND, isFound() ? 1L : 0L);
      return new Paused(table, journal, version, memo);
    }

    /** The journal has ended: how far it is in order, if it is. */
    final @Nullable Mark mark() {
      Optional<Keys.Key> key =
          inquiry.options.keys().flatMap(keys -> keys.signingAt(inquiry.options.now().getAsLong()));
      boolean isMarked = Names.isMarked(table, journal) && judged > 0 && !judgedSeal.isEmpty();
      if (key.isEmpty() || isFound() || !isMarked) {
        return null;
      }
      return Mark.sign(table, journal, judged, judgedSeal, pause().memo(), key.get());
    }

    /** Whether anything was found since this journal began. */
    private boolean isFound() {
      return wasFound || inquiry.findings() > foundBefore;
    }

    /** As {@link #recallFrom}, behind a mark: what is rarely needed may be looked up then. */
    long seenAgainFrom(Item last) {
      return recallFrom(last);
    }

    /** Nothing before an entry is seen again. */
    void isSeenFrom(long first) {}

    /** What an entry before the mark tells belongs to this reading. */
    void tellAgain(Item item) {}

    /** What no entry tells again. */
    Map<String, Long> memo() {
      return Map.of();
    }

    /** The first entry that has to be seen again to go on behind one. */
    long recallFrom(Item last) {
      return last.version();
    }

    /** Sees an entry again that was judged before. */
    final void recall(Item item) {
      previousSeal = item.seal();
      try {
        remember(item);
      } catch (Unreadable malformed) {
        // found when it was judged
      }
    }

    /** What of an entry is needed behind it. */
    void remember(Item item) {}

    /** Everything was seen again. */
    void resume(Paused paused) {
      version = paused.version();
      judged = paused.version();
      judgedSeal = previousSeal;
      newestMs = paused.noted(NEWEST);
      sealedSince = paused.noted(SEALED_SINCE);
      wasFound = paused.memo().getOrDefault(FOUND, 0L) == 1;
    }

    /** Whether there may be gaps between its slots. */
    boolean hasGaps() {
      return false;
    }

    /** Whether every entry must be sealed, the first one included. */
    boolean isSealed() {
      return false;
    }

    final void found(Item item, Rule rule, String sentence) {
      inquiry.found(journal, item.version(), rule, sentence);
    }

    private void gap(Item item, long before) {
      found(item, Rule.GAP, "follows " + (before == 0 ? "nothing" : "entry " + before));
    }

    private void time(Item item, long newest) {
      if (inquiry.isFuture(item.at())) {
        found(item, Rule.TIME, "is from the future");
      } else if (item.at() < newest - SLACK_MS) {
        found(item, Rule.TIME, "is older than an entry before it");
      }
    }

    private void unreadable(Item item, String what) {
      found(item, Rule.UNREADABLE, what);
    }

    private void mac(Item item, String previous, boolean isPreviousKnown) {
      if (item.seal().isEmpty()) {
        long since = Math.min(sealedSince, inquiry.sealedSince(item));
        if (isSealed() || item.at() > since + DEPLOYMENT_MS) {
          found(item, Rule.MAC, "has no seal");
        }
        return;
      }
      if (inquiry.options.keys().isEmpty()) {
        inquiry.unknown(Rule.MAC, "without the keys no seal can be checked");
        return;
      }
      Optional<Keys.Key> key = inquiry.options.keys().get().of(item.seal());
      if (key.isEmpty()) {
        found(item, Rule.MAC, "names no key of the house");
        return;
      }
      if (isPreviousKnown) {
        String text =
            String.join(
                "\n",
                Long.toString(key.get().id()),
                item.journal(),
                Long.toString(item.version()),
                item.type(),
                Long.toString(item.at()),
                previous,
                item.body());
        if (!item.seal().equals(key.get().id() + "." + key.get().mac(text))) {
          found(item, Rule.MAC, "has another seal than its content and its place give it");
        }
      }
    }

    private void key(Item item, String previous) {
      Optional<Keys> keys = inquiry.options.keys();
      Optional<Keys.Key> key = keys.flatMap(all -> all.of(item.seal()));
      if (key.isEmpty()) {
        return; // without keys it is told with the seals, and an unknown one is found there
      }
      if (!keys.get().mayHaveSigned(key.get(), item.at())) {
        found(item, Rule.KEY, "is sealed with key " + key.get().id() + " outside of its time");
      }
      Optional<Keys.Key> before = keys.get().of(previous);
      if (before.isPresent()
          && before.get().id() > key.get().id()
          && !keys.get().mayGoBack(before.get(), item.at())) {
        found(item, Rule.KEY, "goes back from key " + before.get().id() + " to an older one");
      }
    }
  }

  /** A journal of which nothing more is judged. */
  private static final class PlainReading extends JournalReading {
    private boolean isStranger;

    PlainReading(Case inquiry, Item first) {
      super(inquiry, first);
    }

    @Override
    boolean mayPause() {
      return !isStranger && super.mayPause();
    }

    @Override
    void judge(Item item, boolean follows) {}

    private void stranger(Item item) {
      isStranger = true;
      found(item, Rule.STRANGER, "is in no journal of a house");
    }
  }

  /** A checkpoint is a line of its own, and no entry of a journal. */
  private static final class CheckpointReading extends JournalReading {
    CheckpointReading(Case inquiry, Item first) {
      super(inquiry, first);
    }

    @Override
    boolean mayPause() {
      return false;
    }

    @Override
    void take(Item item) {
      inquiry.count("checkpoints", 1);
      checkpoint(item);
    }

    @Override
    void judge(Item item, boolean follows) {}

    private void checkpoint(Item item) {
      String of = Names.ACCOUNT.matcher(item.journal()).matches() ? Item.ACCOUNTS : Item.EVENTS;
      if (inquiry.isLeftOut(of) || inquiry.isLeftOut(item.journal())) {
        inquiry.unknown(Rule.CHECKPOINT, "a journal with a checkpoint is not in the export");
        return;
      }
      Optional<Item> named = inquiry.library.find(of, item.journal(), item.version());
      if (named.isEmpty()) {
        found(item, Rule.CHECKPOINT, "had come to this entry, and now there is none");
      } else if (!named.get().seal().equals(item.seal())) {
        found(item, Rule.CHECKPOINT, "had another entry here");
      }
      Optional<Keys> keys = inquiry.options.keys();
      if (keys.isEmpty()) {
        inquiry.unknown(
            Rule.CHECKPOINT, "without the keys no checkpoint's signature can be checked");
        return;
      }
      String text =
          String.join(
              "\n", "checkpoint", item.journal(), Long.toString(item.version()), item.seal());
      boolean isGenuine =
          keys.get()
              .of(item.body())
              .filter(key -> item.body().equals(key.id() + "." + key.mac(text)))
              .isPresent();
      if (!isGenuine) {
        found(item, Rule.CHECKPOINT, "has a checkpoint that the house did not sign");
      }
    }
  }

  // ------------------------------------------------------------------ an account, as it is stored

  /** Kinds of account entries. */
  private enum Kind {
    BET,
    CASHOUT,
    SETTLE,
    ADJUSTMENT,
    VOID,
    DEPOSIT,
    DEPOSIT_REVERSED,
    OPENING,
    WITHDRAWAL,
    WITHDRAWAL_PAID,
    WITHDRAWAL_REFUNDED,
    LIMITS;

    static Kind of(String type) {
      return Stream.of(values())
          .filter(kind -> kind.word().equals(type))
          .findFirst()
          .orElseThrow(() -> new Unreadable("no account entry is of the kind " + type));
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    boolean hasKey() {
      return switch (this) {
        case BET, ADJUSTMENT, VOID, WITHDRAWAL, LIMITS -> true;
        default -> false;
      };
    }

    boolean hasNote() {
      return switch (this) {
        case BET, CASHOUT, SETTLE -> false;
        default -> true;
      };
    }

    boolean counts(long format) {
      return switch (this) {
        case BET, WITHDRAWAL, LIMITS, VOID -> true;
        case CASHOUT -> format > 1;
        default -> false;
      };
    }

    /** Whether settings can refuse it. */
    boolean asksSettings() {
      return this == BET || this == WITHDRAWAL;
    }

    boolean isBoundByRate() {
      return this == BET || this == WITHDRAWAL || this == LIMITS;
    }
  }

  /** An open bet; {@code auto} is 0 if there is none. */
  private record Bet(long id, long round, long seat, BigInteger stake, long auto, long cap) {
    static Bet of(Body body) {
      Bet bet =
          new Bet(
              body.whole("i", 1),
              body.whole("r", 1),
              body.whole("s", Long.MIN_VALUE),
              body.amount("x"),
              body.findWhole("m", Multipliers.ONE).orElse(0L),
              body.whole("c", Multipliers.ONE));
      body.end();
      return bet;
    }
  }

  /** How a bet ended; {@code multiplier} is 0 for a loss. */
  private record End(
      long bet, long round, long seat, BigInteger stake, String result, long multiplier) {
    static final String LOST = "LOST";
    static final String CASHED_OUT = "CASHED_OUT";
    static final String AUTO = "AUTO";
    static final String REFUNDED = "REFUNDED";
    static final String CORRECTED = "CORRECTED";
    private static final Set<String> RESULTS = Set.of(LOST, CASHED_OUT, AUTO, REFUNDED, CORRECTED);

    static End of(Body body) {
      String result = body.text("k");
      boolean isLost = result.equals(LOST);
      End end =
          new End(
              body.whole("b", 1),
              body.whole("r", 1),
              body.whole("s", Long.MIN_VALUE),
              body.amount("x"),
              result,
              isLost ? 0 : body.whole("m", Multipliers.ONE));
      body.end();
      if (!RESULTS.contains(result)) {
        throw new Unreadable("no bet ends as " + result);
      }
      return end;
    }

    boolean isCorrection() {
      return result.equals(CORRECTED);
    }

    BigInteger payout() {
      return multiplier == 0 ? BigInteger.ZERO : Multipliers.times(stake, multiplier);
    }

    Legs legs() {
      BigInteger house = isCorrection() ? payout().negate() : stake.subtract(payout());
      BigInteger locked = isCorrection() ? BigInteger.ZERO : stake.negate();
      return new Legs(payout(), locked, house, BigInteger.ZERO);
    }

    boolean isOf(Bet open) {
      return bet == open.id()
          && round == open.round()
          && seat == open.seat()
          && stake.equals(open.stake());
    }
  }

  /** How an entry moves money. */
  private record Legs(
      BigInteger available, BigInteger locked, BigInteger house, BigInteger external) {
    static final Legs NONE =
        new Legs(BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);

    static Legs of(String text) {
      List<BigInteger> four = Texts.signedAmounts(text, 4);
      return new Legs(four.get(0), four.get(1), four.get(2), four.get(3));
    }

    Legs plus(Legs other) {
      return new Legs(
          available.add(other.available),
          locked.add(other.locked),
          house.add(other.house),
          external.add(other.external));
    }

    Legs minus(Legs other) {
      return plus(
          new Legs(
              other.available.negate(),
              other.locked.negate(),
              other.house.negate(),
              other.external.negate()));
    }

    BigInteger sum() {
      return available.add(locked).add(house).add(external);
    }
  }

  /** One of the newest operations: its mark, and its stamp if it counts, otherwise 0. */
  private record Recent(String mark, long stamp) {
    private static final int MARK_LENGTH = 11;
    private static final int RADIX = 36;

    static Recent of(String text) {
      if (text.startsWith("-") && text.length() < MARK_LENGTH) {
        return new Recent("", Long.parseLong(text.substring(1), RADIX));
      }
      return text.length() <= MARK_LENGTH
          ? new Recent(text, 0)
          : new Recent(
              text.substring(0, MARK_LENGTH), Long.parseLong(text.substring(MARK_LENGTH), RADIX));
    }

    @Override
    public String toString() {
      if (stamp == 0) {
        return mark;
      }
      return (mark.isEmpty() ? "-" : mark) + Long.toString(stamp, RADIX);
    }
  }

  /** The account after an entry. */
  private record Account(
      long version,
      long game,
      long settings,
      BigInteger available,
      BigInteger locked,
      List<Bet> bets,
      long seatRound,
      long seats,
      List<Recent> recent,
      Protection protection) {
    static final int MAX_RECENT = 6;
    static final Account EMPTY =
        new Account(
            0, 0, 0, BigInteger.ZERO, BigInteger.ZERO, List.of(), 0, 0, List.of(), Protection.NONE);

    Optional<Bet> bet(long id) {
      return bets.stream().filter(bet -> bet.id() == id).findFirst();
    }

    BigInteger stakes() {
      return bets.stream().map(Bet::stake).reduce(BigInteger.ZERO, BigInteger::add);
    }
  }

  /** An account's entry. */
  private record Entry(
      long format,
      Kind kind,
      String key,
      String fingerprint,
      long stamp,
      Legs legs,
      Optional<End> cashout,
      List<End> ends,
      String note,
      Optional<String> recent,
      Account after) {

    static Entry of(Item item) {
      Kind kind = Kind.of(item.type());
      Body body = new Body(item.body());
      Body state = body.object("s");
      String key = body.text("op");
      long stamp = body.whole("t", Long.MIN_VALUE);
      long format = body.findWhole("f", 1).orElse(1L);
      Optional<String> recent = state.find("o");
      Recent own =
          new Recent(key.isEmpty() ? "" : Texts.mark(key), kind.counts(format) ? stamp : 0);
      Account after =
          new Account(
              item.version(),
              body.whole("g", 0),
              body.whole("v", 0),
              state.signed("a"),
              state.signed("l"),
              state.findObjects("b").stream().map(Bet::of).toList(),
              state.whole("sr", 0),
              state.whole("st", 0),
              recents(own, recent),
              state.findObject("p").map(Protection::of).orElse(Protection.NONE));
      state.end();
      Entry entry =
          new Entry(
              format,
              kind,
              key,
              body.text("h"),
              stamp,
              Legs.of(body.text("l")),
              body.findObject("c").map(End::of),
              body.findObjects("e").stream().map(End::of).toList(),
              body.find("n").orElse(""),
              recent,
              after);
      boolean hasNote = body.has("n");
      body.end();
      boolean isWhole =
          format <= 2
              && kind.hasKey() != key.isEmpty()
              && key.isEmpty() == entry.fingerprint.isEmpty()
              && kind.hasNote() == hasNote
              && (kind == Kind.CASHOUT) == entry.cashout.isPresent();
      if (!isWhole) {
        throw new Unreadable("is no entry of the kind " + kind.word());
      }
      return entry;
    }

    private static List<Recent> recents(Recent own, Optional<String> others) {
      List<Recent> all = new ArrayList<>(List.of(own));
      try {
        others.ifPresent(
            text -> Arrays.stream(text.split(",", -1)).map(Recent::of).forEach(all::add));
      } catch (NumberFormatException noStamp) {
        throw new Unreadable("has recent operations that are no marks and stamps");
      }
      return List.copyOf(all);
    }

    /** Every end in it, the operation's own last. */
    List<End> allEnds() {
      return Stream.concat(ends.stream(), cashout.stream()).toList();
    }

    /** The bet that it placed. */
    Optional<Bet> placed() {
      return kind == Kind.BET ? after.bet(after.version()) : Optional.empty();
    }

    Optional<End> correction() {
      return cashout.filter(End::isCorrection);
    }

    /** What the operation itself moves, beside the ends. */
    Legs ownLegs() {
      return legs.minus(allEnds().stream().map(End::legs).reduce(Legs.NONE, Legs::plus));
    }

    /** The note up to a separator, the whole if it has none. */
    String noteBefore(String separator) {
      int at = note.indexOf(separator);
      return at < 0 ? note : note.substring(0, at);
    }

    String noteAfter(String separator) {
      int at = note.indexOf(separator);
      return at < 0 ? "" : note.substring(at + separator.length());
    }
  }

  // ------------------------------------------------------------------ protection

  /** A limit of each sort; nothing where there is none. */
  private record Limits(List<Optional<BigInteger>> four) {
    static final Limits NONE =
        new Limits(List.of(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
    private static final BigInteger HIGHEST =
        BigInteger.valueOf(120_000_000).multiply(BigInteger.TEN.pow(18));

    static Limits of(String text) {
      String[] parts = text.split(",", -1);
      if (parts.length != 4) {
        throw new Unreadable("there are four limits");
      }
      return new Limits(
          Arrays.stream(parts)
              .map(
                  part ->
                      part.isEmpty()
                          ? Optional.<BigInteger>empty()
                          : Optional.of(Texts.amount(part)))
              .toList());
    }

    Limits lower(Limits other) {
      List<Optional<BigInteger>> lower = new ArrayList<>();
      for (int i = 0; i < four.size(); i++) {
        lower.add(
            Stream.of(four.get(i), other.four.get(i))
                .flatMap(Optional::stream)
                .min(BigInteger::compareTo));
      }
      return new Limits(List.copyOf(lower));
    }

    boolean allows(int which, BigInteger amount) {
      return four.get(which).map(limit -> amount.compareTo(limit) <= 0).orElse(true);
    }

    boolean areLowEnough() {
      return four.stream().flatMap(Optional::stream).allMatch(one -> one.compareTo(HIGHEST) <= 0);
    }
  }

  /** What was staked and lost in a day and its week. */
  private record Counted(
      long day,
      BigInteger dayStakes,
      BigInteger dayLosses,
      BigInteger weekStakes,
      BigInteger weekLosses) {
    static final Counted NONE =
        new Counted(0, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);
    private static final int DAYS_SINCE_MONDAY = 3;
    private static final int DAYS_OF_WEEK = 7;

    static Counted of(String text) {
      int comma = text.indexOf(',');
      if (comma < 0) {
        throw new Unreadable("a day and four amounts are counted");
      }
      List<BigInteger> four = Texts.signedAmounts(text.substring(comma + 1), 4);
      return new Counted(
          Texts.whole(text.substring(0, comma)),
          four.get(0),
          four.get(1),
          four.get(2),
          four.get(3));
    }

    Counted turnedTo(long instant) {
      long today = Math.floorDiv(instant, DAY_MS);
      if (today <= day) {
        return this;
      }
      boolean isSameWeek = week(today) == week(day);
      return new Counted(
          today,
          BigInteger.ZERO,
          BigInteger.ZERO,
          isSameWeek ? weekStakes : BigInteger.ZERO,
          isSameWeek ? weekLosses : BigInteger.ZERO);
    }

    Counted plus(BigInteger stakes, BigInteger losses) {
      return new Counted(
          day,
          dayStakes.add(stakes),
          dayLosses.add(losses),
          weekStakes.add(stakes),
          weekLosses.add(losses));
    }

    private static long week(long day) {
      return Math.floorDiv(day + DAYS_SINCE_MONDAY, DAYS_OF_WEEK);
    }
  }

  /** What a player has bounded, and what counts against it. */
  private record Protection(
      Limits limits,
      Optional<Limits> waiting,
      long waitingFrom,
      long coolOff,
      long exclusion,
      long reminder,
      Counted counted) {
    static final Protection NONE =
        new Protection(Limits.NONE, Optional.empty(), 0, 0, 0, 0, Counted.NONE);

    static Protection of(Body body) {
      Protection stored =
          new Protection(
              Limits.of(body.text("l")),
              body.find("n").map(Limits::of),
              body.whole("nt", 0),
              body.whole("c", 0),
              body.whole("x", 0),
              body.whole("r", 0),
              Counted.of(body.text("u")));
      body.end();
      return stored;
    }

    private boolean isCounting() {
      return waiting.isPresent() || !limits.equals(Limits.NONE);
    }

    Protection asOf(long instant) {
      boolean hasCome = waiting.isPresent() && waitingFrom <= instant;
      Protection turned =
          new Protection(
              hasCome ? waiting.get() : limits,
              hasCome ? Optional.empty() : waiting,
              hasCome ? 0 : waitingFrom,
              coolOff <= instant ? 0 : coolOff,
              exclusion <= instant ? 0 : exclusion,
              reminder,
              counted);
      return turned.with(turned.isCounting() ? counted.turnedTo(instant) : Counted.NONE);
    }

    Protection counting(BigInteger stakes, BigInteger losses) {
      return isCounting() ? with(counted.plus(stakes, losses)) : this;
    }

    Protection asked(Wish wish, long instant) {
      Limits now = limits.lower(wish.limits());
      boolean isAll = now.equals(wish.limits());
      boolean isSameWish = waiting.equals(Optional.of(wish.limits()));
      return new Protection(
              now,
              isAll ? Optional.empty() : Optional.of(wish.limits()),
              isAll ? 0 : isSameWish ? waitingFrom : instant + DAY_MS,
              later(coolOff, wish.coolOffDays(), instant),
              later(exclusion, wish.excludeDays(), instant),
              wish.reminder(),
              counted)
          .asOf(instant);
    }

    private static long later(long until, long days, long instant) {
      return days == 0 ? until : Math.max(until, instant + days * DAY_MS);
    }

    private Protection with(Counted other) {
      return new Protection(limits, waiting, waitingFrom, coolOff, exclusion, reminder, other);
    }
  }

  /** What a change of limits asks for. */
  private record Wish(Limits limits, long coolOffDays, long excludeDays, long reminder) {
    static Wish of(String note) {
      String[] parts = note.split(";", -1);
      if (parts.length != 4) {
        throw new Unreadable("a change of limits has four parts");
      }
      return new Wish(
          Limits.of(parts[0]), Texts.whole(parts[1]), Texts.whole(parts[2]), Texts.whole(parts[3]));
    }

    boolean isWithinBounds() {
      return limits.areLowEnough()
          && coolOffDays <= 42
          && (excludeDays == 0 || (excludeDays >= 180 && excludeDays <= 3_650))
          && (reminder == 0 || (reminder >= 10 && reminder <= 240));
    }
  }

  // ------------------------------------------------------------------ accounts, judged

  /** An entry, and the account before it. */
  private record Step(Item item, Account before, Entry entry) {
    Account after() {
      return entry.after();
    }

    boolean is(Kind kind) {
      return entry.kind() == kind;
    }
  }

  /** One account. */
  private static final class AccountReading extends JournalReading {
    private static final Pattern KEY =
        Pattern.compile("(0|[1-9][0-9]{0,14})\\.[A-Za-z0-9_-]{8,22}");
    private static final Pattern FINGERPRINT = Pattern.compile("[A-Za-z0-9_-]{11}");
    private static final Set<String> REFUSALS =
        Set.of(
            "PAUSED",
            "ROUND_CLOSED",
            "EXCLUDED",
            "HOUSE_UNFUNDED",
            "STAKE_OUT_OF_BOUNDS",
            "SEAT_TAKEN",
            "LIMIT_REACHED",
            "PLAYER_LIMIT",
            "INSUFFICIENT_FUNDS",
            "WITHDRAWAL_TOO_SMALL",
            "WITHDRAWAL_TOO_LARGE",
            "VALIDATION",
            "VERSION_CONFLICT");
    private static final int WINDOW_SLOTS = 64;
    private static final int MAX_OPEN_BETS = 4;
    private static final int BOTH_SEATS = 2;
    private static final long RATE_WINDOW_MS = 1_000;
    private static final long WRITER_DELAY_MS = 1_000;
    private static final long FORMAT_GRACE_MS = 3_600_000;
    private static final long SETTINGS_AGE_MS = 62_000;
    private static final long OPEN_AT_MOST_MS = 600_000;
    private static final String FORMAT_TWO_SINCE = "formatTwoSince";
    private static final String IS_PAST_KNOWN = "isPastKnown";
    private static final long MIN_AUTO = 101;
    private static final long MAX_AUTO = 1_000_000_000;

    private final String player;
    private final Map<String, Long> keysOfWindow =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > WINDOW_SLOTS;
          }
        };
    private LostBets lost = new LostBets();
    private long seenFrom = 1;
    private @Nullable Account account = Account.EMPTY;
    private @Nullable Account youngest;
    private long formatTwoSince = NEVER;
    private boolean isPastKnown = true;

    AccountReading(Case inquiry, Item first) {
      super(inquiry, first);
      this.player = Names.after(Names.ACCOUNT_OF, first.journal());
    }

    @Override
    boolean isSealed() {
      return true;
    }

    @Override
    void judge(Item item, boolean follows) {
      Account before = account;
      account = null; // unknown, should this one be unreadable
      Entry entry = Entry.of(item);
      inquiry.count("account_entries", 1);
      if (follows && before != null) {
        judge(new Step(item, before, entry));
      } else {
        isPastKnown = false;
      }
      Step step = new Step(item, before == null ? Account.EMPTY : before, entry);
      alone(step);
      remember(step);
      account = entry.after();
    }

    /** What needs the entry before. */
    private void judge(Step step) {
      version(step);
      stamp(step);
      format(step);
      recent(step);
      rate(step);
      due(step);
      end(step);
      endedOnce(step);
      cashout(step);
      correction(step);
      bet(step);
      seat(step);
      balance(step);
      protection(step);
      if (step.entry().placed().isPresent()) {
        Bet placed = step.entry().placed().get();
        betRound(step, placed);
        betLate(step, placed);
        stake(step, placed);
        cap(step, placed);
        auto(step, placed);
        fingerprintOfBet(step, placed);
        protectedFrom(step, placed);
      }
      paused(step);
      minimum(step);
      maximum(step);
    }

    /** What an entry owes by itself. */
    private void alone(Step step) {
      legs(step);
      negative(step);
      locked(step);
      openBets(step);
      if (step.entry().kind().hasKey()) {
        window(step);
        once(step);
      }
      fingerprint(step);
      voided(step);
      limits(step);
      outside(step);
      receipt(step);
      withdrawn(step);
      adjusted(step);
      proposed(step);
    }

    private void remember(Step step) {
      Entry entry = step.entry();
      if (entry.format() == 2 && formatTwoSince == NEVER) {
        formatTwoSince = step.item().at();
      }
      keep(step.item(), entry);
      Facts.of(player, step.item(), entry).forEach(this::tell);
      inquiry.add("external", entry.legs().external().negate());
      inquiry.add("house", entry.legs().house());
    }

    private void keep(Item item, Entry entry) {
      if (entry.kind().hasKey()) {
        keysOfWindow.putIfAbsent(entry.key(), item.version());
      }
      lost.remember(entry, item.at());
    }

    /** Whatever was lost within the day, and the keys of the window. */
    @Override
    long recallFrom(Item last) {
      long since = last.at() - LostBets.KEPT_MS - SLACK_MS;
      long low = 1;
      long high = last.version();
      while (low < high) {
        long middle = low + (high - low) / 2;
        Optional<Item> item = inquiry.library.find(table, journal, middle);
        if (item.isEmpty() || item.get().at() >= since) {
          high = middle;
        } else {
          low = middle + 1;
        }
      }
      return Math.max(1, Math.min(low, last.version() - WINDOW_SLOTS));
    }

    @Override
    void remember(Item item) {
      account = null; // should this one be unreadable
      Entry entry = Entry.of(item);
      keep(item, entry);
      account = entry.after();
    }

    @Override
    Map<String, Long> memo() {
      return Map.of(FORMAT_TWO_SINCE, formatTwoSince, IS_PAST_KNOWN, isPastKnown ? 1L : 0L);
    }

    @Override
    void resume(Paused paused) {
      super.resume(paused);
      formatTwoSince = paused.noted(FORMAT_TWO_SINCE);
      isPastKnown = paused.noted(IS_PAST_KNOWN) == 1;
    }

    private void tell(Facts.InRound fact) {
      if (inquiry.isCompared(fact.at())) {
        inquiry.count("facts_of_accounts", 1);
        inquiry.facts.told(fact);
      }
    }

    /** The keys of the window; what was lost is looked up when something is set right. */
    @Override
    long seenAgainFrom(Item last) {
      return Math.max(1, last.version() - WINDOW_SLOTS);
    }

    @Override
    void isSeenFrom(long first) {
      seenFrom = first;
    }

    @Override
    void tellAgain(Item item) {
      try {
        Facts.of(player, item, Entry.of(item)).forEach(this::tell);
      } catch (Unreadable malformed) {
        // found when it was judged
      }
    }

    /** Whatever was lost within the day before an entry. */
    private void seeTheDay(Item now) {
      LostBets day = new LostBets();
      inquiry.library.each(
          table,
          journal,
          recallFrom(now),
          now.version() - 1,
          item -> {
            try {
              day.remember(Entry.of(item), item.at());
            } catch (Unreadable malformed) {
              // found when it was judged
            }
          });
      lost = day;
      seenFrom = 1;
    }

    /** One that is not too young by itself has facts that are judged. */
    @Override
    void young(Item item) {
      Entry entry = Entry.of(item);
      youngest = entry.after();
      if (!inquiry.isYoung(item.at())) {
        Facts.of(player, item, entry).forEach(this::tell);
      }
    }

    @Override
    void finish() {
      inquiry.count("accounts", 1);
      Account last = account;
      if (last != null) {
        inquiry.add("available", last.available());
        inquiry.add("locked", last.locked());
        Account newest = youngest == null ? last : youngest;
        newest.bets().stream().filter(bet -> last.bet(bet.id()).isPresent()).forEach(this::openBet);
      }
    }

    private Optional<Round> round(long id, Rule rule) {
      Optional<Round> round = inquiry.library.round(id);
      if (round.isEmpty()) {
        inquiry.unknown(rule, "a round that bets are on is not in the export");
      }
      return round;
    }

    // ---------------------------------------------------------------- what it was decided on

    private void version(Step step) {
      Account after = step.after();
      if (after.game() < step.before().game() || after.settings() < step.before().settings()) {
        found(step.item(), Rule.VERSION, "goes back in the game or in the settings");
      }
      boolean isNew = after.settings() != step.before().settings();
      boolean mayBeNew = step.entry().kind().asksSettings() || step.is(Kind.VOID);
      if (isNew && !mayBeNew) {
        found(step.item(), Rule.VERSION, "asks no settings, and names newer ones");
      }
      wasWritten(step, Names.GAME, after.game());
      wasWritten(step, Names.SETTINGS, after.settings());
    }

    private void wasWritten(Step step, String of, long version) {
      if (version == 0) {
        return;
      }
      Optional<Item> decidedOn = inquiry.library.event(of, version);
      if (decidedOn.isEmpty() && inquiry.isLeftOut(of)) {
        inquiry.unknown(Rule.VERSION, "the journal " + of + " is not in the export");
      } else if (decidedOn.isEmpty()) {
        found(
            step.item(), Rule.VERSION, "names entry " + version + " of " + of + ": there is none");
      } else if (decidedOn.get().at() > step.item().at() + SLACK_MS) {
        found(step.item(), Rule.VERSION, "names an entry of " + of + " that was written later");
      }
    }

    private void stamp(Step step) {
      long stamp = step.entry().stamp();
      long at = step.item().at();
      boolean isRight =
          switch (step.entry().kind()) {
            case CASHOUT -> stamp <= at + SLACK_MS && stamp >= at - DAY_MS - SLACK_MS;
            case BET, WITHDRAWAL, LIMITS -> stamp <= at + SLACK_MS;
            default -> stamp <= at + WRITER_DELAY_MS && stamp >= at - SLACK_MS;
          };
      if (!isRight) {
        found(step.item(), Rule.STAMP, "was stamped at " + stamp + " and written at " + at);
      }
    }

    private void format(Step step) {
      if (step.entry().format() == 1 && step.item().at() > formatTwoSince + FORMAT_GRACE_MS) {
        found(step.item(), Rule.FORMAT, "is of format 1, long after the first of format 2");
      }
    }

    private void paused(Step step) {
      if (!step.entry().kind().asksSettings()) {
        return;
      }
      long version = step.after().settings();
      Optional<Settings> settings = inquiry.library.settings(version);
      if (settings.isEmpty()) {
        inquiry.unknown(
            Rule.PAUSED, "the settings that bets were decided on are not in the export");
        return;
      }
      boolean isPaused =
          step.is(Kind.BET) ? settings.get().bettingPaused() : settings.get().withdrawalsPaused();
      if (isPaused) {
        found(step.item(), Rule.PAUSED, "was taken on settings " + version + ", which pause it");
      }
      Optional<Item> change = inquiry.library.event(Names.SETTINGS, version + 1);
      if (change.isPresent() && step.item().at() > change.get().at() + SETTINGS_AGE_MS) {
        found(
            step.item(),
            Rule.PAUSED,
            "was taken on settings " + version + ", which had been changed long before");
      }
    }

    private void minimum(Step step) {
      if (!step.is(Kind.WITHDRAWAL)) {
        return;
      }
      // settings that are not in the export are told as unknown where a pause is looked for
      inquiry
          .library
          .settings(step.after().settings())
          .flatMap(Settings::withdrawalMinimum)
          .filter(least -> step.entry().legs().external().compareTo(least) < 0)
          .ifPresent(
              least -> found(step.item(), Rule.MINIMUM, "is a withdrawal of less than " + least));
    }

    private void maximum(Step step) {
      if (!step.is(Kind.WITHDRAWAL)) {
        return;
      }
      BigInteger amount = step.entry().legs().external();
      inquiry.library.settings(step.after().settings()).stream()
          .flatMap(settings -> Stream.of(settings.withdrawalDay(), settings.withdrawalMonth()))
          .flatMap(Optional::stream)
          .filter(most -> amount.compareTo(most) > 0)
          .findFirst()
          .ifPresent(
              most -> found(step.item(), Rule.MAXIMUM, "is a withdrawal of more than " + most));
    }

    // ---------------------------------------------------------------- operations happen once

    private void window(Step step) {
      boolean isRight = KEY.matcher(step.entry().key()).matches();
      if (isRight) {
        long base = Texts.whole(step.entry().key().substring(0, step.entry().key().indexOf('.')));
        long slot = step.item().version();
        isRight = slot > base && slot <= base + WINDOW_SLOTS;
      }
      if (!isRight) {
        found(step.item(), Rule.WINDOW, "stands outside of the window of " + step.entry().key());
      }
    }

    private void once(Step step) {
      Long earlier = keysOfWindow.get(step.entry().key());
      if (earlier != null) {
        found(step.item(), Rule.ONCE, "happens a second time after entry " + earlier);
      }
    }

    private void fingerprint(Step step) {
      Entry entry = step.entry();
      String stored = entry.fingerprint();
      boolean isRight =
          switch (entry.kind()) {
            case ADJUSTMENT ->
                stored.equals(
                    Fingerprint.of(
                        entry.format(),
                        "adjustment",
                        entry.ownLegs().available().toString(),
                        entry.noteAfter(": "),
                        entry.noteBefore(": ")));
            case WITHDRAWAL ->
                isOfWithdrawal(step, Optional.empty())
                    || isOfWithdrawal(step, Optional.of(step.before().version()));
            case LIMITS -> stored.equals(Fingerprint.of(entry.format(), "limits", entry.note()));
            case VOID -> FINGERPRINT.matcher(stored).matches();
            default -> true; // a bet's is checked with its version, the others have none
          };
      if (!isRight) {
        found(step.item(), Rule.FINGERPRINT, "is not what was asked for under its key");
      }
    }

    /** Whether the fingerprint is that of this withdrawal, asked for on that version or on any. */
    private static boolean isOfWithdrawal(Step step, Optional<Long> expectedVersion) {
      Entry entry = step.entry();
      String[] fields =
          Stream.concat(
                  Stream.of(entry.legs().external().toString(), entry.note()),
                  expectedVersion.map(version -> Long.toString(version)).stream())
              .toArray(String[]::new);
      return entry.fingerprint().equals(Fingerprint.of(entry.format(), "withdrawal", fields));
    }

    private void fingerprintOfBet(Step step, Bet bet) {
      long format = step.entry().format();
      String stored = step.entry().fingerprint();
      boolean isRight =
          stored.equals(Fingerprint.ofBet(format, bet, Optional.empty()))
              || stored.equals(Fingerprint.ofBet(format, bet, Optional.of(bet.id() - 1)));
      if (!isRight) {
        found(step.item(), Rule.FINGERPRINT, "is not the bet that was asked for under its key");
      }
    }

    private void recent(Step step) {
      Optional<String> due =
          step.before().version() == 0
              ? Optional.empty()
              : Optional.of(
                  step.before().recent().stream()
                      .limit(Account.MAX_RECENT - 1)
                      .map(Recent::toString)
                      .collect(Collectors.joining(",")));
      if (!due.equals(step.entry().recent())) {
        found(
            step.item(),
            Rule.RECENT,
            "lists " + step.entry().recent() + " as recent, and due is " + due);
      }
    }

    private void rate(Step step) {
      List<Recent> recent = step.before().recent();
      boolean isHurried =
          recent.size() == Account.MAX_RECENT
              && recent.stream()
                  .allMatch(one -> Math.abs(step.entry().stamp() - one.stamp()) < RATE_WINDOW_MS);
      if (isHurried && step.entry().kind().isBoundByRate()) {
        found(step.item(), Rule.RATE, "is the seventh operation within a second");
      }
    }

    private void voided(Step step) {
      boolean isRight =
          REFUSALS.contains(step.entry().note()) && step.entry().ownLegs().equals(Legs.NONE);
      if (step.is(Kind.VOID) && !isRight) {
        found(step.item(), Rule.VOID, "refuses nothing that can be refused so");
      }
    }

    // ---------------------------------------------------------------- money

    private void legs(Step step) {
      Entry entry = step.entry();
      Legs own = entry.ownLegs();
      BigInteger x = own.available();
      BigInteger zero = BigInteger.ZERO;
      Legs due =
          switch (entry.kind()) {
            case BET -> {
              BigInteger stake = entry.placed().map(Bet::stake).orElse(zero);
              yield new Legs(stake.negate(), stake, zero, zero);
            }
            case ADJUSTMENT -> new Legs(x, zero, x.negate(), zero);
            case DEPOSIT, OPENING, WITHDRAWAL_REFUNDED ->
                new Legs(x.max(BigInteger.ONE), zero, zero, x.negate());
            case WITHDRAWAL -> new Legs(x.min(BigInteger.ONE.negate()), zero, zero, x.negate());
            case DEPOSIT_REVERSED -> new Legs(x.min(zero), zero, zero, x.negate());
            default -> Legs.NONE;
          };
      if (entry.legs().sum().signum() != 0) {
        found(step.item(), Rule.LEGS, "has legs that do not sum to zero");
      } else if (!own.equals(due)) {
        found(step.item(), Rule.LEGS, "moves " + own + " by itself, and due is " + due);
      }
      if (step.is(Kind.SETTLE) && entry.ends().isEmpty()) {
        found(step.item(), Rule.LEGS, "settles nothing");
      }
    }

    private void balance(Step step) {
      Legs legs = step.entry().legs();
      boolean isRight =
          step.before().available().add(legs.available()).equals(step.after().available())
              && step.before().locked().add(legs.locked()).equals(step.after().locked());
      if (!isRight) {
        found(step.item(), Rule.BALANCE, "has another balance than the one before and its legs");
      }
    }

    private void negative(Step step) {
      boolean isRight =
          Texts.isAmount(step.after().available()) && Texts.isAmount(step.after().locked());
      if (!isRight) {
        found(step.item(), Rule.NEGATIVE, "leaves less than nothing, or more than there can be");
      }
    }

    private void locked(Step step) {
      if (!step.after().locked().equals(step.after().stakes())) {
        found(step.item(), Rule.LOCKED, "locks something else than the open stakes");
      }
    }

    // ---------------------------------------------------------------- bets

    private void bet(Step step) {
      Set<Long> ended = step.entry().allEnds().stream().map(End::bet).collect(Collectors.toSet());
      List<Bet> due =
          new ArrayList<>(
              step.before().bets().stream().filter(bet -> !ended.contains(bet.id())).toList());
      step.entry().placed().ifPresent(due::add);
      boolean hasPlaced = step.is(Kind.BET) == step.entry().placed().isPresent();
      if (!hasPlaced || !due.equals(step.after().bets())) {
        found(step.item(), Rule.BET, "leaves " + step.after().bets() + " open, and due is " + due);
      }
    }

    private void openBets(Step step) {
      if (step.after().bets().size() > MAX_OPEN_BETS) {
        found(step.item(), Rule.OPEN_BETS, "has more than four open bets");
      }
    }

    private void betRound(Step step, Bet bet) {
      Optional<Round> round = inquiry.library.round(bet.round());
      if (bet.round() != step.after().game()) {
        found(step.item(), Rule.BET_ROUND, "bets on a round that was not the newest");
      } else if (round.isEmpty() && !inquiry.isLeftOut(Names.GAME)) {
        found(step.item(), Rule.BET_ROUND, "bets on entry " + bet.round() + ", which opens none");
      } else if (round.isEmpty()) {
        inquiry.unknown(Rule.BET_ROUND, "the journal game is not in the export");
      }
    }

    private void betLate(Step step, Bet bet) {
      Optional<Round> found = round(bet.round(), Rule.BET_LATE);
      if (found.isEmpty()) {
        return;
      }
      Round round = found.get();
      long stamp = step.entry().stamp();
      long at = step.item().at();
      boolean isInTime =
          stamp < round.closesAt()
              && stamp >= round.opensAt() - SLACK_MS
              && at < round.closesAt() + WRITER_DELAY_MS
              && at < round.startsAt();
      if (!isInTime) {
        found(
            step.item(),
            Rule.BET_LATE,
            "was stamped at %d and written at %d, and bets were taken from %d to %d"
                .formatted(stamp, at, round.opensAt(), round.closesAt()));
      }
    }

    private void seat(Step step) {
      Account before = step.before();
      Account after = step.after();
      Optional<Bet> placed = step.entry().placed();
      if (placed.isEmpty()) {
        if (after.seatRound() != before.seatRound() || after.seats() != before.seats()) {
          found(step.item(), Rule.SEAT, "changes seats without a bet");
        }
        return;
      }
      long seat = placed.get().seat();
      long bit = seat == 1 ? 1 : 2;
      long taken = before.seatRound() == placed.get().round() ? before.seats() : 0;
      boolean isFree = seat >= 1 && seat <= BOTH_SEATS && (taken & bit) == 0;
      boolean isNoted = after.seatRound() == placed.get().round() && after.seats() == (taken | bit);
      if (!isFree || !isNoted) {
        found(
            step.item(),
            Rule.SEAT,
            "takes seat " + seat + " of a round where " + taken + " is taken");
      }
    }

    private void stake(Step step, Bet bet) {
      Optional<Round> round = round(bet.round(), Rule.STAKE);
      Optional<Settings> settings = inquiry.library.settings(step.after().settings());
      if (round.isEmpty() || settings.isEmpty()) {
        inquiry.unknown(Rule.STAKE, "the round or the settings of a bet are not in the export");
        return;
      }
      BigInteger largest = settings.get().maxStakeOf(player, round.get().maxStake());
      boolean isRight =
          bet.stake().compareTo(round.get().minStake()) >= 0
              && bet.stake().compareTo(largest) <= 0
              && bet.stake().signum() > 0
              && Multipliers.cap(bet.stake(), round.get().maxProfit()) > Multipliers.ONE;
      if (!isRight) {
        found(
            step.item(),
            Rule.STAKE,
            "stakes %s where %s to %s are allowed"
                .formatted(bet.stake(), round.get().minStake(), largest));
      }
    }

    private void cap(Step step, Bet bet) {
      Optional<Round> round = round(bet.round(), Rule.CAP);
      if (round.isPresent() && bet.stake().signum() > 0) {
        long due = Multipliers.cap(bet.stake(), round.get().maxProfit());
        if (bet.cap() != due) {
          found(step.item(), Rule.CAP, "is capped at " + bet.cap() + ", and due is " + due);
        }
      }
    }

    private void auto(Step step, Bet bet) {
      if (bet.auto() != 0 && (bet.auto() < MIN_AUTO || bet.auto() > MAX_AUTO)) {
        found(step.item(), Rule.AUTO, "cashes out by itself at " + bet.auto());
      }
    }

    // ---------------------------------------------------------------- how bets end

    private void due(Step step) {
      List<Long> due = new ArrayList<>();
      long own = step.entry().cashout().map(End::bet).orElse(0L);
      for (Bet bet : step.before().bets()) {
        Optional<Round> round = round(bet.round(), Rule.DUE);
        if (round.isEmpty()) {
          return;
        }
        if (bet.id() != own && round.get().hasOutcomeAt(step.after().game())) {
          due.add(bet.id());
        }
      }
      List<Long> ended = step.entry().ends().stream().map(End::bet).toList();
      if (!ended.equals(due)) {
        found(step.item(), Rule.DUE, "ends the bets " + ended + ", and due are " + due);
      }
    }

    private void end(Step step) {
      for (End end : step.entry().ends()) {
        Optional<Bet> bet = step.before().bet(end.bet());
        Optional<Round> round = round(end.round(), Rule.END);
        if (bet.isEmpty() || round.isEmpty()) {
          continue; // no bet of the account's is found by its own rule
        }
        Optional<End> due = round.get().endOf(bet.get());
        if (due.isEmpty()) {
          found(step.item(), Rule.END, "ends bet " + end.bet() + ", whose round has no end");
        } else if (!due.get().result().equals(end.result())
            || due.get().multiplier() != end.multiplier()) {
          found(step.item(), Rule.END, "ends a bet as " + end + ", and due is " + due.get());
        }
      }
    }

    private void endedOnce(Step step) {
      Set<Long> ids = new HashSet<>();
      for (End end : step.entry().allEnds()) {
        boolean isOpen = step.before().bet(end.bet()).filter(end::isOf).isPresent();
        boolean isFirst = ids.add(end.bet());
        boolean isMisplaced = end.isCorrection() && step.entry().ends().contains(end);
        if (!isFirst || isMisplaced || (!isOpen && !end.isCorrection())) {
          found(step.item(), Rule.ENDED_ONCE, "ends bet " + end.bet() + ", which was not open so");
        }
      }
    }

    private void cashout(Step step) {
      Optional<End> own = step.entry().cashout().filter(end -> !end.isCorrection());
      Optional<Bet> bet = own.flatMap(end -> step.before().bet(end.bet()));
      Optional<Round> found = bet.flatMap(open -> round(open.round(), Rule.CASHOUT));
      if (own.isEmpty() || bet.isEmpty() || found.isEmpty()) {
        return; // an end of a bet that is not open is found by its own rule
      }
      Round round = found.get();
      long stamp = step.entry().stamp();
      if (!round.hasStartedAt(step.after().game()) || stamp < round.startsAt()) {
        found(step.item(), Rule.CASHOUT, "cashes out before the flight");
        return;
      }
      if (!round.isCrashed()) {
        inquiry.unknown(Rule.CASHOUT, "a flight's end is not in the export");
        return;
      }
      long target = round.target(bet.get());
      boolean isInTime = stamp <= round.crashedAt();
      long highest = isInTime ? round.multiplierAt(stamp) : round.crash();
      boolean isRight =
          target > highest
              ? isInTime
                  && own.get().result().equals(End.CASHED_OUT)
                  && own.get().multiplier() == highest
              : own.get().result().equals(End.AUTO) && own.get().multiplier() == target;
      if (!isRight) {
        found(
            step.item(),
            Rule.CASHOUT,
            "pays %s of bet %d, with %d reached by its stamp and its target at %d"
                .formatted(own.get().result(), own.get().bet(), highest, target));
      }
    }

    private void correction(Step step) {
      Optional<End> correction = step.entry().correction();
      if (correction.isEmpty()) {
        return;
      }
      End end = correction.get();
      if (seenFrom > 1 && !lost.maySetRight(end)) {
        seeTheDay(step.item());
      }
      if (!lost.maySetRight(end)) {
        if (!isPastKnown) {
          inquiry.unknown(Rule.CORRECTION, "what was lost before a gap is not known");
          return;
        }
        found(step.item(), Rule.CORRECTION, "corrects bet " + end.bet() + ": " + lost.why(end));
        return;
      }
      Optional<Round> round = round(end.round(), Rule.CORRECTION).filter(Round::isCrashed);
      if (round.isPresent()) {
        long stamp = step.entry().stamp();
        boolean isInTime =
            round.get().startsAt() <= stamp
                && stamp <= round.get().crashedAt()
                && round.get().hasOutcomeAt(step.after().game());
        if (!isInTime || end.multiplier() != round.get().multiplierAt(stamp)) {
          found(step.item(), Rule.CORRECTION, "corrects bet " + end.bet() + " by a wrong stamp");
        }
      }
    }

    private void openBet(Bet bet) {
      Optional<Round> round = round(bet.round(), Rule.OPEN_BET);
      if (round.isPresent()
          && round.get().isOver()
          && round.get().endedAt() + OPEN_AT_MOST_MS <= inquiry.options.cutMs()) {
        inquiry.found(
            journal,
            bet.id(),
            Rule.OPEN_BET,
            "is a bet on round " + bet.round() + ", which ended long ago, and is still open");
      }
    }

    // ---------------------------------------------------------------- protection

    private void protection(Step step) {
      Entry entry = step.entry();
      Protection due = protectionAfterEnds(step);
      if (entry.placed().isPresent()) {
        due = due.counting(entry.placed().get().stake(), BigInteger.ZERO);
      }
      if (entry.kind() == Kind.LIMITS) {
        due = due.asked(Wish.of(entry.note()), entry.stamp());
      }
      if (!due.equals(entry.after().protection())) {
        found(
            step.item(),
            Rule.PROTECTION,
            "leaves " + entry.after().protection() + ", and due is " + due);
      }
    }

    private static Protection protectionAfterEnds(Step step) {
      Protection now = step.before().protection().asOf(step.entry().stamp());
      for (End end : step.entry().allEnds()) {
        now = now.counting(BigInteger.ZERO, end.legs().house());
      }
      return now;
    }

    private void protectedFrom(Step step, Bet bet) {
      Protection now = protectionAfterEnds(step);
      BigInteger locked = step.after().locked().subtract(bet.stake());
      excluded(step, now);
      limit(step, bet.stake(), now, locked);
    }

    private void excluded(Step step, Protection now) {
      if (now.coolOff() != 0 || now.exclusion() != 0) {
        found(step.item(), Rule.EXCLUDED, "is a bet of somebody who takes no bets");
      }
    }

    private void limit(Step step, BigInteger stake, Protection now, BigInteger locked) {
      Counted counted = now.counted();
      BigInteger atRisk = locked.add(stake);
      boolean isWithin =
          now.limits().allows(0, counted.dayStakes().add(stake))
              && now.limits().allows(1, counted.weekStakes().add(stake))
              && now.limits().allows(2, counted.dayLosses().add(atRisk))
              && now.limits().allows(3, counted.weekLosses().add(atRisk));
      if (!isWithin) {
        found(step.item(), Rule.LIMIT, "is a bet beyond the player's own limits");
      }
    }

    private void limits(Step step) {
      if (step.is(Kind.LIMITS) && !Wish.of(step.entry().note()).isWithinBounds()) {
        found(step.item(), Rule.LIMITS, "asks for what nobody can ask: " + step.entry().note());
      }
    }

    // ---------------------------------------------------------------- the outside

    private void outside(Step step) {
      Entry entry = step.entry();
      boolean isRight =
          switch (entry.kind()) {
            case DEPOSIT -> entry.note().startsWith("deposit:") && entry.note().length() > 8;
            case OPENING -> entry.note().equals("opening:" + player);
            case ADJUSTMENT ->
                !entry.noteBefore(": ").isEmpty() && !entry.noteAfter(": ").isEmpty();
            case DEPOSIT_REVERSED -> isOfDeposit(step);
            case WITHDRAWAL_PAID, WITHDRAWAL_REFUNDED -> isOfWithdrawal(step);
            default -> true;
          };
      if (!isRight) {
        found(step.item(), Rule.OUTSIDE, "is about nothing that it can be about: " + entry.note());
      }
    }

    private boolean isOfWithdrawal(Step step) {
      String start = "withdrawal:" + player + ":";
      String key = step.entry().noteBefore(" ");
      String version = key.startsWith(start) ? key.substring(start.length()) : "";
      if (!Texts.isWhole(version) || Texts.whole(version) >= step.item().version()) {
        return false;
      }
      Optional<Item> asked = inquiry.library.find(Item.ACCOUNTS, journal, Texts.whole(version));
      return asked.isPresent()
          && asked.get().type().equals(Kind.WITHDRAWAL.word())
          && (step.is(Kind.WITHDRAWAL_PAID)
              || Entry.of(asked.get())
                  .legs()
                  .external()
                  .equals(step.entry().legs().external().negate()));
    }

    /** A taking says whose word it was, and leaves nothing that it could have taken. */
    private boolean isOfDeposit(Step step) {
      Entry entry = step.entry();
      Optional<Taking> taking = Taking.of(player, step.item(), entry);
      return taking.isPresent()
          && taking.get().isAttributed()
          && (step.after().available().signum() == 0
              || inquiry
                  .library
                  .find(Item.ACCOUNTS, Names.EXTERNAL_OF + taking.get().key(), 1)
                  .filter(deposit -> Taking.isWhole(taking.get().total(), deposit))
                  .isPresent());
    }

    /**
     * What an operator gave or took is in the house's books, from the time on that they have it.
     */
    private void adjusted(Step step) {
      Entry entry = step.entry();
      BigInteger due = entry.ownLegs().house();
      if (!step.is(Kind.ADJUSTMENT) || due.signum() == 0) {
        return;
      }
      if (entry.noteBefore(": ").equals(FAUCET)) {
        inquiry.add("play_ether", due.negate());
        return;
      }
      if (inquiry.isLeftOut(Names.HOUSE)) {
        inquiry.unknown(Rule.ADJUSTED, "the journal house is not in the export");
        return;
      }
      String place = Names.ADJUSTED_OF + player + ":" + step.item().version();
      Optional<Item> posted = inquiry.library.find(Item.EVENTS, place, 1);
      if (posted.isPresent()) {
        return; // its own journal is compared with this entry
      }
      // operators keep a list of what they agree on from the time on that it is posted
      boolean isDue =
          Stream.of(Names.SINCE, Names.PROPOSALS)
              .flatMap(name -> inquiry.library.find(Item.EVENTS, name, 1).stream())
              .anyMatch(since -> step.item().at() >= since.at());
      if (!isDue) {
        inquiry.unknown(
            Rule.ADJUSTED, "an adjustment of the time before they were posted is in no books");
        inquiry.add("adjusted_and_not_posted", due);
      } else {
        found(step.item(), Rule.ADJUSTED, "is an adjustment that is not in the house's books");
      }
    }

    /** What was adjusted was proposed under its key's id, from the time on that proposals are. */
    private void proposed(Step step) {
      Entry entry = step.entry();
      if (!step.is(Kind.ADJUSTMENT) || entry.noteBefore(": ").equals(FAUCET)) {
        return;
      }
      if (inquiry.isLeftOut(Names.PROPOSALS)) {
        inquiry.unknown(Rule.OPERATOR, "the journal adjustments is not in the export");
        return;
      }
      Optional<Item> first = inquiry.library.find(Item.EVENTS, Names.PROPOSALS, 1);
      if (first.isEmpty() || step.item().at() < first.get().at()) {
        inquiry.unknown(
            Rule.OPERATOR, "an adjustment of the time before proposals has no operator");
        return;
      }
      String key = entry.key();
      String id = key.substring(key.indexOf('.') + 1);
      boolean isProposed =
          ProposedAdjustment.find(inquiry.library, id)
              .filter(one -> one.allows(player, entry))
              .isPresent();
      if (!isProposed) {
        found(step.item(), Rule.OPERATOR, "is an adjustment that no operators agreed on");
      }
    }

    private void receipt(Step step) {
      Optional<Receipt> due = Receipt.beside(player, step.item(), step.entry());
      if (due.isEmpty()) {
        return;
      }
      Optional<Item> stored =
          inquiry.library.find(Item.ACCOUNTS, due.get().journal(), due.get().slot());
      if (stored.isEmpty()) {
        found(step.item(), Rule.RECEIPT, "has no receipt in " + due.get().journal());
      } else if (!due.get().isToldBy(stored.get(), inquiry.library)) {
        found(step.item(), Rule.RECEIPT, "is told otherwise in " + due.get().journal());
      }
    }

    /** A withdrawal has its payout, and ends as that one does. */
    private void withdrawn(Step step) {
      Entry entry = step.entry();
      String key =
          switch (entry.kind()) {
            case WITHDRAWAL -> Names.WITHDRAWAL_OF + player + ":" + step.item().version();
            case WITHDRAWAL_PAID, WITHDRAWAL_REFUNDED -> entry.noteBefore(" ");
            default -> "";
          };
      if (!key.startsWith(Names.WITHDRAWAL_OF)) {
        return;
      }
      if (inquiry.isLeftOut(Item.PAYOUTS)) {
        inquiry.unknown(Rule.WITHDRAWN, "no payout is in the export");
        return;
      }
      Optional<Payout> payout =
          Payout.find(inquiry.library, Names.PAYOUT_OF + Names.after(Names.WITHDRAWAL_OF, key));
      boolean stands =
          entry.kind() == Kind.WITHDRAWAL
              ? payout.flatMap(Payout::asked).isPresent()
              : payout
                  .flatMap(Payout::ended)
                  .filter(end -> end.kind().equals(entry.kind().word()))
                  .filter(end -> end.detail().equals(entry.noteAfter(" ")))
                  .isPresent();
      if (!stands) {
        found(step.item(), Rule.WITHDRAWN, "has no payout that says the same");
      }
    }
  }

  /** The bets that an account lost within the time in which a stamp can set one right. */
  private static final class LostBets {
    private static final long KEPT_MS = DAY_MS + 60 * SLACK_MS;

    private final Map<Long, Lost> bets = new LinkedHashMap<>();

    private record Lost(End end, long at, boolean isCorrected) {}

    void remember(Entry entry, long at) {
      Iterator<Lost> oldest = bets.values().iterator();
      while (oldest.hasNext() && oldest.next().at() < at - KEPT_MS) {
        oldest.remove();
      }
      for (End end : entry.ends()) {
        if (end.result().equals(End.LOST)) {
          bets.put(end.bet(), new Lost(end, at, false));
        }
      }
      entry
          .correction()
          .ifPresent(
              end ->
                  bets.computeIfPresent(
                      end.bet(), (id, bet) -> new Lost(bet.end(), bet.at(), true)));
    }

    boolean maySetRight(End correction) {
      Lost lost = bets.get(correction.bet());
      return lost != null && !lost.isCorrected() && isSame(lost.end(), correction);
    }

    String why(End correction) {
      Lost lost = bets.get(correction.bet());
      if (lost == null) {
        return "it was not lost within a day";
      }
      return lost.isCorrected() ? "it was corrected before" : "it was another bet: " + lost.end();
    }

    private static boolean isSame(End one, End other) {
      return one.round() == other.round()
          && one.seat() == other.seat()
          && one.stake().equals(other.stake());
    }
  }

  /** What an operation is known by beside its key: a hash over what was asked. */
  private static final class Fingerprint {
    private static final int BYTES = 8;

    private Fingerprint() {}

    static String of(long format, String kind, String... fields) {
      return format == 1
          ? digest(
              Stream.concat(Stream.of(kind), Stream.of(fields))
                  .collect(Collectors.joining(", ", "[", "]")))
          : canonical(kind, Stream.of(fields).map(Optional::of).toList());
    }

    static String ofBet(long format, Bet bet, Optional<Long> expectedVersion) {
      String round = Long.toString(bet.round());
      String seat = Long.toString(bet.seat());
      String stake = bet.stake().toString();
      if (format == 1) {
        String auto =
            bet.auto() == 0
                ? ""
                : new BigDecimal(BigInteger.valueOf(bet.auto()), 2).toPlainString();
        String expected =
            expectedVersion.map(v -> "OptionalLong[" + v + "]").orElse("OptionalLong.empty");
        return of(1, "bet", round, seat, stake, auto, expected);
      }
      return canonical(
          "bet",
          List.of(
              Optional.of(round),
              Optional.of(seat),
              Optional.of(stake),
              bet.auto() == 0 ? Optional.empty() : Optional.of(Long.toString(bet.auto())),
              expectedVersion.map(version -> Long.toString(version))));
    }

    private static String canonical(String kind, List<Optional<String>> fields) {
      String asked =
          fields.stream()
              .map(field -> field.map(Fingerprint::netstring).orElse("-,"))
              .collect(Collectors.joining());
      return digest(netstring("fairfall.operation.2") + netstring(kind) + asked);
    }

    private static String netstring(String text) {
      return text.getBytes(StandardCharsets.UTF_8).length + ":" + text + ",";
    }

    static String digest(String text) {
      return Texts.base64(Arrays.copyOf(Texts.sha256(text), BYTES));
    }
  }

  // ------------------------------------------------------------------ receipts

  /** A receipt, and where it stands. */
  private record Receipt(
      String journal,
      long slot,
      String kind,
      String player,
      long version,
      BigInteger amount,
      String detail,
      long at) {

    /** The receipt that was written beside an account's entry, if its kind has one. */
    static Optional<Receipt> beside(String player, Item item, Entry entry) {
      BigInteger out = entry.legs().external();
      String key = entry.noteBefore(" ");
      String kind = entry.kind().word();
      return switch (entry.kind()) {
        case DEPOSIT, OPENING ->
            Optional.of(of(entry.note(), 1, kind, player, item, out.negate(), ""));
        case WITHDRAWAL -> {
          String asked = "withdrawal:" + player + ":" + item.version();
          yield Optional.of(of(asked, 1, kind, player, item, out, entry.note()));
        }
        case DEPOSIT_REVERSED -> Taking.of(player, item, entry).map(Taking::receipt);
        case WITHDRAWAL_PAID, WITHDRAWAL_REFUNDED ->
            Optional.of(of(key, 2, kind, player, item, out.negate(), entry.noteAfter(" ")));
        case CASHOUT ->
            entry
                .correction()
                .filter(end -> entry.format() > 1)
                .map(
                    end ->
                        of(
                            "correction:" + player + ":" + end.bet(),
                            1,
                            "correction",
                            player,
                            item,
                            end.payout(),
                            ""));
        default -> Optional.empty();
      };
    }

    private static Receipt of(
        String key,
        long slot,
        String kind,
        String player,
        Item item,
        BigInteger amount,
        String detail) {
      return new Receipt(
          Names.EXTERNAL_OF + key, slot, kind, player, item.version(), amount, detail, item.at());
    }

    static Receipt read(Item item) {
      Body body = new Body(item.body());
      Receipt receipt =
          new Receipt(
              item.journal(),
              item.version(),
              body.text("kind"),
              body.text("player"),
              body.whole("version", 1),
              body.amount("amount"),
              body.text("detail"),
              item.at());
      body.end();
      if (!receipt.kind().equals(item.type())) {
        throw new Unreadable("is a receipt of another kind than its type");
      }
      return receipt;
    }

    /** Whether a stored receipt says this. The amount of a withdrawal's end is the request's. */
    boolean isToldBy(Item stored, Library library) {
      try {
        Receipt told = read(stored);
        BigInteger due =
            kind.startsWith("withdrawal_")
                ? library
                    .find(Item.ACCOUNTS, journal, 1)
                    .map(asked -> read(asked).amount())
                    .orElse(BigInteger.ONE.negate())
                : amount;
        boolean isSameMoney =
            told.amount().equals(due) && (amount.signum() == 0 || amount.equals(due));
        return isSameMoney
            && told.journal().equals(journal)
            && told.slot() == slot
            && told.kind().equals(kind)
            && told.player().equals(player)
            && told.version() == version
            && told.detail().equals(detail)
            && Math.abs(told.at() - at) <= SLACK_MS;
      } catch (Unreadable malformed) {
        return false;
      }
    }
  }

  /**
   * One taking of a deposit that left the chain, as its entry tells it.
   *
   * @param total what it and all takings before it took
   * @param said who says that the deposit left the chain, and why
   */
  private record Taking(String key, long slot, BigInteger total, String said, Receipt receipt) {
    private static final int PARTS = 4;

    static Optional<Taking> of(String player, Item item, Entry entry) {
      String[] note = entry.note().split(" ", PARTS);
      if (note.length < PARTS
          || !note[0].startsWith("deposit:")
          || note[0].length() == "deposit:".length()
          || !Texts.isWhole(note[1])
          || Texts.whole(note[1]) < 2
          || !Texts.isAmount(note[2])) {
        return Optional.empty();
      }
      long slot = Texts.whole(note[1]);
      BigInteger taken = entry.legs().external();
      return Optional.of(
          new Taking(
              note[0],
              slot,
              new BigInteger(note[2]),
              note[3],
              Receipt.of(note[0], slot, entry.kind().word(), player, item, taken, note[2])));
    }

    boolean isAttributed() {
      int end = said.indexOf(": ");
      return end > 0 && end + 2 < said.length();
    }

    /** Whether a sum is all that a deposit brought. */
    static boolean isWhole(BigInteger sum, Item deposit) {
      try {
        Receipt brought = Receipt.read(deposit);
        return brought.kind().equals(Kind.DEPOSIT.word()) && brought.amount().equals(sum);
      } catch (Unreadable malformed) {
        return false;
      }
    }
  }

  /** The receipts of one key. */
  private static final class ReceiptReading extends JournalReading {
    private boolean isReversed;
    private String player = "";
    private BigInteger owed = BigInteger.ZERO;

    ReceiptReading(Case inquiry, Item first) {
      super(inquiry, first);
    }

    @Override
    boolean mayPause() {
      return false;
    }

    @Override
    void judge(Item item, boolean follows) {
      inquiry.count("receipts", 1);
      Receipt told = Receipt.read(item);
      receipt(item, told);
      if (told.kind().equals(Kind.DEPOSIT_REVERSED.word())) {
        reversed(item, told);
      }
    }

    /** The takings of a deposit add up, and never to more than it brought. */
    private void reversed(Item item, Receipt told) {
      Optional<Receipt> deposit = at(1).filter(first -> first.kind().equals(Kind.DEPOSIT.word()));
      BigInteger before =
          item.version() == 2
              ? BigInteger.ZERO
              : at(item.version() - 1)
                  .map(Receipt::detail)
                  .filter(Texts::isAmount)
                  .map(BigInteger::new)
                  .orElse(BigInteger.ONE.negate());
      BigInteger sum = before.add(told.amount());
      boolean isRight =
          deposit.isPresent()
              && deposit.get().player().equals(told.player())
              && (told.amount().signum() > 0 || item.version() == 2)
              && before.signum() >= 0
              && sum.toString().equals(told.detail())
              && sum.compareTo(deposit.get().amount()) <= 0;
      if (!isRight) {
        found(
            item,
            Rule.REVERSED,
            "takes back " + told.amount() + ", and " + told.detail() + " in all");
        return;
      }
      isReversed = true;
      player = told.player();
      owed = deposit.get().amount().subtract(sum);
    }

    private Optional<Receipt> at(long slot) {
      try {
        return inquiry.library.find(Item.ACCOUNTS, journal, slot).map(Receipt::read);
      } catch (Unreadable malformed) {
        return Optional.empty();
      }
    }

    /** What is still owed of a deposit that left the chain is told. */
    @Override
    void finish() {
      if (isReversed) {
        inquiry.count("reversed_deposits", 1);
        inquiry.add("owed", owed);
        if (owed.signum() > 0) {
          inquiry.add("owed of " + journal + " by " + player, owed);
        }
      }
    }

    private void receipt(Item item, Receipt told) {
      String account = Names.ACCOUNT_OF + told.player();
      Optional<Receipt> due =
          inquiry
              .library
              .find(Item.ACCOUNTS, account, told.version())
              .flatMap(entry -> beside(told.player(), entry));
      boolean isProven =
          due.isPresent()
              && due.get().journal().equals(journal)
              && due.get().slot() == item.version()
              && due.get().isToldBy(item, inquiry.library);
      if (!isProven) {
        found(
            item,
            Rule.RECEIPT,
            "is a receipt that entry " + told.version() + " of " + account + " does not prove");
      }
    }

    private static Optional<Receipt> beside(String player, Item entry) {
      try {
        return Receipt.beside(player, entry, Entry.of(entry));
      } catch (Unreadable malformed) {
        return Optional.empty();
      }
    }
  }

  // ------------------------------------------------------------------ payouts

  /** What has happened to a payout, step by step. */
  private static final class Payout {
    private static final long MAX_APPROVALS = 9;
    private static final long BARE_GAS = 21_000;
    private static final int MAX_TEXT = 200;
    private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-f]{40}");
    private static final Pattern HASH = Pattern.compile("0x[0-9a-f]{64}");

    private Optional<Asked> asked = Optional.empty();
    private final Set<String> approvedBy = new HashSet<>();
    private Optional<Assigned> assigned = Optional.empty();
    private boolean isCancelling;
    private final List<Attempt> attempts = new ArrayList<>();
    private Optional<Ended> ended = Optional.empty();
    private long assignedAt;
    private long endedAt;

    /** What is to be paid. */
    record Asked(BigInteger amount, String to, long at, long approvals) {}

    /** The nonce that it owns. */
    record Assigned(long chainId, String wallet, long nonce) {}

    /** A transaction that was signed. */
    record Attempt(
        long number,
        boolean pays,
        String hash,
        String raw,
        BigInteger maxFee,
        BigInteger tip,
        long gas) {}

    /**
     * How it ended.
     *
     * @param kind of the account's entry that tells it
     * @param detail of that entry: the hash, or the reason
     * @param hash of the transaction that decided it, if one did
     */
    record Ended(String kind, String detail, Optional<String> hash) {}

    Optional<Asked> asked() {
      return asked;
    }

    Optional<Assigned> assigned() {
      return assigned;
    }

    Optional<Ended> ended() {
      return ended;
    }

    int approvals() {
      return approvedBy.size();
    }

    long assignedAt() {
      return assignedAt;
    }

    /** Whether it had been given back at an instant. */
    boolean wasRefunded(long at) {
      return endedAt <= at
          && ended.filter(how -> how.kind().equals(Kind.WITHDRAWAL_REFUNDED.word())).isPresent();
    }

    /** A payout of which every step can come where it does; nothing if one cannot. */
    static Optional<Payout> find(Library library, String journal) {
      Payout payout = new Payout();
      boolean[] isLawful = {true};
      try {
        library.each(Item.PAYOUTS, journal, item -> isLawful[0] &= payout.step(item));
      } catch (Unreadable malformed) {
        return Optional.empty();
      }
      return isLawful[0] ? Optional.of(payout) : Optional.empty();
    }

    /**
     * Takes a step.
     *
     * @return whether it can come here; otherwise it is passed over
     */
    boolean step(Item item) {
      Body body = new Body(item.body());
      boolean isFirst = item.type().equals("asked");
      boolean isLawful =
          switch (item.type()) {
            case "asked" -> ask(body);
            case "approved" -> approve(text(body, "by"));
            case "assigned" -> assign(body, item.at());
            case "cancelling" -> cancel(body);
            case "attempt" -> attempt(body, isLawfulHere(false));
            case "paid" -> end(pay(body), item.at());
            case "refunded" -> end(refund(body), item.at());
            default -> throw new Unreadable("no payout has a step " + item.type());
          };
      body.end();
      return isLawful && isFirst == (item.version() == 1);
    }

    private boolean isLawfulHere(boolean isFirst) {
      return ended.isEmpty() && asked.isEmpty() == isFirst;
    }

    private boolean ask(Body body) {
      Asked first =
          new Asked(
              body.amount("amount"),
              matching(body, "to", ADDRESS),
              body.whole("at", 0),
              body.whole("approvals", 0));
      body.whole("notBefore", 0);
      if (first.amount().signum() == 0 || first.approvals() > MAX_APPROVALS) {
        throw new Unreadable("asks for nothing, or for too many approvals");
      }
      boolean isLawful = isLawfulHere(true);
      asked = isLawful ? Optional.of(first) : asked;
      return isLawful;
    }

    private boolean approve(String by) {
      boolean isLawful = isLawfulHere(false) && assigned.isEmpty();
      if (isLawful) {
        approvedBy.add(by);
      }
      return isLawful;
    }

    private boolean assign(Body body, long at) {
      Assigned own =
          new Assigned(
              body.whole("chainId", 1), matching(body, "wallet", ADDRESS), body.whole("nonce", 0));
      boolean isLawful =
          isLawfulHere(false)
              && assigned.isEmpty()
              && asked.filter(one -> one.approvals() <= approvedBy.size()).isPresent();
      assigned = isLawful ? Optional.of(own) : assigned;
      assignedAt = isLawful ? at : assignedAt;
      return isLawful;
    }

    private boolean cancel(Body body) {
      text(body, "by");
      text(body, "reason");
      boolean isLawful = isLawfulHere(false) && assigned.isPresent() && !isCancelling;
      isCancelling |= isLawful;
      return isLawful;
    }

    private boolean attempt(Body body, boolean isOpen) {
      String kind = body.text("kind");
      if (!Set.of("pay", "cancel").contains(kind)) {
        throw new Unreadable("no attempt is of the kind " + kind);
      }
      Attempt made =
          new Attempt(
              body.whole("number", 1),
              kind.equals("pay"),
              matching(body, "hash", HASH),
              body.text("raw"),
              body.amount("maxFee"),
              body.amount("tip"),
              body.whole("gas", BARE_GAS));
      boolean isLawful =
          isOpen
              && assigned.isPresent()
              && made.number() == attempts.size() + 1
              && made.pays() != isCancelling;
      if (isLawful) {
        attempts.add(made);
      }
      return isLawful;
    }

    private Optional<Ended> pay(Body body) {
      String hash = mined(body);
      return attempts.stream().anyMatch(one -> one.pays() && one.hash().equals(hash))
          ? Optional.of(new Ended(Kind.WITHDRAWAL_PAID.word(), hash, Optional.of(hash)))
          : Optional.empty();
    }

    private Optional<Ended> refund(Body body) {
      String reason = text(body, "reason");
      String kind = Kind.WITHDRAWAL_REFUNDED.word();
      if (body.has("by")) {
        text(body, "by");
        return assigned.isEmpty()
            ? Optional.of(new Ended(kind, reason, Optional.empty()))
            : Optional.empty();
      }
      String hash = mined(body);
      return attempts.stream().anyMatch(one -> one.hash().equals(hash))
          ? Optional.of(new Ended(kind, reason, Optional.of(hash)))
          : Optional.empty();
    }

    private boolean end(Optional<Ended> last, long at) {
      boolean isLawful = isLawfulHere(false) && last.isPresent();
      ended = isLawful ? last : ended;
      endedAt = isLawful ? at : endedAt;
      return isLawful;
    }

    private static String mined(Body body) {
      body.whole("block", 0);
      matching(body, "blockHash", HASH);
      body.amount("fee");
      return matching(body, "hash", HASH);
    }

    private static String matching(Body body, String name, Pattern form) {
      String text = body.text(name);
      if (!form.matcher(text).matches()) {
        throw new Unreadable(name + " has another form");
      }
      return text;
    }

    private static String text(Body body, String name) {
      String text = body.text(name);
      if (text.isBlank() || text.length() > MAX_TEXT) {
        throw new Unreadable(name + " is empty or too long");
      }
      return text;
    }

    /** What an attempt's transaction must say. */
    Optional<SignedPayment> due(Attempt made) {
      return asked.flatMap(
          wanted ->
              assigned.map(
                  own ->
                      new SignedPayment(
                          BigInteger.valueOf(own.chainId()),
                          BigInteger.valueOf(own.nonce()),
                          made.tip(),
                          made.maxFee(),
                          BigInteger.valueOf(made.gas()),
                          made.pays() ? wanted.to() : own.wallet(),
                          made.pays() ? wanted.amount() : BigInteger.ZERO,
                          made.hash())));
    }

    Attempt newest() {
      return attempts.getLast();
    }
  }

  /** One payout. */
  private static final class PayoutReading extends JournalReading {
    private static final int OPERATORS = 2;
    private static final int PAGE = 128;
    private static final long DAY_MS = TimeUnit.DAYS.toMillis(1);
    private static final long MONTH_MS = TimeUnit.DAYS.toMillis(30);

    /** What was asked for longer ago does not count. */
    private static final long MEMORY_MS = TimeUnit.DAYS.toMillis(60);

    private final String player;
    private final long version;
    private final Payout payout = new Payout();
    private @Nullable Item last;

    PayoutReading(Case inquiry, Item first) {
      super(inquiry, first);
      Matcher name = Names.PAYOUT.matcher(first.journal());
      if (!name.matches()) {
        throw new IllegalArgumentException("asked for before");
      }
      this.player = name.group(1);
      this.version = Texts.whole(name.group(2));
    }

    @Override
    boolean mayPause() {
      return false;
    }

    @Override
    void judge(Item item, boolean follows) {
      inquiry.count("payout_entries", 1);
      boolean isLawful = payout.step(item);
      if (!isLawful) {
        course(item);
        return;
      }
      last = item;
      switch (item.type()) {
        case "asked" -> asked(item);
        case "assigned" -> {
          nonce(item);
          held(item);
        }
        case "attempt" -> attempt(item);
        default -> {}
      }
    }

    private void course(Item item) {
      found(item, Rule.COURSE, "is no step that can come here");
    }

    /** The account asked for just this. */
    private void asked(Item item) {
      if (inquiry.isLeftOut(Item.ACCOUNTS)) {
        inquiry.unknown(Rule.ASKED, "no account is in the export");
        return;
      }
      Payout.Asked due = payout.asked().orElseThrow();
      boolean isAsked =
          inquiry
              .library
              .find(Item.ACCOUNTS, Names.ACCOUNT_OF + player, version)
              .filter(stored -> stored.type().equals(Kind.WITHDRAWAL.word()))
              .filter(stored -> Math.abs(stored.at() - due.at()) <= SLACK_MS)
              .flatMap(PayoutReading::entry)
              .filter(entry -> entry.legs().external().equals(due.amount()))
              .filter(entry -> entry.note().equals(due.to()))
              .isPresent();
      if (!isAsked) {
        found(item, Rule.ASKED, "is asked for by no such entry of the account");
      }
    }

    private static Optional<Entry> entry(Item stored) {
      try {
        return Optional.of(Entry.of(stored));
      } catch (Unreadable malformed) {
        return Optional.empty();
      }
    }

    /** Its nonce names it. */
    private void nonce(Item item) {
      Payout.Assigned own = payout.assigned().orElseThrow();
      String nonces = "nonces:" + own.chainId() + ":" + own.wallet();
      boolean isClaimed =
          NoncesReading.first(inquiry.library, nonces)
              .map(first -> own.nonce() - first + 2)
              .filter(slot -> slot > 1)
              .flatMap(slot -> inquiry.library.find(Item.PAYOUTS, nonces, slot))
              .flatMap(NoncesReading::owner)
              .filter(journal::equals)
              .isPresent();
      if (!isClaimed) {
        found(item, Rule.NONCE, "has a nonce that does not name it");
      }
    }

    /** It has its nonce on the terms on which it was asked for. */
    private void held(Item item) {
      if (inquiry.isLeftOut(Item.ACCOUNTS)) {
        inquiry.unknown(Rule.HELD, "no account is in the export");
        return;
      }
      // settings that are not in the export are told as unknown where a pause is looked for
      Optional<Settings> terms =
          inquiry
              .library
              .find(Item.ACCOUNTS, Names.ACCOUNT_OF + player, version)
              .flatMap(PayoutReading::entry)
              .flatMap(entry -> inquiry.library.settings(entry.after().settings()));
      if (terms.isEmpty()) {
        return;
      }
      if (isUnapproved(terms.get())) {
        found(item, Rule.HELD, "has a nonce, and two operators did not approve it");
      }
      if (isTooSoon(item, terms.get())) {
        found(item, Rule.HELD, "has a nonce too soon after a deposit");
      }
      if (isAboveLimit(item, terms.get())) {
        found(item, Rule.HELD, "has a nonce above a limit of its player");
      }
    }

    /** Whether it is large, and two operators did not approve it. */
    private boolean isUnapproved(Settings terms) {
      BigInteger amount = payout.asked().orElseThrow().amount();
      boolean isLarge =
          terms.withdrawalApproval().filter(one -> amount.compareTo(one) > 0).isPresent();
      return isLarge && payout.approvals() < OPERATORS;
    }

    /** Whether the last deposit before the request was not long enough ago. */
    private boolean isTooSoon(Item item, Settings terms) {
      long waitMs = TimeUnit.SECONDS.toMillis(terms.withdrawalWait().orElse(0L));
      return waitMs > 0 && isDepositAfter(item.at() - waitMs);
    }

    private boolean isDepositAfter(long at) {
      String account = Names.ACCOUNT_OF + player;
      for (long last = version - 1; last >= 1; last -= PAGE) {
        boolean[] isDeposit = {false};
        long[] oldest = {Long.MAX_VALUE};
        inquiry.library.each(
            Item.ACCOUNTS,
            account,
            Math.max(1, last - PAGE + 1),
            last,
            one -> {
              isDeposit[0] |= one.type().equals(Kind.DEPOSIT.word()) && one.at() > at;
              oldest[0] = Math.min(oldest[0], one.at());
            });
        if (isDeposit[0] || oldest[0] <= at) {
          return isDeposit[0];
        }
      }
      return false;
    }

    /** Whether what its player was sent before leaves no room for it. */
    private boolean isAboveLimit(Item item, Settings terms) {
      if (terms.withdrawalDay().isEmpty() && terms.withdrawalMonth().isEmpty()) {
        return false;
      }
      BigInteger[] used = {BigInteger.ZERO, BigInteger.ZERO};
      inquiry.library.each(
          Item.PAYOUTS,
          Names.WITHDRAWALS_OF + player,
          listed -> {
            if (listed.version() != version && listed.at() >= item.at() - MEMORY_MS) {
              String other = Names.PAYOUT_OF + player + ":" + listed.version();
              Payout.find(inquiry.library, other)
                  .filter(one -> isSentBefore(one, item.at()))
                  .ifPresent(
                      one -> {
                        BigInteger amount = one.asked().orElseThrow().amount();
                        long age = item.at() - one.assignedAt();
                        used[0] = age < DAY_MS ? used[0].add(amount) : used[0];
                        used[1] = age < MONTH_MS ? used[1].add(amount) : used[1];
                      });
            }
          });
      return isAbove(terms.withdrawalDay(), used[0]) || isAbove(terms.withdrawalMonth(), used[1]);
    }

    /** Nonces of one wallet have an order in which no clock has a part. */
    private boolean isSentBefore(Payout other, long at) {
      Optional<Payout.Assigned> its = other.assigned();
      if (its.isEmpty() || other.wasRefunded(at + SLACK_MS)) {
        return false;
      }
      Payout.Assigned own = payout.assigned().orElseThrow();
      boolean isSameWallet =
          its.get().chainId() == own.chainId() && its.get().wallet().equals(own.wallet());
      return isSameWallet ? its.get().nonce() < own.nonce() : other.assignedAt() <= at;
    }

    private boolean isAbove(Optional<BigInteger> limit, BigInteger used) {
      BigInteger all = used.add(payout.asked().orElseThrow().amount());
      return used.signum() > 0 && limit.filter(most -> all.compareTo(most) > 0).isPresent();
    }

    /** What is sent says what it must. */
    private void attempt(Item item) {
      Payout.Attempt made = payout.newest();
      if (!payout.due(made).equals(SignedPayment.of(made.raw()))) {
        found(item, Rule.ATTEMPT, "has a transaction that says another thing");
      }
    }

    @Override
    void finish() {
      Item end = last;
      if (end != null) {
        payout.ended().ifPresent(how -> ended(end, how));
      }
    }

    /** The account was told. */
    private void ended(Item end, Payout.Ended how) {
      if (inquiry.isLeftOut(Item.ACCOUNTS)) {
        inquiry.unknown(Rule.ENDED, "no account is in the export");
        return;
      }
      String receipts = Names.EXTERNAL_OF + Names.WITHDRAWAL_OF + player + ":" + version;
      if (inquiry
          .library
          .find(Item.ACCOUNTS, receipts, 2)
          .filter(receipt -> isTold(receipt, how))
          .isEmpty()) {
        found(end, Rule.ENDED, "has ended, and its receipt does not say so");
      }
    }

    private static boolean isTold(Item stored, Payout.Ended how) {
      try {
        Receipt receipt = Receipt.read(stored);
        return receipt.kind().equals(how.kind()) && receipt.detail().equals(how.detail());
      } catch (Unreadable malformed) {
        return false;
      }
    }
  }

  /** Who owns a wallet's nonces. */
  private static final class NoncesReading extends JournalReading {
    private final long chainId;
    private final String wallet;

    NoncesReading(Case inquiry, Item first) {
      super(inquiry, first);
      Matcher name = Names.NONCES.matcher(first.journal());
      if (!name.matches()) {
        throw new IllegalArgumentException("asked for before");
      }
      this.chainId = Texts.whole(name.group(1));
      this.wallet = name.group(2);
    }

    /** The nonce of the second slot. */
    static Optional<Long> first(Library library, String nonces) {
      try {
        return library
            .find(Item.PAYOUTS, nonces, 1)
            .filter(item -> item.type().equals("opened"))
            .map(item -> new Body(item.body()).whole("first", 0));
      } catch (Unreadable malformed) {
        return Optional.empty();
      }
    }

    /** The journal of the payout that owns a slot's nonce. */
    static Optional<String> owner(Item item) {
      if (!item.type().equals("claimed")) {
        return Optional.empty();
      }
      try {
        return Optional.of(ownerOf(new Body(item.body())));
      } catch (Unreadable malformed) {
        return Optional.empty();
      }
    }

    private static String ownerOf(Body body) {
      String owner = Names.PAYOUT_OF + body.text("player") + ":" + body.whole("version", 1);
      body.end();
      return owner;
    }

    @Override
    void judge(Item item, boolean follows) {
      inquiry.count("nonces", 1);
      Body body = new Body(item.body());
      switch (item.type()) {
        case "opened" -> {
          body.whole("first", 0);
          body.end();
        }
        case "claimed" -> nonce(item, ownerOf(body));
        case "skipped" -> {
          if (body.text("by").isBlank() || body.text("reason").isBlank()) {
            throw new Unreadable("is skipped by nobody, or for no reason");
          }
          body.end();
        }
        default -> throw new Unreadable("no nonce has an entry " + item.type());
      }
      course(item);
    }

    private void course(Item item) {
      if (item.type().equals("opened") != (item.version() == 1)) {
        found(item, Rule.COURSE, "cannot come here: nonces begin once, and first");
      }
    }

    /** The payout has just this nonce. */
    private void nonce(Item item, String owner) {
      boolean isOwned =
          first(inquiry.library, journal)
              .map(first -> new Payout.Assigned(chainId, wallet, first + item.version() - 2))
              .equals(Payout.find(inquiry.library, owner).flatMap(Payout::assigned));
      if (!isOwned) {
        found(item, Rule.NONCE, "names a payout that does not have this nonce");
      }
    }
  }

  /** What a player is shown of withdrawals. Its slots have gaps. */
  private static final class ListedReading extends JournalReading {
    private final String player;

    ListedReading(Case inquiry, Item first) {
      super(inquiry, first);
      Matcher name = Names.LISTED.matcher(first.journal());
      if (!name.matches()) {
        throw new IllegalArgumentException("asked for before");
      }
      this.player = name.group(1);
    }

    @Override
    boolean hasGaps() {
      return true;
    }

    @Override
    void judge(Item item, boolean follows) {
      new Body(item.body()).end();
      if (!item.type().equals("withdrawal")) {
        throw new Unreadable("lists no withdrawal");
      }
      listed(item);
    }

    private void listed(Item item) {
      if (inquiry.isLeftOut(Item.ACCOUNTS)) {
        inquiry.unknown(Rule.LISTED, "no account is in the export");
        return;
      }
      String receipts = Names.EXTERNAL_OF + Names.WITHDRAWAL_OF + player + ":" + item.version();
      if (inquiry.library.find(Item.ACCOUNTS, receipts, 1).isEmpty()) {
        found(item, Rule.LISTED, "lists what the account has not asked for");
      }
    }
  }

  /**
   * What a signed transaction says that sends ether and nothing else (type 2 of EIP-2718), in the
   * order of EIP-1559.
   */
  private record SignedPayment(
      BigInteger chainId,
      BigInteger nonce,
      BigInteger tip,
      BigInteger maxFee,
      BigInteger gas,
      String to,
      BigInteger value,
      String hash) {
    private static final int MEMBERS = 12;

    /** Nothing where the text is no such transaction. */
    static Optional<SignedPayment> of(String raw) {
      try {
        byte[] bytes = HexFormat.of().parseHex(raw, 2, raw.length());
        Rlp whole = Rlp.at(bytes, 1);
        List<Rlp> members = whole.members();
        boolean isPayment =
            raw.startsWith("0x02")
                && whole.isList
                && whole.end == bytes.length
                && members.size() == MEMBERS
                && members.get(5).text().length == 20
                && members.get(7).text().length == 0
                && members.get(8).isList
                && members.get(8).members().isEmpty();
        return isPayment
            ? Optional.of(
                new SignedPayment(
                    members.get(0).number(),
                    members.get(1).number(),
                    members.get(2).number(),
                    members.get(3).number(),
                    members.get(4).number(),
                    "0x" + HexFormat.of().formatHex(members.get(5).text()),
                    members.get(6).number(),
                    "0x" + HexFormat.of().formatHex(Keccak.hash(bytes))))
            : Optional.empty();
      } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
        return Optional.empty();
      }
    }
  }

  /** A text or a list of RLP. */
  private static final class Rlp {
    private static final int TEXT = 0x80;
    private static final int LIST = 0xc0;
    private static final int SHORT = 55;

    private final byte[] bytes;
    private final boolean isList;
    private final int begin;
    private final int end;

    /**
     * @param begin of its content
     * @param end behind its content
     */
    private Rlp(byte[] bytes, boolean isList, int begin, int end) {
      this.bytes = bytes;
      this.isList = isList;
      this.begin = begin;
      this.end = end;
    }

    static Rlp at(byte[] bytes, int place) {
      int first = Byte.toUnsignedInt(bytes[place]);
      if (first < TEXT) {
        return new Rlp(bytes, false, place, place + 1);
      }
      boolean isList = first >= LIST;
      int size = first - (isList ? LIST : TEXT);
      int begin = place + 1;
      if (size > SHORT) {
        begin += size - SHORT;
        size = new BigInteger(1, Arrays.copyOfRange(bytes, place + 1, begin)).intValueExact();
      }
      if (size > bytes.length - begin) {
        throw new IllegalArgumentException("is shorter than it says");
      }
      return new Rlp(bytes, isList, begin, begin + size);
    }

    List<Rlp> members() {
      List<Rlp> members = new ArrayList<>();
      for (int place = begin; place < end; place = members.getLast().end) {
        members.add(at(bytes, place));
      }
      return members;
    }

    byte[] text() {
      if (isList) {
        throw new IllegalArgumentException("is a list");
      }
      return Arrays.copyOfRange(bytes, begin, end);
    }

    BigInteger number() {
      return new BigInteger(1, text());
    }
  }

  /** Keccak-256, by which Ethereum names transactions, and which the JDK has not. */
  private static final class Keccak {
    private static final int RATE = 136;
    private static final int ROUNDS = 24;

    private Keccak() {}

    static byte[] hash(byte[] message) {
      byte[] padded = Arrays.copyOf(message, message.length + RATE - message.length % RATE);
      padded[message.length] |= 1;
      padded[padded.length - 1] |= (byte) 0x80;
      ByteBuffer words = ByteBuffer.wrap(padded).order(java.nio.ByteOrder.LITTLE_ENDIAN);
      long[] state = new long[25];
      while (words.hasRemaining()) {
        for (int i = 0; i < RATE / Long.BYTES; i++) {
          state[i] ^= words.getLong();
        }
        permute(state);
      }
      ByteBuffer hash = ByteBuffer.allocate(32).order(java.nio.ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < 4; i++) {
        hash.putLong(state[i]);
      }
      return hash.array();
    }

    /** Keccak-f[1600], its round constants from the shift register of its definition. */
    private static void permute(long[] state) {
      int register = 1;
      for (int round = 0; round < ROUNDS; round++) {
        mixColumns(state);
        long[] moved = moved(state);
        for (int y = 0; y < 25; y += 5) {
          for (int x = 0; x < 5; x++) {
            state[y + x] = moved[y + x] ^ (~moved[y + (x + 1) % 5] & moved[y + (x + 2) % 5]);
          }
        }
        for (int bit = 1; bit <= Long.SIZE; bit *= 2) {
          state[0] ^= (register & 1L) << (bit - 1);
          register = register < 128 ? 2 * register : (2 * register) ^ 0x171;
        }
      }
    }

    private static void mixColumns(long[] state) {
      long[] columns = new long[5];
      for (int i = 0; i < 25; i++) {
        columns[i % 5] ^= state[i];
      }
      for (int i = 0; i < 25; i++) {
        state[i] ^= columns[(i + 4) % 5] ^ Long.rotateLeft(columns[(i + 1) % 5], 1);
      }
    }

    /** Each lane turned and moved to its new place. */
    private static long[] moved(long[] state) {
      long[] moved = new long[25];
      moved[0] = state[0];
      int x = 1;
      int y = 0;
      for (int step = 1; step < 25; step++) {
        int nextX = y;
        int nextY = (2 * x + 3 * y) % 5;
        moved[nextX + 5 * nextY] =
            Long.rotateLeft(state[x + 5 * y], step * (step + 1) / 2 % Long.SIZE);
        x = nextX;
        y = nextY;
      }
      return moved;
    }
  }

  // ------------------------------------------------------------------ witnesses

  /** What says that an entry stood in an account. */
  private static final class WitnessReading extends JournalReading {
    private static final Set<String> KINDS = Set.of("limits", "adjustment");

    private final String account;
    private final long version;

    WitnessReading(Case inquiry, Item first) {
      super(inquiry, first);
      Matcher place = Names.WITNESS.matcher(first.journal());
      if (!place.matches()) {
        throw new IllegalArgumentException("asked for before");
      }
      this.account = Names.ACCOUNT_OF + place.group(1);
      this.version = Texts.whole(place.group(2));
    }

    @Override
    void judge(Item item, boolean follows) {
      Body body = new Body(item.body());
      String seal = body.text("seal");
      body.end();
      if (!KINDS.contains(item.type()) || item.version() != 1) {
        throw new Unreadable("is a witness of nothing that has one");
      }
      witness(item, seal);
    }

    private void witness(Item item, String seal) {
      if (inquiry.isLeftOut(Item.ACCOUNTS)) {
        inquiry.unknown(Rule.WITNESS, "no account is in the export");
        return;
      }
      boolean stands =
          inquiry
              .library
              .find(Item.ACCOUNTS, account, version)
              .filter(entry -> entry.seal().equals(seal))
              .filter(entry -> entry.type().equals(item.type()))
              .filter(entry -> entry.at() == item.at())
              .isPresent();
      if (!stands) {
        found(
            item,
            Rule.WITNESS,
            "has seen what does not stand in entry " + version + " of " + account);
      }
    }
  }

  // ------------------------------------------------------------------ facts of rounds

  /** Facts of bets. */
  private static final class Facts {
    static final String BET = "bet";

    private Facts() {}

    /** What tells a fact from others of its round. */
    record Id(String player, long version, String bet) {}

    /** A fact and its round; 0 and nothing stand for what is absent. */
    record InRound(
        long round,
        String player,
        long version,
        String kind,
        String bet,
        long seat,
        BigInteger stake,
        long auto,
        long multiplier,
        Optional<BigInteger> payout,
        long at) {

      Id id() {
        return new Id(player, version, bet);
      }

      boolean isBet() {
        return kind.equals(BET);
      }

      String text() {
        return String.join(
            "\n",
            Long.toString(round),
            player,
            Long.toString(version),
            kind,
            bet,
            Long.toString(seat),
            stake.toString(),
            Long.toString(auto),
            Long.toString(multiplier),
            payout.map(BigInteger::toString).orElse("-"),
            Long.toString(at));
      }
    }

    /** What an account's entry tells. */
    static List<InRound> of(String player, Item item, Entry entry) {
      List<InRound> facts = new ArrayList<>();
      entry
          .placed()
          .ifPresent(
              bet ->
                  facts.add(
                      new InRound(
                          bet.round(),
                          player,
                          item.version(),
                          BET,
                          Long.toString(bet.id()),
                          bet.seat(),
                          bet.stake(),
                          bet.auto(),
                          0,
                          Optional.empty(),
                          item.at())));
      entry.cashout().ifPresent(end -> facts.add(ended(player, item, end, "cashout")));
      for (End end : entry.ends()) {
        String kind = end.result().equals(End.REFUNDED) ? "refund" : "close";
        facts.add(ended(player, item, end, kind));
      }
      return facts;
    }

    private static InRound ended(String player, Item item, End end, String kind) {
      return new InRound(
          end.round(),
          player,
          item.version(),
          kind,
          Long.toString(end.bet()),
          end.seat(),
          end.stake(),
          0,
          end.multiplier(),
          Optional.of(end.payout()),
          item.at());
    }

    /** What an entry of a round's journal tells. */
    static List<InRound> read(Item item) {
      long round = Texts.whole(Names.after(Names.ROUND_OF, item.journal()));
      Body body = new Body(item.body());
      List<InRound> facts =
          body.findObjects("facts").stream().map(fact -> read(round, fact)).toList();
      body.end();
      if (!item.type().equals("bets") || facts.isEmpty() || facts.size() > 80) {
        throw new Unreadable("holds no facts, or too many");
      }
      return facts;
    }

    private static InRound read(long round, Body body) {
      String kind = body.text("kind");
      InRound fact =
          new InRound(
              round,
              body.text("player"),
              body.whole("version", 1),
              kind,
              body.text("betId"),
              body.whole("seat", Long.MIN_VALUE),
              body.amount("stake"),
              body.findWhole("auto", Multipliers.ONE).orElse(0L),
              body.findWhole("multiplier", Multipliers.ONE).orElse(0L),
              kind.equals(BET) ? Optional.empty() : Optional.of(body.amount("payout")),
              body.whole("at", Long.MIN_VALUE));
      body.end();
      if (!Set.of(BET, "cashout", "close", "refund").contains(kind)) {
        throw new Unreadable("no fact is of the kind " + kind);
      }
      return fact;
    }
  }

  /**
   * Facts of accounts less facts of rounds, by round modulo {@value #BUCKETS}. Each is a number, a
   * hash under a key that is drawn for this reading, so that nobody can look for facts that cancel.
   */
  private static final class FactBalance {
    private static final int BUCKETS = 4_096;
    private static final int KEY_BYTES = 16;

    private final long[] hashes = new long[BUCKETS];
    private final long[] counts = new long[BUCKETS];
    private String key;

    FactBalance() {
      byte[] random = new byte[KEY_BYTES];
      new SecureRandom().nextBytes(random);
      this.key = HexFormat.of().formatHex(random);
    }

    void told(Facts.InRound fact) {
      add(fact, 1);
    }

    void noted(Facts.InRound fact) {
      add(fact, -1);
    }

    private void add(Facts.InRound fact, int sign) {
      long hash = ByteBuffer.wrap(Texts.sha256(key + "\n" + fact.text())).getLong();
      hashes[bucket(fact.round())] += sign * hash;
      counts[bucket(fact.round())] += sign;
    }

    boolean isEven(long round) {
      int bucket = bucket(round);
      return hashes[bucket] == 0 && counts[bucket] == 0;
    }

    boolean isEven() {
      return uneven().isEmpty();
    }

    List<Long> uneven() {
      return LongStream.range(0, BUCKETS).filter(round -> !isEven(round)).boxed().toList();
    }

    String save() {
      return JsonText.object(
          Stream.of(
              JsonText.member("key", JsonText.text(key)),
              JsonText.member("hashes", JsonText.text(packed(hashes))),
              JsonText.member("counts", JsonText.text(packed(counts)))));
    }

    void restore(Body saved) {
      key = saved.text("key");
      unpack(saved.text("hashes"), hashes);
      unpack(saved.text("counts"), counts);
      saved.end();
    }

    private static String packed(long[] numbers) {
      ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Long.BYTES);
      bytes.asLongBuffer().put(numbers);
      return Texts.base64(bytes.array());
    }

    private static void unpack(String packed, long[] numbers) {
      ByteBuffer.wrap(Base64.getUrlDecoder().decode(packed)).asLongBuffer().get(numbers);
    }

    private static int bucket(long round) {
      return Math.floorMod(round, BUCKETS);
    }
  }

  /** The second reading, which names the facts that one side has and the other has not. */
  private static final class FactNaming {
    private static final int MAX_FACTS = 1_000_000;

    private final Case inquiry;
    private final Map<String, Told> left = new LinkedHashMap<>();
    private final Set<String> noted = new HashSet<>();
    private boolean isFull;

    private record Told(String journal, long slot, long count) {}

    FactNaming(Case inquiry) {
      this.inquiry = inquiry;
    }

    void take(Item item) {
      try {
        if (inquiry.isYoung(item.at()) || !item.unreadable().isEmpty()) {
          return;
        }
        if (item.table().equals(Item.ACCOUNTS) && item.journal().startsWith(Names.ACCOUNT_OF)) {
          String player = Names.after(Names.ACCOUNT_OF, item.journal());
          Facts.of(player, item, Entry.of(item)).forEach(fact -> add(fact, item, 1));
        }
      } catch (Unreadable malformed) {
        // found by the first reading
      }
      takeRound(item);
    }

    /** Also of young entries: a fact counts by its own instant. */
    private void takeRound(Item item) {
      if (item.table().equals(Item.EVENTS) && Names.ROUND.matcher(item.journal()).matches()) {
        try {
          Facts.read(item).stream()
              .filter(fact -> !inquiry.facts.isEven(fact.round()))
              .filter(fact -> noted.add(fact.round() + " " + fact.id()))
              .forEach(fact -> add(fact, item, -1));
        } catch (Unreadable malformed) {
          // found by the first reading
        }
      }
    }

    private void add(Facts.InRound fact, Item item, long sign) {
      if (inquiry.facts.isEven(fact.round()) || !inquiry.isCompared(fact.at())) {
        return;
      }
      isFull |= left.size() >= MAX_FACTS || noted.size() >= MAX_FACTS;
      if (!isFull) {
        left.merge(
            fact.text(),
            new Told(item.journal(), item.version(), sign),
            (one, other) -> new Told(one.journal(), one.slot(), one.count() + sign));
        left.computeIfPresent(fact.text(), (text, told) -> told.count() == 0 ? null : told);
      }
    }

    void fact() {
      if (isFull) {
        inquiry.compareFacts(); // too many to be named one by one
        return;
      }
      left.forEach(
          (text, told) ->
              inquiry.found(
                  told.journal(),
                  told.slot(),
                  Rule.FACT,
                  (told.count() > 0 ? "is told by no round: " : "stands in no account: ")
                      + text.replace('\n', ' ')));
    }
  }

  /** The facts of one round. */
  private static final class RoundReading extends JournalReading {
    private final long round;
    private final Map<Facts.Id, Facts.InRound> facts = new HashMap<>();
    private final List<Noted> inOrder = new ArrayList<>();
    private long oldThrough;

    private record Noted(long version, Facts.InRound fact) {}

    RoundReading(Case inquiry, Item first) {
      super(inquiry, first);
      this.round = Texts.whole(Names.after(Names.ROUND_OF, first.journal()));
    }

    /** A round is over within minutes, and its journal is as short. */
    @Override
    boolean mayPause() {
      return false;
    }

    @Override
    void judge(Item item, boolean follows) {
      oldThrough = item.version();
      note(item);
    }

    @Override
    void young(Item item) {
      note(item);
    }

    private void note(Item item) {
      for (Facts.InRound fact : Facts.read(item)) {
        Facts.InRound known = facts.putIfAbsent(fact.id(), fact);
        if (known == null) {
          inOrder.add(new Noted(item.version(), fact));
          if (inquiry.isCompared(fact.at())) {
            inquiry.count("facts", 1);
            inquiry.facts.noted(fact);
          }
        } else {
          fact(item, known, fact);
        }
      }
    }

    private void fact(Item item, Facts.InRound known, Facts.InRound again) {
      if (!known.equals(again)) {
        found(item, Rule.FACT, "tells otherwise what was told before of bet " + again.bet());
      }
    }

    @Override
    void finish() {
      List<HouseEntry.Posting> postings = new ArrayList<>();
      try {
        inquiry.library.each(
            Item.EVENTS,
            Names.POSTING_OF + round,
            item -> HouseEntry.of(item).posting().ifPresent(postings::add));
      } catch (Unreadable malformed) {
        return; // its own journal has the finding
      }
      if (inquiry.isLeftOut(Names.HOUSE)) {
        inquiry.unknown(Rule.POSTING, "the journal house is not in the export");
        return;
      }
      posting(postings);
    }

    /** Each posting is what the facts up to it come to, and the last one is all of them. */
    private void posting(List<HouseEntry.Posting> postings) {
      Takings takings = new Takings();
      Iterator<Noted> facts = inOrder.iterator();
      @Nullable Noted next = facts.hasNext() ? facts.next() : null;
      BigInteger posted = BigInteger.ZERO;
      long through = 0;
      for (HouseEntry.Posting posting : postings) {
        while (next != null && next.version() <= posting.through()) {
          takings.add(next.fact());
          next = facts.hasNext() ? facts.next() : null;
        }
        posted = posting.total();
        through = posting.through();
        requireTotal(through, takings, posted);
      }
      while (next != null && next.version() <= oldThrough) {
        takings.add(next.fact());
        next = facts.hasNext() ? facts.next() : null;
      }
      if (oldThrough > through) {
        requireTotal(oldThrough, takings, posted);
      }
    }

    private void requireTotal(long through, Takings takings, BigInteger posted) {
      if (!takings.house().equals(posted)) {
        inquiry.found(
            journal,
            through,
            Rule.POSTING,
            "brings the house %s wei up to here, and %s are posted"
                .formatted(takings.house(), posted));
      }
    }
  }

  /** What facts come to for the house: of each bet that ended its stake, less its payouts. */
  private static final class Takings {
    private final Set<String> ended = new HashSet<>();
    private BigInteger house = BigInteger.ZERO;

    void add(Facts.InRound fact) {
      if (fact.payout().isPresent()) {
        if (ended.add(fact.player() + " " + fact.bet())) {
          house = house.add(fact.stake());
        }
        house = house.subtract(fact.payout().get());
      }
    }

    BigInteger house() {
      return house;
    }
  }

  // ------------------------------------------------------------------ the game

  /** Multipliers, in hundredths. */
  private static final class Multipliers {
    static final long ONE = 100;
    private static final double GROWTH_PER_MS = 0.00006;
    private static final long LONGEST_FLIGHT_MS = 1_000_000;
    private static final int CRASH_BITS = 52;

    private Multipliers() {}

    static BigInteger times(BigInteger stake, long multiplier) {
      return stake.multiply(BigInteger.valueOf(multiplier)).divide(HUNDRED);
    }

    /** The multiplier at which a stake wins a profit. */
    static long cap(BigInteger stake, BigInteger profit) {
      return HUNDRED
          .add(profit.multiply(HUNDRED).divide(stake))
          .min(LARGEST_MULTIPLIER)
          .longValueExact();
    }

    static long curve(long elapsedMs) {
      return (long) Math.floor(100 * StrictMath.exp(GROWTH_PER_MS * elapsedMs));
    }

    /** The first millisecond at which the curve has reached a multiplier: it never falls. */
    static long reachedAfter(long multiplier) {
      long below = -1;
      long reached = LONGEST_FLIGHT_MS;
      while (reached - below > 1) {
        long middle = (below + reached) / 2;
        if (curve(middle) >= multiplier) {
          reached = middle;
        } else {
          below = middle;
        }
      }
      return reached;
    }

    static long crashPoint(byte[] key, String gameHash) {
      byte[] mac = Texts.hmac(key, gameHash);
      BigInteger all = BigInteger.ONE.shiftLeft(CRASH_BITS);
      BigInteger r = new BigInteger(1, Arrays.copyOf(mac, Long.BYTES)).shiftRight(64 - CRASH_BITS);
      BigInteger point = BigInteger.valueOf(99).multiply(all).divide(all.subtract(r));
      return Math.max(ONE, point.longValueExact());
    }
  }

  /** What a round is opened with. */
  private record Opening(
      String chain,
      long game,
      String commitment,
      long opensAt,
      long closesAt,
      long startsAt,
      BigInteger minStake,
      BigInteger maxStake,
      BigInteger maxProfit,
      long curve,
      Optional<BigInteger> bankroll,
      Optional<Beacon> beacon) {
    static final String TYPE = "round_open";

    static Opening of(Item item) {
      Body body = new Body(item.body());
      Opening opening =
          new Opening(
              body.text("chain"),
              body.whole("game", 1),
              body.text("commitment"),
              body.whole("opensAt", 0),
              body.whole("closesAt", 0),
              body.whole("startsAt", 0),
              body.amount("minStake"),
              body.amount("maxStake"),
              body.amount("maxProfit"),
              body.whole("curve", 0),
              body.find("bankroll").map(Texts::amount),
              body.findObject("beacon").map(Beacon::of));
      body.end();
      return opening;
    }
  }

  /** The signature that decides a round, as its opening names it: no journal had it then. */
  private record Beacon(
      String name, String chainHash, String publicKey, long genesis, long period, long round) {
    private static final String QUICKNET = "quicknet";
    private static final String DEVELOPMENT = "development";
    private static final String QUICKNET_CHAIN =
        "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971";
    private static final String QUICKNET_KEY =
        "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c"
            + "8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb"
            + "5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a";
    private static final long QUICKNET_GENESIS = 1_692_803_367_000L;
    private static final long QUICKNET_PERIOD = 3_000;
    private static final Pattern KEY = Pattern.compile("[0-9a-f]{192}");
    private static final long LONGEST_PERIOD = 60_000;
    private static final long SHORTEST_PERIOD = 10;
    private static final long LAST_MS = 100_000_000_000_000L;
    private static final long AFTER_BETS_MS = 300;
    private static final long VOID_AFTER_MS = 30_000;

    static Beacon of(Body body) {
      Beacon beacon =
          new Beacon(
              body.text("name"),
              body.text("chainHash"),
              body.text("publicKey"),
              body.whole("genesisMs", 0),
              body.whole("periodMs", SHORTEST_PERIOD),
              body.whole("round", 1));
      body.end();
      if (beacon.period > LONGEST_PERIOD || beacon.genesis > LAST_MS || beacon.round > LAST_MS) {
        throw new Unreadable("a beacon's numbers are too large");
      }
      return beacon;
    }

    /** Whether the facts are those of its name: a network of development is bound by its hash. */
    boolean isKnown() {
      String bound = DEVELOPMENT + ":" + publicKey + ":" + genesis + ":" + period;
      return switch (name) {
        case QUICKNET ->
            chainHash.equals(QUICKNET_CHAIN)
                && publicKey.equals(QUICKNET_KEY)
                && genesis == QUICKNET_GENESIS
                && period == QUICKNET_PERIOD;
        case DEVELOPMENT ->
            KEY.matcher(publicKey).matches()
                && chainHash.equals(HexFormat.of().formatHex(Texts.sha256(bound)));
        default -> false;
      };
    }

    long comesAt() {
      return genesis + (round - 1) * period;
    }

    /** Whether it is the first that comes so long after an instant. */
    boolean isFirstAfter(long instant) {
      return comesAt() >= instant + AFTER_BETS_MS
          && (round == 1 || comesAt() - period < instant + AFTER_BETS_MS);
    }

    long voidAt() {
      return comesAt() + VOID_AFTER_MS;
    }
  }

  /** A flight begins; {@code force} and {@code through} are 0 without a force point. */
  private record Start(long startsAt, long force, long through, Optional<String> signature) {
    static final String TYPE = "round_start";

    static Start of(Item item) {
      Body body = new Body(item.body());
      Optional<Body> force = body.findObject("force");
      Start start =
          new Start(
              body.whole("startsAt", 0),
              force.map(point -> point.whole("at", Multipliers.ONE)).orElse(0L),
              force.map(point -> point.whole("through", 0)).orElse(0L),
              body.find("signature"));
      force.ifPresent(Body::end);
      body.end();
      return start;
    }
  }

  /** A round ends; {@code crash} and {@code crashedAt} are 0 in a void one. */
  private record Ending(long crash, long crashedAt, String gameHash, Optional<Long> toldAfter) {
    static final String CRASH = "round_crash";
    static final String VOID = "round_void";

    static Ending of(Item item) {
      Body body = new Body(item.body());
      boolean isCrash = item.type().equals(CRASH);
      Ending ending =
          new Ending(
              isCrash ? body.whole("crash", Multipliers.ONE) : 0,
              isCrash ? body.whole("crashedAt", 0) : 0,
              body.text("gameHash"),
              isCrash ? body.findWhole("toldAfter", 0) : Optional.empty());
      if (!isCrash) {
        body.text("reason");
      }
      body.end();
      return ending;
    }
  }

  /** A round, as far as it is told. */
  private record Round(
      long id, Opening opening, Optional<Start> start, Optional<Ending> end, boolean isVoid) {

    /** The round that an entry opens, nothing if it opens none or cannot be read. */
    static Optional<Round> of(Item item, Library library) {
      if (!item.type().equals(Opening.TYPE)) {
        return Optional.empty();
      }
      try {
        Optional<Item> second = library.event(Names.GAME, item.version() + 1);
        boolean isVoid = second.filter(next -> next.type().equals(Ending.VOID)).isPresent();
        Optional<Item> started = second.filter(next -> next.type().equals(Start.TYPE));
        Optional<Item> crashed =
            started
                .flatMap(next -> library.event(Names.GAME, next.version() + 1))
                .filter(next -> next.type().equals(Ending.CRASH));
        return Optional.of(
            new Round(
                item.version(),
                Opening.of(item),
                started.map(Start::of),
                (isVoid ? second : crashed).map(Ending::of),
                isVoid));
      } catch (Unreadable malformed) {
        return Optional.empty();
      }
    }

    long opensAt() {
      return opening.opensAt();
    }

    long closesAt() {
      return opening.closesAt();
    }

    long startsAt() {
      return start.map(Start::startsAt).orElse(opening.startsAt());
    }

    BigInteger minStake() {
      return opening.minStake();
    }

    BigInteger maxStake() {
      return opening.maxStake();
    }

    BigInteger maxProfit() {
      return opening.maxProfit();
    }

    boolean isOver() {
      return end.isPresent();
    }

    boolean isCrashed() {
      return isOver() && !isVoid;
    }

    long crash() {
      return end.orElseThrow().crash();
    }

    long crashedAt() {
      return end.orElseThrow().crashedAt();
    }

    long endedAt() {
      return isVoid ? startsAt() : crashedAt();
    }

    boolean hasStartedAt(long gameVersion) {
      return start.isPresent() && id + 1 <= gameVersion;
    }

    boolean hasOutcomeAt(long gameVersion) {
      return isOver() && (isVoid ? id + 1 : id + 2) <= gameVersion;
    }

    /** Where a bet is won without a word. */
    long target(Bet bet) {
      long own = bet.auto() == 0 ? bet.cap() : Math.min(bet.auto(), bet.cap());
      long force = start.map(Start::force).orElse(0L);
      return force == 0 ? own : Math.min(own, force);
    }

    long multiplierAt(long instant) {
      return Math.min(Multipliers.curve(instant - startsAt()), crash());
    }

    /** How a bet ends that nobody cashed out. */
    Optional<End> endOf(Bet bet) {
      if (isVoid) {
        return Optional.of(end(bet, End.REFUNDED, Multipliers.ONE));
      }
      if (!isOver()) {
        return Optional.empty();
      }
      long target = target(bet);
      return Optional.of(target > crash() ? end(bet, End.LOST, 0) : end(bet, End.AUTO, target));
    }

    private static End end(Bet bet, String result, long multiplier) {
      return new End(bet.id(), bet.round(), bet.seat(), bet.stake(), result, multiplier);
    }
  }

  /** A chain of game hashes as it was published. */
  private record HashChain(
      String id, String terminalHash, long length, Optional<String> salt, long saltedAt) {
    static final String COMMITTED = "chain_committed";
    static final String SALTED = "chain_salted";

    /** Adds what an entry publishes, as far as it can be understood. */
    static void learn(List<HashChain> chains, Item item) {
      try {
        Body body = new Body(item.body());
        if (item.type().equals(COMMITTED)) {
          chains.add(
              new HashChain(
                  body.text("chain"),
                  body.text("terminalHash"),
                  body.whole("length", 1),
                  Optional.empty(),
                  0));
        } else if (!chains.isEmpty() && chains.getLast().id().equals(body.text("chain"))) {
          HashChain last = chains.removeLast();
          chains.add(
              new HashChain(
                  last.id(),
                  last.terminalHash(),
                  last.length(),
                  Optional.of(body.text("salt")),
                  item.at()));
        }
      } catch (Unreadable malformed) {
        // found where the journal passes by
      }
    }
  }

  /** What is published of chains. */
  private static final class FairnessReading extends JournalReading {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private final Set<String> ids = new HashSet<>();
    private String open = "";
    private Optional<Long> openBlock = Optional.empty();

    FairnessReading(Case inquiry, Item first) {
      super(inquiry, first);
    }

    /** One entry for each chain, two for one of before. */
    @Override
    boolean mayPause() {
      return false;
    }

    @Override
    void judge(Item item, boolean follows) {
      Body body = new Body(item.body());
      String chain = body.text("chain");
      Optional<Long> block = body.findWhole("saltBlock", 0);
      if (item.type().equals(HashChain.COMMITTED)) {
        String terminal = body.text("terminalHash");
        body.whole("length", 1);
        body.end();
        boolean isNext = open.isEmpty() || block.isEmpty() || !follows;
        fairness(item, HASH.matcher(terminal).matches() && isNext && ids.add(chain));
        open = block.isPresent() ? chain : "";
        openBlock = block;
      } else if (item.type().equals(HashChain.SALTED)) {
        String salt = body.text("salt");
        body.end();
        boolean isOfOpen = open.equals(chain) && block.equals(openBlock);
        boolean isSalt = HASH.matcher(salt).matches() && block.isPresent();
        fairness(item, isSalt && (isOfOpen || !follows));
        open = "";
      } else {
        throw new Unreadable("publishes nothing of a chain");
      }
    }

    private void fairness(Item item, boolean isRight) {
      if (!isRight) {
        found(item, Rule.FAIRNESS, "is not what comes next: a chain, or the salt of one of before");
      }
    }
  }

  /** The newest entries of a journal around instants that do not go back. */
  private static final class Timeline {
    private final Library library;
    private final String journal;
    private long version;

    Timeline(Library library, String journal) {
      this.library = library;
      this.journal = journal;
    }

    /** The versions that were the newest at some instant that near, 0 before the first. */
    List<Long> around(long instant, long withinMs) {
      // clocks differ, so from some time before every step is looked at
      gallop(instant - withinMs - SLACK_MS);
      while (isWrittenBy(version + 1, instant - withinMs)) {
        version++;
      }
      List<Long> versions = new ArrayList<>(List.of(version));
      while (isWrittenBy(versions.getLast() + 1, instant + withinMs)) {
        versions.add(versions.getLast() + 1);
      }
      return versions;
    }

    private void gallop(long instant) {
      long stride = 1;
      while (isWrittenBy(version + stride, instant)) {
        version += stride;
        stride *= 2;
      }
      while (stride > 1) {
        stride /= 2;
        version += isWrittenBy(version + stride, instant) ? stride : 0;
      }
    }

    private boolean isWrittenBy(long next, long instant) {
      return library.event(journal, next).filter(item -> item.at() <= instant).isPresent();
    }
  }

  /** What the bankroll at its worst may have been: it stands in no journal. */
  private static final class Bankroll {
    static final String UNKNOWN =
        "more rounds were not posted than count: what the bankroll was cannot be told";

    /** Rounds that count even if they were posted: a loss may still be corrected. */
    private static final int NEWEST_ROUNDS = 40;

    /** So many more count, if they are not done; where there are more, nothing is known. */
    private static final int MAX_ROUNDS = 300;

    private final Library library;
    private final Timeline house;
    private final Deque<Long> newest = new ArrayDeque<>();
    private final Deque<Long> older = new ArrayDeque<>();
    private final Map<Long, Stakes> stakes = new Recently<>(2 * MAX_ROUNDS);

    /** What the bets of a round come to, and when the newest of it was told. */
    private record Stakes(
        BigInteger staked, BigInteger winnable, BigInteger won, boolean isOver, long toldAt) {}

    /** Between these it was. */
    record Bounds(BigInteger low, BigInteger high) {
      /** A share of it, in basis points, at its lowest and at its highest. */
      Bounds share(long basisPoints) {
        return new Bounds(part(low, basisPoints), part(high, basisPoints));
      }

      private static BigInteger part(BigInteger of, long basisPoints) {
        return of.max(BigInteger.ZERO)
            .multiply(BigInteger.valueOf(basisPoints))
            .divide(BASIS_POINTS);
      }
    }

    Bankroll(Library library) {
      this.library = library;
      this.house = new Timeline(library, Names.HOUSE);
    }

    /** A round was opened at an instant. */
    void opened(long round, long instant) {
      newest.addLast(round);
      if (newest.size() > NEWEST_ROUNDS + 1) {
        pass(newest.removeFirst(), instant);
      }
      if (older.size() > MAX_ROUNDS) {
        // in a house where nobody asks they would be more and more
        look(2, instant);
      }
    }

    /** The rounds before the newest ones that may not be done. */
    List<Long> older() {
      return List.copyOf(older);
    }

    void resume(List<Long> rounds) {
      older.clear();
      older.addAll(rounds);
    }

    /** Around an instant, on the rounds before one; nothing where too many are not done. */
    Optional<Bounds> around(long instant, long beforeRound) {
      List<BigInteger> owned =
          house.around(instant, SLACK_MS).stream()
              .map(version -> version == 0 ? BigInteger.ZERO : bankroll(version))
              .toList();
      if (newest.size() > NEWEST_ROUNDS && newest.getLast() < beforeRound) {
        pass(newest.removeFirst(), instant);
      }
      int rest = Math.max(0, older.size() - MAX_ROUNDS - 1);
      look(MAX_ROUNDS + 1, instant);
      if (older.size() > MAX_ROUNDS) {
        return Optional.empty();
      }
      look(rest, instant);
      BigInteger low = Collections.min(owned);
      BigInteger high = Collections.max(owned);
      List<Long> counting = new ArrayList<>(older);
      newest.stream().filter(round -> round < beforeRound).forEach(counting::add);
      for (long round : counting) {
        Stakes of = stakes.computeIfAbsent(round, this::stakes);
        // a loss that is posted already may still be corrected
        low = low.subtract(of.winnable()).subtract(of.staked());
        high = high.add(of.staked());
      }
      return Optional.of(new Bounds(low, high));
    }

    /** Forgets of so many older rounds those that were done; each has its turn. */
    private void look(int most, long instant) {
      int looks = Math.min(most, older.size());
      for (int i = 0; i < looks; i++) {
        pass(older.removeFirst(), instant);
      }
    }

    /** A round that is not one of the newest counts as long as it is not done. */
    private void pass(long round, long instant) {
      if (!isDone(round, instant - SLACK_MS)) {
        older.addLast(round);
      }
    }

    /** Whether by then all was told, every bet had ended, and what they come to was posted. */
    private boolean isDone(long round, long by) {
      Stakes of = stakes.computeIfAbsent(round, this::stakes);
      return of.staked().signum() == 0
          || (of.isOver() && of.toldAt() <= by && posted(round, by).equals(of.won()));
    }

    private BigInteger posted(long round, long by) {
      List<Item> postings = new ArrayList<>();
      library.each(
          Item.EVENTS,
          Names.POSTING_OF + round,
          item -> {
            if (item.at() <= by) {
              postings.add(item);
            }
          });
      try {
        return postings.isEmpty()
            ? BigInteger.ZERO
            : HouseEntry.of(postings.getLast())
                .posting()
                .map(HouseEntry.Posting::total)
                .orElse(BigInteger.ZERO);
      } catch (Unreadable malformed) {
        return BigInteger.ZERO; // its own reading has found it
      }
    }

    private BigInteger bankroll(long version) {
      return library
          .event(Names.HOUSE, version)
          .map(item -> HouseEntry.of(item).books().bankroll())
          .orElse(BigInteger.ZERO);
    }

    private Stakes stakes(long id) {
      Optional<Round> round = library.round(id);
      BigInteger staked = BigInteger.ZERO;
      BigInteger winnable = BigInteger.ZERO;
      for (Facts.InRound bet : bets(library, id, Long.MAX_VALUE)) {
        staked = staked.add(bet.stake());
        if (round.isPresent() && bet.stake().signum() > 0) {
          long cap = Multipliers.cap(bet.stake(), round.get().maxProfit());
          long target = bet.auto() == 0 ? cap : Math.min(bet.auto(), cap);
          winnable = winnable.add(Multipliers.times(bet.stake(), target).subtract(bet.stake()));
        }
      }
      return ended(id, staked, winnable);
    }

    /** The same with what those come to that have ended. */
    private Stakes ended(long id, BigInteger staked, BigInteger winnable) {
      Map<Facts.Id, Facts.InRound> facts = new LinkedHashMap<>();
      long[] toldAt = {0};
      library.each(
          Item.EVENTS,
          Names.ROUND_OF + id,
          item -> {
            Facts.read(item).forEach(fact -> facts.putIfAbsent(fact.id(), fact));
            toldAt[0] = Math.max(toldAt[0], item.at());
          });
      Map<String, BigInteger> won = new LinkedHashMap<>();
      for (Facts.InRound fact : facts.values()) {
        if (!fact.isBet()) {
          won.merge(
              fact.player() + "\n" + fact.bet(),
              fact.stake().subtract(fact.payout().orElse(BigInteger.ZERO)),
              (so, more) -> so.add(more).subtract(fact.stake()));
        }
      }
      boolean isOver =
          facts.values().stream()
              .filter(Facts.InRound::isBet)
              .allMatch(fact -> won.containsKey(fact.player() + "\n" + fact.bet()));
      BigInteger house = won.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
      return new Stakes(staked, winnable, house, isOver, toldAt[0]);
    }

    /** The bets that a round's journal tells up to a version, each once. */
    static List<Facts.InRound> bets(Library library, long round, long through) {
      Map<Facts.Id, Facts.InRound> bets = new LinkedHashMap<>();
      library.each(
          Item.EVENTS,
          Names.ROUND_OF + round,
          item -> {
            if (item.version() <= through) {
              Facts.read(item).stream()
                  .filter(Facts.InRound::isBet)
                  .forEach(bet -> bets.putIfAbsent(bet.id(), bet));
            }
          });
      return List.copyOf(bets.values());
    }
  }

  /** The game, round by round. */
  private static final class GameReading extends JournalReading {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern SIGNATURE = Pattern.compile("[0-9a-f]{96}");
    private static final long IN_FORCE_MS = 62_000;
    private static final long WRITER_DELAY_MS = 1_000;
    private static final long START_DELAY_MS = 500;
    private static final long TOLD_AFTER_MS = 251;
    private static final long LOWEST_FORCE = 101;
    private static final String OLDER_OF = "older.";
    private static final String IS_NAMED = "isBankrollNamed";

    private final Timeline openings;
    private final Timeline starts;
    private final Bankroll bankroll;
    private Phase phase = Phase.OVER;
    private @Nullable Opening opening;
    private @Nullable Start begun;
    private @Nullable Played previous;
    private String network = "";
    private long roundId;
    private long endedAt;
    private boolean isBankrollNamed;

    /** What comes next. */
    private enum Phase {
      /** After an opening: a start or a void. */
      OPEN,
      /** After a start: the crash. */
      STARTED,
      /** After an end: an opening. */
      OVER,
      /** Something is missing: anything may come next. */
      UNKNOWN
    }

    /** A game that was shown. */
    private record Played(String chain, long game, String gameHash) {}

    GameReading(Case inquiry, Item first) {
      super(inquiry, first);
      this.openings = new Timeline(inquiry.library, Names.SETTINGS);
      this.starts = new Timeline(inquiry.library, Names.SETTINGS);
      this.bankroll = new Bankroll(inquiry.library);
    }

    @Override
    void judge(Item item, boolean follows) {
      if (!follows) {
        phase = Phase.UNKNOWN;
        opening = null;
        previous = null;
      }
      round(item, phase);
      switch (item.type()) {
        case Opening.TYPE -> open(item, Opening.of(item));
        case Start.TYPE -> start(item, Start.of(item));
        case Ending.VOID, Ending.CRASH -> finish(item, Ending.of(item));
        default -> throw new Unreadable("is no step of a game");
      }
    }

    /** The round that is played, the one before it, and the newest that the bankroll needs. */
    @Override
    long recallFrom(Item last) {
      return Math.max(1, last.version() - Source.MAX_ITEMS + 1);
    }

    /** And the older ones, each by its name, and whether rounds name what they count on. */
    @Override
    Map<String, Long> memo() {
      Map<String, Long> memo = new TreeMap<>();
      bankroll.older().forEach(round -> memo.put(OLDER_OF + round, round));
      memo.put(IS_NAMED, isBankrollNamed ? 1L : 0L);
      return memo;
    }

    @Override
    void resume(Paused paused) {
      super.resume(paused);
      isBankrollNamed = paused.noted(IS_NAMED) == 1;
      bankroll.resume(
          paused.memo().entrySet().stream()
              .filter(one -> one.getKey().startsWith(OLDER_OF))
              .map(Map.Entry::getValue)
              .toList());
    }

    @Override
    void remember(Item item) {
      switch (item.type()) {
        case Opening.TYPE -> {
          roundId = item.version();
          bankroll.opened(roundId, item.at());
          Opening opened = Opening.of(item);
          isBankrollNamed |= opened.bankroll().isPresent();
          opened.beacon().ifPresent(beacon -> network = beacon.name());
          opening = opened;
          phase = Phase.OPEN;
        }
        case Start.TYPE -> {
          begun = Start.of(item);
          phase = Phase.STARTED;
        }
        case Ending.VOID, Ending.CRASH -> {
          if (opening != null) {
            ended(item, opening, Ending.of(item));
          }
          opening = null;
          phase = Phase.OVER;
        }
        default -> throw new Unreadable("is no step of a game");
      }
    }

    private void ended(Item item, Opening of, Ending end) {
      endedAt = item.type().equals(Ending.VOID) ? of.startsAt() : end.crashedAt();
      previous = new Played(of.chain(), of.game(), end.gameHash());
    }

    private void open(Item item, Opening opened) {
      inquiry.count("rounds", 1);
      roundId = item.version();
      bankroll.opened(roundId, item.at());
      roundTime(item, opened);
      chain(item, opened);
      beacon(item, opened);
      hash(item, opened);
      terms(item, opened);
      opening = opened;
      phase = Phase.OPEN;
    }

    private void start(Item item, Start start) {
      if (opening != null) {
        roundTimeOfStart(item, opening, start);
        beaconOfStart(item, opening, start);
        force(item, start);
      }
      begun = start;
      phase = Phase.STARTED;
    }

    private void finish(Item item, Ending end) {
      Opening of = opening;
      if (of != null) {
        roundTimeOfEnd(item, of, end);
        hashOfEnd(item, of, end);
        if (item.type().equals(Ending.CRASH)) {
          Optional<Start> start = Optional.ofNullable(begun).filter(one -> phase == Phase.STARTED);
          start.ifPresent(one -> crashPoint(item, of, one, end));
          start.ifPresent(one -> crashInstant(item, one, end));
          told(item, end);
        }
        ended(item, of, end);
      }
      opening = null;
      phase = Phase.OVER;
    }

    private void round(Item item, Phase before) {
      boolean isNext =
          switch (item.type()) {
            case Opening.TYPE -> before == Phase.OVER && Opening.of(item).curve() == 1;
            case Start.TYPE, Ending.VOID -> before == Phase.OPEN;
            case Ending.CRASH -> before == Phase.STARTED;
            default -> true;
          };
      if (!isNext && before != Phase.UNKNOWN) {
        found(item, Rule.ROUND, "does not follow what is before it");
      }
    }

    // ---------------------------------------------------------------- times

    private void roundTime(Item item, Opening opened) {
      boolean isRight =
          opened.opensAt() < opened.closesAt()
              && opened.closesAt() < opened.startsAt()
              && item.at() >= opened.opensAt()
              && item.at() <= opened.opensAt() + WRITER_DELAY_MS
              && opened.opensAt() >= endedAt;
      if (!isRight) {
        found(item, Rule.ROUND_TIME, "opens a round whose times are in no order");
      }
    }

    private void roundTimeOfStart(Item item, Opening of, Start start) {
      boolean isRight =
          of.beacon().isPresent()
              ? start.startsAt() >= of.startsAt()
                  && start.startsAt() <= of.beacon().get().voidAt() + WRITER_DELAY_MS
                  && item.at() >= of.beacon().get().comesAt()
                  && item.at() <= start.startsAt() + START_DELAY_MS + WRITER_DELAY_MS
              : start.startsAt() == of.startsAt()
                  && item.at() >= of.closesAt()
                  && item.at() <= of.startsAt() + START_DELAY_MS + WRITER_DELAY_MS;
      if (!isRight) {
        found(item, Rule.ROUND_TIME, "starts at another time than was announced");
      }
    }

    private void roundTimeOfEnd(Item item, Opening of, Ending end) {
      boolean isVoid = item.type().equals(Ending.VOID);
      long voidAfter = of.beacon().map(Beacon::voidAt).orElse(of.startsAt() + START_DELAY_MS);
      boolean isRight = isVoid ? item.at() > voidAfter : item.at() >= end.crashedAt();
      if (!isRight) {
        found(item, Rule.ROUND_TIME, "ends a round before there is a reason to");
      }
    }

    private void told(Item item, Ending end) {
      boolean isRight =
          end.toldAfter()
              .map(delay -> delay >= TOLD_AFTER_MS && item.at() >= end.crashedAt() + delay)
              .orElse(true);
      if (!isRight) {
        found(item, Rule.TOLD, "tells of a crash while a cashout could still be stamped before it");
      }
    }

    // ---------------------------------------------------------------- hashes

    private Optional<HashChain> chainOf(Opening opened) {
      return inquiry.library.chains().stream()
          .filter(chain -> chain.id().equals(opened.chain()))
          .findFirst();
    }

    private boolean hasNoChains(Rule rule) {
      boolean isUnknown = inquiry.isLeftOut(Names.FAIRNESS);
      if (isUnknown) {
        inquiry.unknown(rule, "the journal fairness is not in the export");
      }
      return isUnknown;
    }

    private void chain(Item item, Opening opened) {
      if (hasNoChains(Rule.CHAIN)) {
        return;
      }
      List<HashChain> chains = inquiry.library.chains();
      Played last = previous;
      if (last == null && item.version() > 1) {
        inquiry.unknown(Rule.CHAIN, "the game before a gap is not known");
        return;
      }
      int index = 0;
      long game = 1;
      if (last != null) {
        while (index < chains.size() && !chains.get(index).id().equals(last.chain())) {
          index++;
        }
        boolean isUsedUp = index < chains.size() && last.game() >= chains.get(index).length();
        game = isUsedUp ? 1 : last.game() + 1;
        index += isUsedUp ? 1 : 0;
      }
      boolean isNext =
          index < chains.size()
              && chains.get(index).id().equals(opened.chain())
              && opened.game() == game;
      if (!isNext) {
        found(
            item,
            Rule.CHAIN,
            "plays game " + opened.game() + " of chain " + opened.chain() + ", which is not next");
        return;
      }
      HashChain chain = chains.get(index);
      boolean isSalted = chain.salt().isPresent() && chain.saltedAt() <= item.at() + SLACK_MS;
      if (opened.beacon().isEmpty() && !isSalted) {
        found(item, Rule.CHAIN, "plays chain " + chain.id() + " before its salt was published");
      }
    }

    /** One network from the first round that names one, and of it the first after the bets. */
    private void beacon(Item item, Opening opened) {
      if (!network.isEmpty() && !network.equals(opened.beacon().map(Beacon::name).orElse(""))) {
        found(item, Rule.BEACON, "is not decided by " + network + ", as rounds before it are");
      }
      if (opened.beacon().isEmpty()) {
        return;
      }
      Beacon beacon = opened.beacon().get();
      network = beacon.name();
      if (!beacon.isKnown()) {
        found(item, Rule.BEACON, "names a network that has other facts");
      }
      if (!beacon.isFirstAfter(opened.closesAt()) || opened.startsAt() <= beacon.comesAt()) {
        found(item, Rule.BEACON, "is decided by another beacon than the first after its bets");
      }
    }

    private void beaconOfStart(Item item, Opening of, Start start) {
      boolean isRight =
          of.beacon().isPresent()
              ? start.signature().filter(one -> SIGNATURE.matcher(one).matches()).isPresent()
              : start.signature().isEmpty();
      if (!isRight) {
        found(item, Rule.BEACON, "starts without its beacon, or with one that decides nothing");
      }
    }

    private void hash(Item item, Opening opened) {
      Played last = previous;
      if (opened.game() > 1) {
        boolean isOfLast =
            last == null
                || !last.chain().equals(opened.chain())
                || last.gameHash().equals(opened.commitment());
        if (!isOfLast) {
          found(item, Rule.HASH, "commits to another hash than the one that was shown last");
        }
      } else if (!hasNoChains(Rule.HASH)) {
        boolean isTerminal =
            chainOf(opened)
                .filter(chain -> chain.terminalHash().equals(opened.commitment()))
                .isPresent();
        if (!isTerminal) {
          found(item, Rule.HASH, "does not begin at the terminal hash of its chain");
        }
      }
    }

    private void hashOfEnd(Item item, Opening of, Ending end) {
      String shown = end.gameHash();
      boolean isRight =
          HASH.matcher(shown).matches()
              && HexFormat.of().formatHex(Texts.sha256(shown)).equals(of.commitment());
      if (!isRight) {
        found(item, Rule.HASH, "shows another hash than was committed to");
      }
    }

    private void crashPoint(Item item, Opening of, Start start, Ending end) {
      if (of.beacon().isEmpty() && hasNoChains(Rule.CRASH_POINT)) {
        return;
      }
      Optional<byte[]> key =
          of.beacon().isPresent()
              ? start
                  .signature()
                  .filter(one -> SIGNATURE.matcher(one).matches())
                  .map(HexFormat.of()::parseHex)
              : chainOf(of)
                  .flatMap(HashChain::salt)
                  .map(salt -> salt.getBytes(StandardCharsets.UTF_8));
      boolean isRight =
          key.isPresent() && Multipliers.crashPoint(key.get(), end.gameHash()) == end.crash();
      if (!isRight) {
        found(item, Rule.CRASH_POINT, "crashes elsewhere than hash and beacon say");
      }
    }

    private void crashInstant(Item item, Start start, Ending end) {
      long due = start.startsAt() + Multipliers.reachedAfter(end.crash());
      if (end.crashedAt() != due) {
        found(item, Rule.CRASH_INSTANT, "crashes at another instant than the curve says");
      }
    }

    // ---------------------------------------------------------------- bounds

    private void terms(Item item, Opening opened) {
      List<Settings> inForce = inForce(openings, opened.opensAt(), Rule.TERMS);
      if (inForce.isEmpty()) {
        return;
      }
      List<Deployed> deployed = inquiry.options.deployed();
      boolean isGiven =
          !deployed.isEmpty() && opened.opensAt() >= inquiry.options.deployedSinceMs();
      Deployed own = new Deployed(opened.minStake(), opened.maxStake(), opened.maxProfit());
      boolean isShared =
          opened.bankroll().isPresent()
              || inForce.stream().anyMatch(one -> one.profitShare().isPresent());
      if (isShared && hasNoBooks(Rule.TERMS)) {
        return;
      }
      Optional<Bankroll.Bounds> worst =
          isShared
              ? bankroll.around(item.at(), item.version())
              : Optional.of(new Bankroll.Bounds(BigInteger.ZERO, BigInteger.ZERO));
      if (worst.isEmpty()) {
        inquiry.unknown(Rule.TERMS, Bankroll.UNKNOWN);
      }
      boolean isNamed = opened.bankroll().isPresent();
      wrongBankroll(opened, worst).ifPresent(words -> found(item, Rule.TERMS, words));
      if (worst.isEmpty() && !isNamed) {
        return;
      }
      Bankroll.Bounds shared =
          opened.bankroll().map(one -> new Bankroll.Bounds(one, one)).or(() -> worst).orElseThrow();
      boolean isRight =
          inForce.stream()
              .anyMatch(
                  settings ->
                      (isGiven ? deployed : List.of(own))
                          .stream().anyMatch(one -> settings.allow(own, one, shared, isNamed)));
      boolean isInOrder =
          opened.minStake().signum() > 0 && opened.minStake().compareTo(opened.maxStake()) <= 0;
      if (!isRight || !isInOrder) {
        found(
            item,
            Rule.TERMS,
            "is opened with stakes of %s to %s and a profit of %s, which nothing allows"
                .formatted(own.minStake(), own.maxStake(), own.maxProfit()));
      } else if (!isGiven && inForce.stream().anyMatch(settings -> !settings.setsAllBounds())) {
        inquiry.unknown(
            Rule.TERMS,
            "stakes of %s to %s and a profit of %s are deployed parameters, which were not given"
                .formatted(own.minStake(), own.maxStake(), own.maxProfit()));
      }
    }

    /** What is wrong with the bankroll that terms are shares of; nothing once, named ever after. */
    private Optional<String> wrongBankroll(Opening opened, Optional<Bankroll.Bounds> worst) {
      if (opened.bankroll().isEmpty()) {
        return isBankrollNamed
            ? Optional.of("names no bankroll, and rounds before it do")
            : Optional.empty();
      }
      isBankrollNamed = true;
      BigInteger named = opened.bankroll().get();
      return worst
          .map(bounds -> bounds.high().max(BigInteger.ZERO))
          .filter(most -> named.compareTo(most) > 0)
          .map(
              most ->
                  "has its terms from a bankroll of %s, and there was %s at the most"
                      .formatted(named, most));
    }

    private void force(Item item, Start start) {
      Opening of = opening;
      if (start.force() == 0 || of == null) {
        return;
      }
      List<Settings> inForce = inForce(starts, item.at(), Rule.FORCE);
      if (inForce.isEmpty() || hasNoBooks(Rule.FORCE)) {
        return;
      }
      BigInteger stakes =
          Bankroll.bets(inquiry.library, roundId, start.through()).stream()
              .map(Facts.InRound::stake)
              .reduce(BigInteger.ZERO, BigInteger::add);
      boolean isTold =
          inquiry.library.find(Item.EVENTS, Names.ROUND_OF + roundId, start.through()).isPresent();
      Optional<Bankroll.Bounds> worst =
          of.bankroll()
              .map(one -> new Bankroll.Bounds(one, one))
              .or(() -> bankroll.around(item.at(), roundId));
      if (worst.isEmpty()) {
        inquiry.unknown(Rule.FORCE, Bankroll.UNKNOWN);
        return;
      }
      boolean isRight =
          isTold
              && stakes.signum() > 0
              && inForce.stream()
                  .flatMap(settings -> settings.roundShare(of.bankroll().isPresent()).stream())
                  .map(worst.get()::share)
                  .anyMatch(
                      bound ->
                          start.force() >= forcePoint(bound.low(), stakes)
                              && start.force() <= forcePoint(bound.high(), stakes));
      if (!isRight) {
        found(item, Rule.FORCE, "has a force point that no share of the bankroll gives");
      }
    }

    private boolean hasNoBooks(Rule rule) {
      boolean isUnknown = inquiry.isLeftOut(Names.HOUSE);
      if (isUnknown) {
        inquiry.unknown(rule, "the journal house is not in the export");
      }
      return isUnknown;
    }

    private static long forcePoint(BigInteger bound, BigInteger stakes) {
      return HUNDRED
          .add(bound.multiply(HUNDRED).divide(stakes))
          .max(BigInteger.valueOf(LOWEST_FORCE))
          .min(LARGEST_MULTIPLIER)
          .longValueExact();
    }

    private List<Settings> inForce(Timeline timeline, long instant, Rule rule) {
      if (inquiry.isLeftOut(Names.SETTINGS)) {
        inquiry.unknown(rule, "the journal settings is not in the export");
        return List.of();
      }
      List<Settings> inForce =
          timeline.around(instant, IN_FORCE_MS).stream()
              .flatMap(version -> inquiry.library.settings(version).stream())
              .toList();
      if (inForce.isEmpty()) {
        inquiry.unknown(rule, "the settings in force cannot be read");
      }
      return inForce;
    }
  }

  // ------------------------------------------------------------------ settings

  /** Settings as of one entry. */
  private record Settings(
      boolean bettingPaused,
      boolean withdrawalsPaused,
      Optional<BigInteger> minStake,
      Optional<BigInteger> maxStake,
      Optional<BigInteger> maxProfit,
      Optional<BigInteger> raisedMaxStake,
      Optional<BigInteger> minBankroll,
      long rolloutPercent,
      Optional<Long> profitShare,
      Optional<Long> roundShare,
      Optional<BigInteger> secondOperator,
      Optional<BigInteger> withdrawalMinimum,
      Optional<BigInteger> withdrawalDay,
      Optional<BigInteger> withdrawalMonth,
      Optional<BigInteger> withdrawalApproval,
      Optional<Long> withdrawalWait,
      Map<String, String> others) {
    static final Settings INITIAL =
        new Settings(
            false,
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of());
    private static final long MAX_WAIT_SECONDS = 604_800;
    private static final int ONE_HUNDRED_PERCENT = 100;
    private static final long DEFAULT_PROFIT_SHARE = 100;
    private static final long DEFAULT_ROUND_SHARE = 1_000;

    static Settings of(Body body) {
      return new Settings(
          body.flag("bettingPaused"),
          body.flag("withdrawalsPaused"),
          body.find("minStake").map(Texts::amount),
          body.find("maxStake").map(Texts::amount),
          body.find("maxProfit").map(Texts::amount),
          body.find("raisedMaxStake").map(Texts::amount),
          body.find("minBankroll").map(Texts::amount),
          body.whole("rolloutPercent", 0),
          body.findWhole("maxProfitShareBasisPoints", 1),
          body.findWhole("maxRoundLossShareBasisPoints", 1),
          body.find("secondOperatorAbove").map(Texts::amount),
          body.find("withdrawalMinimum").map(Texts::amount),
          body.find("withdrawalDayLimit").map(Texts::amount),
          body.find("withdrawalMonthLimit").map(Texts::amount),
          body.find("withdrawalApprovalAbove").map(Texts::amount),
          body.findWhole("withdrawalWaitAfterDeposit", 0),
          body.rest());
    }

    /** The settings of an entry, nothing if it cannot be read. */
    static Optional<Settings> find(Item item) {
      try {
        return Optional.of(of(new Body(item.body()).object("settings")));
      } catch (Unreadable malformed) {
        return Optional.empty();
      }
    }

    BigInteger maxStakeOf(String player, BigInteger general) {
      return raisedMaxStake
          .filter(raised -> general.compareTo(raised) < 0 && isInRollout(player))
          .orElse(general);
    }

    private boolean isInRollout(String player) {
      CRC32 hash = new CRC32();
      hash.update(player.getBytes(StandardCharsets.UTF_8));
      return hash.getValue() % ONE_HUNDRED_PERCENT < rolloutPercent;
    }

    /** The share of a round, in basis points; by default in rounds that name their bankroll. */
    Optional<Long> roundShare(boolean isShareByDefault) {
      return roundShare.or(
          () -> isShareByDefault ? Optional.of(DEFAULT_ROUND_SHARE) : Optional.empty());
    }

    boolean setsAllBounds() {
      return minStake.isPresent() && maxStake.isPresent() && maxProfit.isPresent();
    }

    /** Whether a round may be opened so, with these parameters and a bankroll between bounds. */
    boolean allow(
        Deployed opened, Deployed parameters, Bankroll.Bounds worst, boolean isShareByDefault) {
      BigInteger least = minStake.orElse(parameters.minStake());
      BigInteger most = maxStake.orElse(parameters.maxStake());
      boolean isContradiction = most.compareTo(least) < 0;
      BigInteger profit = maxProfit.orElse(parameters.maxProfit());
      Bankroll.Bounds share =
          profitShare
              .or(() -> isShareByDefault ? Optional.of(DEFAULT_PROFIT_SHARE) : Optional.empty())
              .map(worst::share)
              .orElse(new Bankroll.Bounds(profit, profit));
      return opened.minStake().equals(isContradiction ? parameters.minStake() : least)
          && opened.maxStake().equals(isContradiction ? parameters.maxStake() : most)
          && opened.maxProfit().compareTo(profit.min(share.low())) >= 0
          && opened.maxProfit().compareTo(profit.min(share.high())) <= 0;
    }

    boolean areConsistent() {
      boolean arePositive =
          Stream.of(minStake, maxProfit, withdrawalMinimum, withdrawalDay, withdrawalMonth)
              .flatMap(Optional::stream)
              .allMatch(one -> one.signum() > 0);
      boolean isOrdered =
          isNotBelow(maxStake, minStake)
              && isNotBelow(raisedMaxStake, maxStake)
              && isNotBelow(withdrawalDay, withdrawalMinimum)
              && isNotBelow(withdrawalMonth, withdrawalDay);
      boolean isBoundedWait = withdrawalWait.orElse(0L) <= MAX_WAIT_SECONDS;
      boolean areShares =
          Stream.of(profitShare, roundShare)
              .flatMap(Optional::stream)
              .allMatch(share -> share <= BASIS_POINTS.longValueExact());
      return arePositive
          && isOrdered
          && isBoundedWait
          && areShares
          && rolloutPercent <= ONE_HUNDRED_PERCENT;
    }

    private static boolean isNotBelow(Optional<BigInteger> high, Optional<BigInteger> low) {
      return high.isEmpty() || low.isEmpty() || high.get().compareTo(low.get()) >= 0;
    }

    Settings withBettingPaused() {
      return new Settings(
          true,
          withdrawalsPaused,
          minStake,
          maxStake,
          maxProfit,
          raisedMaxStake,
          minBankroll,
          rolloutPercent,
          profitShare,
          roundShare,
          secondOperator,
          withdrawalMinimum,
          withdrawalDay,
          withdrawalMonth,
          withdrawalApproval,
          withdrawalWait,
          others);
    }
  }

  /** What operators changed. */
  private static final class SettingsReading extends JournalReading {
    private static final Set<String> PARTS = Set.of("audit", "bankroll", "indexer");

    private Settings before = Settings.INITIAL;

    SettingsReading(Case inquiry, Item first) {
      super(inquiry, first);
    }

    @Override
    void judge(Item item, boolean follows) {
      Body body = new Body(item.body());
      Settings changed = Settings.of(body.object("settings"));
      String by = body.text("by");
      String reason = body.text("reason");
      body.end();
      if (!item.type().equals("settings_changed")) {
        throw new Unreadable("is no change of settings");
      }
      if (!changed.others().isEmpty()) {
        inquiry.unknown(
            Rule.SETTINGS,
            "settings of a newer release are not judged: " + changed.others().keySet());
      }
      settings(item, changed, by, !by.isBlank() && !reason.isBlank(), follows);
      before = changed;
    }

    @Override
    void remember(Item item) {
      before = Settings.find(item).orElse(before);
    }

    private void settings(
        Item item, Settings changed, String by, boolean isSigned, boolean follows) {
      boolean isPause = changed.equals(before.withBettingPaused());
      if (!changed.areConsistent() || !isSigned) {
        found(item, Rule.SETTINGS, "contradicts itself, or does not say who and why");
      } else if (follows && changed.equals(before)) {
        found(item, Rule.SETTINGS, "changes nothing");
      } else if (follows && PARTS.contains(by) && !isPause) {
        found(item, Rule.SETTINGS, "is a change by " + by + ", which can only pause");
      }
    }
  }

  // ------------------------------------------------------------------ the house

  /** What the house owns. */
  private record Books(long version, BigInteger bankroll, BigInteger posted, BigInteger funded) {
    static final Books EMPTY = new Books(0, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);

    static Books of(Body body) {
      Books books =
          new Books(
              body.whole("version", 1),
              body.signed("bankroll"),
              body.signed("posted"),
              body.signed("funded"));
      body.end();
      return books;
    }

    Books plus(BigInteger delta, BigInteger amount) {
      BigInteger newPosted = posted.add(delta);
      BigInteger newFunded = funded.add(amount);
      return new Books(version + 1, newPosted.add(newFunded), newPosted, newFunded);
    }
  }

  /** An entry of the house: a posting, a funding or an adjustment, and the books after it. */
  private record HouseEntry(
      Optional<Posting> posting,
      Optional<Funding> funding,
      Optional<Adjustment> adjustment,
      Books books) {
    /** What a round changed. */
    record Posting(
        long round, long slot, long from, long through, BigInteger delta, BigInteger total) {}

    /** What an operator put in or took out. */
    record Funding(String id, BigInteger amount, String by, String reason) {}

    /** What an adjustment of an account changed for the house. */
    record Adjustment(String player, long version, BigInteger amount) {}

    static HouseEntry of(Item item) {
      Body body = new Body(item.body());
      Optional<Adjustment> adjustment = Optional.empty();
      Optional<Posting> posting = Optional.empty();
      Optional<Funding> funding = Optional.empty();
      if (item.type().equals("posting")) {
        posting =
            Optional.of(
                new Posting(
                    Texts.whole(body.text("round")),
                    body.whole("posting", 1),
                    body.whole("from", 1),
                    body.whole("through", 0),
                    body.signed("delta"),
                    body.signed("total")));
      } else if (item.type().equals("funding")) {
        funding =
            Optional.of(
                new Funding(
                    body.text("id"), body.signed("amount"), body.text("by"), body.text("reason")));
      } else if (item.type().equals("adjustment")) {
        adjustment =
            Optional.of(
                new Adjustment(
                    body.text("player"), body.whole("version", 1), body.signed("amount")));
      } else {
        throw new Unreadable("the house has no entry of this type");
      }
      HouseEntry entry =
          new HouseEntry(posting, funding, adjustment, Books.of(body.object("house")));
      body.end();
      return entry;
    }

    /** Where it stands a second time, when it stands in the house's journal. */
    Place twin() {
      return posting
          .map(one -> new Place(Names.POSTING_OF + one.round(), one.slot()))
          .or(() -> adjustment.map(Place::of))
          .orElseGet(() -> new Place(Names.FUNDING_OF + funding.orElseThrow().id(), 1));
    }

    record Place(String journal, long slot) {
      static Place of(Adjustment one) {
        return new Place(Names.ADJUSTED_OF + one.player() + ":" + one.version(), 1);
      }
    }
  }

  /** A journal of the house. */
  private abstract static class BooksReading extends JournalReading {
    BooksReading(Case inquiry, Item first) {
      super(inquiry, first);
    }

    final void twin(Item item, HouseEntry.Place place) {
      boolean isThere =
          inquiry
              .library
              .find(Item.EVENTS, place.journal(), place.slot())
              .filter(
                  other ->
                      other.type().equals(item.type())
                          && other.at() == item.at()
                          && other.body().equals(item.body()))
              .isPresent();
      if (!isThere) {
        found(
            item,
            Rule.TWIN,
            "does not stand in " + place.journal() + " " + place.slot() + " as well");
      }
    }
  }

  /** The house's own journal. */
  private static final class HouseReading extends BooksReading {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final int MAX_TEXT = 200;

    private Books before = Books.EMPTY;

    HouseReading(Case inquiry, Item first) {
      super(inquiry, first);
    }

    @Override
    void judge(Item item, boolean follows) {
      HouseEntry entry = HouseEntry.of(item);
      books(item, entry, follows);
      twin(item, entry.twin());
      entry.funding().ifPresent(funding -> funding(item, funding, entry.books()));
      entry.funding().ifPresent(funding -> authority(item, funding));
      before = entry.books();
    }

    @Override
    void remember(Item item) {
      before = HouseEntry.of(item).books();
    }

    private void books(Item item, HouseEntry entry, boolean follows) {
      BigInteger delta =
          entry
              .posting()
              .map(HouseEntry.Posting::delta)
              .or(() -> entry.adjustment().map(HouseEntry.Adjustment::amount))
              .orElse(BigInteger.ZERO);
      BigInteger amount = entry.funding().map(HouseEntry.Funding::amount).orElse(BigInteger.ZERO);
      Books books = entry.books();
      boolean isRight =
          books.version() == item.version()
              && books.bankroll().equals(books.posted().add(books.funded()))
              && (!follows || books.equals(before.plus(delta, amount)));
      if (!isRight) {
        found(item, Rule.BOOKS, "leaves other books than follow from those before");
      }
    }

    private void funding(Item item, HouseEntry.Funding funding, Books after) {
      boolean isRight =
          ID.matcher(funding.id()).matches()
              && funding.amount().signum() != 0
              && isText(funding.by())
              && isText(funding.reason())
              && (funding.amount().signum() > 0 || after.bankroll().signum() >= 0);
      if (!isRight) {
        found(item, Rule.FUNDING, "is a funding that nobody can make");
      }
    }

    private static boolean isText(String text) {
      return !text.isBlank() && text.length() <= MAX_TEXT;
    }

    private void authority(Item item, HouseEntry.Funding funding) {
      Optional<Set<String>> list = inquiry.options.fundings();
      boolean isSealed = !item.seal().isEmpty() && inquiry.options.keys().isPresent();
      if (isSealed) {
        return; // a wrong seal is found by its own rule
      }
      if (list.isEmpty()) {
        inquiry.unknown(Rule.AUTHORITY, "nothing proves who made a funding that has no seal");
      } else if (!list.get().contains(funding.id())) {
        found(item, Rule.AUTHORITY, "is a funding that no operator vouches for");
      }
    }
  }

  /** An adjustment of an account, as the house's books have it. */
  private static final class AdjustedReading extends BooksReading {
    AdjustedReading(Case inquiry, Item first) {
      super(inquiry, first);
    }

    @Override
    void judge(Item item, boolean follows) {
      HouseEntry entry = HouseEntry.of(item);
      twin(item, new HouseEntry.Place(Names.HOUSE, entry.books().version()));
      Optional<HouseEntry.Adjustment> adjustment = entry.adjustment();
      if (adjustment.isEmpty()
          || !HouseEntry.Place.of(adjustment.get())
              .equals(new HouseEntry.Place(journal, item.version()))) {
        throw new Unreadable("is not the adjustment of its journal");
      }
      if (inquiry.isLeftOut(Item.ACCOUNTS)) {
        inquiry.unknown(Rule.ADJUSTED, "no account is in the export");
      } else if (!isOfAnAccount(adjustment.get())) {
        found(item, Rule.ADJUSTED, "posts what no account was adjusted by");
      } else if (inquiry.library.find(Item.EVENTS, Names.SINCE, 1).isEmpty()) {
        found(item, Rule.ADJUSTED, "is posted, and nothing says since when adjustments are");
      }
    }

    private boolean isOfAnAccount(HouseEntry.Adjustment posted) {
      try {
        return inquiry
            .library
            .find(Item.ACCOUNTS, Names.ACCOUNT_OF + posted.player(), posted.version())
            .filter(item -> item.type().equals(Kind.ADJUSTMENT.word()))
            .map(Entry::of)
            .filter(entry -> !entry.noteBefore(": ").equals(FAUCET))
            .map(entry -> entry.ownLegs().house())
            .filter(posted.amount()::equals)
            .isPresent();
      } catch (Unreadable malformed) {
        return false;
      }
    }
  }

  /** Who operates: a name, and what two operators must not share. */
  private record Signer(String name, String identity) {
    static Signer of(Body body) {
      Signer signer = new Signer(body.text("name"), body.text("identity"));
      body.end();
      if (signer.name().isBlank() || signer.identity().isBlank() || signer.name().contains(": ")) {
        throw new Unreadable("names no operator");
      }
      return signer;
    }
  }

  /** What one operator proposed. */
  private record Proposed(
      String id,
      String player,
      BigInteger amount,
      String reason,
      Signer by,
      Optional<Long> base,
      long expiresAt) {
    static Proposed of(Item item) {
      if (!item.type().equals("adjustment_proposed")) {
        throw new Unreadable("is no proposal");
      }
      Body body = new Body(item.body());
      Proposed proposed =
          new Proposed(
              body.text("id"),
              body.text("player"),
              body.signed("amount"),
              body.text("reason"),
              Signer.of(body.object("by")),
              body.findWhole("base", 0),
              body.whole("expiresAt", 0));
      body.end();
      if (proposed.amount().signum() == 0 || proposed.reason().isBlank()) {
        throw new Unreadable("proposes nothing, or does not say why");
      }
      return proposed;
    }
  }

  /** A proposal with who approved it, as far as its journal tells. */
  private record ProposedAdjustment(Proposed proposed, Optional<Approval> approval) {
    /** A second operator's word. */
    record Approval(Signer by, long base) {}

    static Optional<ProposedAdjustment> find(Library library, String id) {
      String journal = Names.PROPOSAL_OF + id;
      try {
        return library
            .find(Item.EVENTS, journal, 1)
            .map(Proposed::of)
            .map(
                one ->
                    new ProposedAdjustment(
                        one,
                        library
                            .find(Item.EVENTS, journal, 2)
                            .filter(item -> item.type().equals("adjustment_approved"))
                            .map(ProposedAdjustment::approval)));
      } catch (Unreadable malformed) {
        return Optional.empty();
      }
    }

    static Approval approval(Item item) {
      Body body = new Body(item.body());
      Approval approval = new Approval(Signer.of(body.object("by")), body.whole("base", 0));
      body.end();
      return approval;
    }

    /** Whether an account's entry is what was agreed on: key, amount, reason and operators. */
    boolean allows(String player, Entry entry) {
      Optional<Long> base = approval.map(Approval::base).or(proposed::base);
      String operators =
          approval
              .map(second -> proposed.by().name() + " and " + second.by().name())
              .orElse(proposed.by().name());
      return base.isPresent()
          && proposed.player().equals(player)
          && entry.key().equals(base.get() + "." + proposed.id())
          && entry.ownLegs().available().equals(proposed.amount())
          && entry.note().equals(operators + ": " + proposed.reason());
    }
  }

  /** The list of proposals: each stands in its own journal as well. */
  private static final class ProposalsReading extends BooksReading {
    /** What one operator may move where nothing is set. */
    private static final BigInteger ONE_ETHER = BigInteger.TEN.pow(18);

    /** Where more were proposed before within a day, two are needed. */
    private static final long MOST_LOOKED_AT = 2_000;

    private final Timeline begun;
    private final Timeline ended;

    ProposalsReading(Case inquiry, Item first) {
      super(inquiry, first);
      this.begun = new Timeline(inquiry.library, Names.SETTINGS);
      this.ended = new Timeline(inquiry.library, Names.SETTINGS);
    }

    @Override
    void judge(Item item, boolean follows) {
      Proposed one = Proposed.of(item);
      twin(item, new HouseEntry.Place(Names.PROPOSAL_OF + one.id(), 1));
      if (one.base().isPresent()) {
        alone(item);
      }
    }

    /** One operator was enough: of all that is moved alone within a day there is a bound. */
    private void alone(Item item) {
      if (inquiry.isLeftOut(Names.SETTINGS)) {
        inquiry.unknown(Rule.OPERATOR, "the journal settings is not in the export");
        return;
      }
      long since = item.at() - DAY_MS + SLACK_MS;
      long slot = item.version();
      BigInteger sum = BigInteger.ZERO;
      Optional<Item> next = Optional.of(item);
      while (next.filter(one -> one.at() >= since).isPresent()
          && item.version() - slot <= MOST_LOOKED_AT) {
        sum = sum.add(moved(next.get()));
        slot--;
        next = inquiry.library.event(journal, slot);
      }
      if (sum.compareTo(lowest(since, item.at() - SLACK_MS)) > 0
          || item.version() - slot > MOST_LOOKED_AT) {
        found(item, Rule.OPERATOR, "takes two operators, and one was enough");
      }
    }

    private static BigInteger moved(Item item) {
      try {
        Proposed one = Proposed.of(item);
        return one.base().isPresent() ? one.amount().abs() : BigInteger.ZERO;
      } catch (Unreadable malformed) {
        return BigInteger.ZERO; // found when it was judged
      }
    }

    /** The lowest bound that was set from an instant to another one. */
    private BigInteger lowest(long fromMs, long untilMs) {
      long first = begun.around(fromMs, 0).getFirst();
      long last = Math.max(first, ended.around(untilMs, 0).getLast());
      return LongStream.rangeClosed(first, last)
          .mapToObj(inquiry.library::settings)
          .flatMap(Optional::stream)
          .map(settings -> settings.secondOperator().orElse(ONE_ETHER))
          .min(BigInteger::compareTo)
          .orElse(ONE_ETHER);
    }
  }

  /** One proposal and what has happened to it. */
  private static final class ProposalReading extends JournalReading {
    private String last = "";
    private Optional<Proposed> proposed = Optional.empty();
    private Optional<Signer> second = Optional.empty();

    ProposalReading(Case inquiry, Item first) {
      super(inquiry, first);
    }

    @Override
    boolean mayPause() {
      return false;
    }

    @Override
    void judge(Item item, boolean follows) {
      if (item.version() == 1) {
        Proposed one = Proposed.of(item);
        if (!journal.equals(Names.PROPOSAL_OF + one.id())) {
          throw new Unreadable("is not the proposal of its journal");
        }
        proposed = Optional.of(one);
        last = item.type();
        listed(item);
        return;
      }
      Body body = new Body(item.body());
      boolean mayStand =
          switch (item.type()) {
            case "adjustment_approved" -> approved(item);
            case "adjustment_rejected" -> {
              Signer.of(body.object("by"));
              yield !body.text("reason").isBlank() && isWaiting();
            }
            case "adjustment_done" -> done(body.whole("version", 1)) && isAgreed();
            case "adjustment_refused" -> !body.text("code").isBlank() && isAgreed();
            default -> throw new Unreadable("no proposal has a step " + item.type());
          };
      if (!item.type().equals("adjustment_approved")) {
        body.end();
      }
      if (!mayStand) {
        found(item, Rule.OPERATOR, "is no step that can come here");
      }
      last = item.type();
    }

    /** What it comes to is counted in the list: a proposal that is not there escapes its bound. */
    private void listed(Item item) {
      if (inquiry.isLeftOut(Names.PROPOSALS)) {
        inquiry.unknown(Rule.OPERATOR, "the journal adjustments is not in the export");
        return;
      }
      boolean isListed =
          new Timeline(inquiry.library, Names.PROPOSALS)
              .around(item.at(), SLACK_MS).stream()
                  .flatMap(slot -> inquiry.library.event(Names.PROPOSALS, slot).stream())
                  .anyMatch(
                      one ->
                          one.at() == item.at()
                              && one.type().equals(item.type())
                              && one.body().equals(item.body()));
      if (!isListed) {
        found(item, Rule.OPERATOR, "is a proposal that does not stand in the list");
      }
    }

    private boolean isWaiting() {
      return last.equals("adjustment_proposed")
          && proposed.filter(one -> one.base().isEmpty()).isPresent();
    }

    private boolean isAgreed() {
      boolean isAlone = proposed.filter(one -> one.base().isPresent()).isPresent();
      return isAlone
          ? last.equals("adjustment_proposed")
          : second.isPresent() && last.equals("adjustment_approved");
    }

    private boolean approved(Item item) {
      ProposedAdjustment.Approval approval = ProposedAdjustment.approval(item);
      second = Optional.of(approval.by());
      return isWaiting()
          && proposed
              .filter(one -> !one.by().identity().equals(approval.by().identity()))
              .filter(one -> item.at() < one.expiresAt() + SLACK_MS)
              .isPresent();
    }

    private boolean done(long version) {
      if (inquiry.isLeftOut(Item.ACCOUNTS)) {
        inquiry.unknown(Rule.OPERATOR, "no account is in the export");
        return true;
      }
      String id = journal.substring(Names.PROPOSAL_OF.length());
      try {
        return ProposedAdjustment.find(inquiry.library, id)
            .filter(
                one ->
                    inquiry
                        .library
                        .find(Item.ACCOUNTS, Names.ACCOUNT_OF + one.proposed().player(), version)
                        .filter(item -> item.type().equals(Kind.ADJUSTMENT.word()))
                        .map(Entry::of)
                        .filter(entry -> one.allows(one.proposed().player(), entry))
                        .isPresent())
            .isPresent();
      } catch (Unreadable malformed) {
        return false;
      }
    }
  }

  /** Since when adjustments are posted. */
  private static final class SinceReading extends JournalReading {
    SinceReading(Case inquiry, Item first) {
      super(inquiry, first);
    }

    @Override
    void judge(Item item, boolean follows) {
      new Body(item.body()).end();
      if (item.version() != 1 || !item.type().equals("adjustments_posted")) {
        throw new Unreadable("says once since when adjustments are posted, and nothing else");
      }
    }
  }

  /** The postings of one round. */
  private static final class PostingReading extends BooksReading {
    private final long round;
    private long through;
    private BigInteger total = BigInteger.ZERO;

    PostingReading(Case inquiry, Item first) {
      super(inquiry, first);
      this.round = Texts.whole(Names.after(Names.POSTING_OF, first.journal()));
    }

    @Override
    void judge(Item item, boolean follows) {
      inquiry.count("postings", 1);
      HouseEntry entry = HouseEntry.of(item);
      twin(item, new HouseEntry.Place(Names.HOUSE, entry.books().version()));
      if (entry.posting().isEmpty()) {
        throw new Unreadable("is no posting");
      }
      HouseEntry.Posting posting = entry.posting().get();
      posting(item, posting, follows);
      through = posting.through();
      total = posting.total();
    }

    @Override
    void remember(Item item) {
      HouseEntry.of(item)
          .posting()
          .ifPresent(
              posting -> {
                through = posting.through();
                total = posting.total();
              });
    }

    private void posting(Item item, HouseEntry.Posting posting, boolean follows) {
      boolean isInPlace = posting.round() == round && posting.slot() == item.version();
      boolean isMeaning = posting.through() >= posting.from() && posting.delta().signum() != 0;
      boolean goesOn =
          !follows
              || (posting.from() == through + 1
                  && posting.total().equals(total.add(posting.delta())));
      boolean hasFacts =
          inquiry.library.find(Item.EVENTS, Names.ROUND_OF + round, posting.through()).isPresent();
      if (!isInPlace || !isMeaning || !goesOn || !hasFacts) {
        found(item, Rule.POSTING, "does not go on where the one before it ended: " + posting);
      }
    }
  }

  /** A funding under its id. */
  private static final class FundingReading extends BooksReading {
    FundingReading(Case inquiry, Item first) {
      super(inquiry, first);
    }

    @Override
    void judge(Item item, boolean follows) {
      HouseEntry entry = HouseEntry.of(item);
      boolean isInPlace = item.version() == 1 && entry.twin().journal().equals(journal);
      twin(item, new HouseEntry.Place(isInPlace ? Names.HOUSE : "", entry.books().version()));
    }
  }

  // ------------------------------------------------------------------ texts

  /** Something is not what it must be; the message says what. */
  public static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unreadable(String what) {
      super(what);
    }
  }

  /** Hashes, and amounts as texts. */
  private static final class Texts {
    private static final Pattern AMOUNT = Pattern.compile("0|[1-9][0-9]{0,77}");
    private static final Pattern SIGNED = Pattern.compile("0|-?[1-9][0-9]{0,79}");
    private static final Pattern WHOLE = Pattern.compile("0|[1-9][0-9]{0,17}");
    private static final BigInteger AMOUNT_LIMIT = BigInteger.TEN.pow(78);

    private Texts() {}

    static BigInteger amount(String text) {
      if (!AMOUNT.matcher(text).matches()) {
        throw new Unreadable("is no amount: " + shortened(text));
      }
      return new BigInteger(text);
    }

    static boolean isAmount(BigInteger number) {
      return number.signum() >= 0 && number.compareTo(AMOUNT_LIMIT) < 0;
    }

    static BigInteger signed(String text) {
      if (!SIGNED.matcher(text).matches()) {
        throw new Unreadable("is no signed amount: " + shortened(text));
      }
      return new BigInteger(text);
    }

    static List<BigInteger> signedAmounts(String text, int count) {
      String[] parts = text.split(",", -1);
      if (parts.length != count) {
        throw new Unreadable("these are not " + count + " amounts: " + shortened(text));
      }
      return Arrays.stream(parts).map(Texts::signed).toList();
    }

    static boolean isAmount(String text) {
      return AMOUNT.matcher(text).matches();
    }

    static boolean isWhole(String text) {
      return WHOLE.matcher(text).matches();
    }

    static long whole(String text) {
      if (!isWhole(text)) {
        throw new Unreadable("is no whole number: " + shortened(text));
      }
      return Long.parseLong(text);
    }

    static String mark(String key) {
      return Fingerprint.digest(key);
    }

    static byte[] sha256(String text) {
      try {
        return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      } catch (NoSuchAlgorithmException absent) {
        throw new IllegalStateException("every Java platform has SHA-256", absent);
      }
    }

    static byte[] hmac(String secret, String text) {
      return hmac(secret.getBytes(StandardCharsets.UTF_8), text);
    }

    static byte[] hmac(byte[] secret, String text) {
      try {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      } catch (GeneralSecurityException absent) {
        throw new IllegalStateException("every Java platform has HmacSHA256", absent);
      }
    }

    static String base64(byte[] bytes) {
      return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The order of an export: by the bytes of UTF-8. */
    static int compare(String one, String other) {
      return Arrays.compareUnsigned(
          one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    static String shortened(String text) {
      return text.length() <= 100 ? text : text.substring(0, 100) + "…";
    }
  }

  /** An object of JSON whose members are taken one by one; what is left over was not understood. */
  private static final class Body {
    private final Map<String, Object> members;

    Body(String json) {
      this(new JsonReader(json).object());
    }

    private Body(Map<String, Object> members) {
      this.members = members;
    }

    boolean has(String name) {
      return members.containsKey(name) || taken.contains(name);
    }

    private final Set<String> taken = new HashSet<>();

    private <T> Optional<T> take(String name, Class<T> type) {
      Object value = members.remove(name);
      if (value == null) {
        return Optional.empty();
      }
      taken.add(name);
      if (!type.isInstance(value)) {
        throw new Unreadable(name + " is of another type");
      }
      return Optional.of(type.cast(value));
    }

    private <T> T required(String name, Optional<T> value) {
      return value.orElseThrow(() -> new Unreadable(name + " is missing"));
    }

    Optional<String> find(String name) {
      return take(name, String.class);
    }

    String text(String name) {
      return required(name, find(name));
    }

    boolean flag(String name) {
      return required(name, take(name, Boolean.class));
    }

    BigInteger amount(String name) {
      return Texts.amount(text(name));
    }

    BigInteger signed(String name) {
      return Texts.signed(text(name));
    }

    Optional<Long> findWhole(String name, long least) {
      Optional<Long> value = take(name, BigInteger.class).map(number -> whole(name, number));
      if (value.isPresent() && value.get() < least) {
        throw new Unreadable(name + " is below " + least);
      }
      return value;
    }

    long whole(String name, long least) {
      return required(name, findWhole(name, least));
    }

    private static long whole(String name, BigInteger number) {
      if (number.bitLength() >= Long.SIZE) {
        throw new Unreadable(name + " is too large");
      }
      return number.longValueExact();
    }

    Optional<Body> findObject(String name) {
      return take(name, Map.class).map(Body::cast);
    }

    Body object(String name) {
      return required(name, findObject(name));
    }

    List<Body> findObjects(String name) {
      List<Body> objects = new ArrayList<>();
      for (Object element : take(name, List.class).orElse(List.of())) {
        if (!(element instanceof Map<?, ?> object)) {
          throw new Unreadable(name + " has an element of another type");
        }
        objects.add(cast(object));
      }
      return objects;
    }

    private static Body cast(Map<?, ?> object) {
      Map<String, Object> members = new LinkedHashMap<>();
      object.forEach((name, value) -> members.put(String.valueOf(name), value));
      return new Body(members);
    }

    /** What was not taken, as text. */
    Map<String, String> rest() {
      Map<String, String> rest = new TreeMap<>();
      members.forEach((name, value) -> rest.put(name, String.valueOf(value)));
      members.clear();
      return rest;
    }

    void end() {
      if (!members.isEmpty()) {
        throw new Unreadable("has members that are not understood: " + members.keySet());
      }
    }
  }

  /** Reads JSON strictly: objects, arrays, texts, truth values, whole numbers, and nothing else. */
  private static final class JsonReader {
    private static final int MAX_DEPTH = 16;
    private static final Pattern WHOLE = Pattern.compile("0|-?[1-9][0-9]{0,18}");

    private final String text;
    private int at;
    private int depth;

    JsonReader(String text) {
      this.text = text;
    }

    Map<String, Object> object() {
      skipBlanks();
      Map<String, Object> members = members();
      skipBlanks();
      if (at != text.length()) {
        throw wrong("something follows the object");
      }
      return members;
    }

    private Object value() {
      return switch (peek()) {
        case '{' -> members();
        case '[' -> elements();
        case '"' -> string();
        case 't' -> word("true", true);
        case 'f' -> word("false", false);
        default -> number();
      };
    }

    private Map<String, Object> members() {
      Map<String, Object> members = new LinkedHashMap<>();
      open('{');
      while (!closes('}', members.isEmpty())) {
        String name = string();
        skipBlanks();
        expect(':');
        skipBlanks();
        if (members.put(name, value()) != null) {
          throw wrong("the member " + name + " is there twice");
        }
        skipBlanks();
      }
      return members;
    }

    private List<Object> elements() {
      List<Object> elements = new ArrayList<>();
      open('[');
      while (!closes(']', elements.isEmpty())) {
        elements.add(value());
        skipBlanks();
      }
      return elements;
    }

    private void open(char bracket) {
      expect(bracket);
      depth++;
      if (depth > MAX_DEPTH) {
        throw wrong("it is too deep");
      }
      skipBlanks();
    }

    /** Takes the closing bracket, or the comma before the next one. */
    private boolean closes(char bracket, boolean isFirst) {
      if (peek() == bracket) {
        at++;
        depth--;
        return true;
      }
      if (!isFirst) {
        expect(',');
        skipBlanks();
      }
      return false;
    }

    private Object word(String word, Boolean value) {
      if (!text.startsWith(word, at)) {
        throw wrong("this is no value");
      }
      at += word.length();
      return value;
    }

    private BigInteger number() {
      int from = at;
      while (at < text.length() && "-0123456789".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
      String digits = text.substring(from, at);
      boolean isWhole = WHOLE.matcher(digits).matches();
      boolean goesOn = at < text.length() && ".eE".indexOf(text.charAt(at)) >= 0;
      if (!isWhole || goesOn) {
        throw wrong("this is no whole number");
      }
      return new BigInteger(digits);
    }

    private String string() {
      expect('"');
      int plain = at;
      while (peek() >= ' ' && peek() != '"' && peek() != '\\') {
        at++;
      }
      if (peek() == '"') {
        return text.substring(plain, at++);
      }
      StringBuilder whole = new StringBuilder(text.substring(plain, at));
      while (peek() != '"') {
        char next = text.charAt(at++);
        if (next < ' ') {
          throw wrong("a text has a control character");
        }
        whole.append(next == '\\' ? escaped() : next);
      }
      at++;
      return whole.toString();
    }

    private char escaped() {
      char escape = peek();
      at++;
      return switch (escape) {
        case '"', '\\', '/' -> escape;
        case 'b' -> '\b';
        case 'f' -> '\f';
        case 'n' -> '\n';
        case 'r' -> '\r';
        case 't' -> '\t';
        case 'u' -> unicode();
        default -> throw wrong("a text has an unknown escape");
      };
    }

    private char unicode() {
      int end = at + 4;
      if (end > text.length() || !text.substring(at, end).matches("[0-9a-fA-F]{4}")) {
        throw wrong("a text has an unknown escape");
      }
      char unit = (char) Integer.parseInt(text.substring(at, end), 16);
      at = end;
      return unit;
    }

    private char peek() {
      if (at >= text.length()) {
        throw wrong("it ends too early");
      }
      return text.charAt(at);
    }

    private void expect(char wanted) {
      if (peek() != wanted) {
        throw wrong("here should be " + wanted);
      }
      at++;
    }

    private void skipBlanks() {
      while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
    }

    private Unreadable wrong(String what) {
      return new Unreadable("is no JSON of ours: " + what + ", at character " + at);
    }
  }

  /** Writes JSON. */
  private static final class JsonText {
    private JsonText() {}

    static String of(Report report) {
      return object(
          Stream.of(
              member("clean", Boolean.toString(report.isClean())),
              member("cutAt", Long.toString(report.cutMs())),
              member("findings", Long.toString(report.findings())),
              member("findingsByRule", numbers(report.byRule())),
              member("first", array(report.first().stream().map(JsonText::of))),
              member("unknown", array(report.unknown().stream().map(JsonText::of))),
              member("counts", numbers(report.counts())),
              member(
                  "sums",
                  object(
                      report.sums().entrySet().stream()
                          .map(sum -> member(sum.getKey(), text(sum.getValue().toString())))))));
    }

    private static String of(Finding finding) {
      return object(
          Stream.of(
              member("journal", text(finding.journal())),
              member("slot", Long.toString(finding.slot())),
              member("rule", text(finding.rule().word())),
              member("sentence", text(finding.sentence()))));
    }

    private static String of(Unknown unknown) {
      return object(
          Stream.of(
              member("rule", text(unknown.rule().word())),
              member("times", Long.toString(unknown.times())),
              member("sentence", text(unknown.sentence()))));
    }

    static Finding finding(Body body) {
      return new Finding(
          body.text("journal"),
          body.whole("slot", Long.MIN_VALUE),
          Rule.of(body.text("rule")),
          body.text("sentence"));
    }

    static Unknown unknown(Body body) {
      return new Unknown(Rule.of(body.text("rule")), body.whole("times", 1), body.text("sentence"));
    }

    private static String numbers(Map<String, Long> numbers) {
      return object(
          numbers.entrySet().stream()
              .map(number -> member(number.getKey(), Long.toString(number.getValue()))));
    }

    static String object(Stream<String> members) {
      return members.collect(Collectors.joining(",", "{", "}"));
    }

    private static String array(Stream<String> elements) {
      return elements.collect(Collectors.joining(",", "[", "]"));
    }

    static String member(String name, String value) {
      return text(name) + ":" + value;
    }

    static String text(String text) {
      StringBuilder quoted = new StringBuilder("\"");
      for (int i = 0; i < text.length(); i++) {
        char next = text.charAt(i);
        if (next == '"' || next == '\\') {
          quoted.append('\\').append(next);
        } else if (next < ' ') {
          quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) next));
        } else {
          quoted.append(next);
        }
      }
      return quoted.append('"').toString();
    }
  }

  // ------------------------------------------------------------------ an export

  /**
   * A sorted export: read from end to end as often as wanted, and searched by bisection. The file
   * is mapped, so that what is searched often stays where the operating system keeps files.
   */
  public static final class Export implements Source, AutoCloseable {
    private final Path file;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment bytes;

    /** Opens an export. */
    public Export(Path file) throws IOException {
      this.file = file;
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        this.bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
      }
    }

    @Override
    public void close() {
      arena.close();
    }

    /**
     * Hands on every item, in the order of the export.
     *
     * @throws Unreadable if a line is no item, or stands in the wrong order
     */
    public void each(Consumer<Item> taker) {
      try (BufferedReader lines = Files.newBufferedReader(file)) {
        @Nullable Item before = null;
        long number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          number++;
          Item item = item(line, number);
          if (before != null
              && before.compareWith(item.table(), item.journal(), item.version()) >= 0) {
            throw new Unreadable("line " + number + ": the export is not sorted");
          }
          taker.accept(item);
          before = item;
        }
      } catch (IOException unreadable) {
        throw new UncheckedIOException("the export cannot be read", unreadable);
      }
    }

    private static Item item(String line, long number) {
      try {
        return Item.of(line);
      } catch (Unreadable malformed) {
        throw new Unreadable("line " + number + ": " + malformed.getMessage());
      }
    }

    @Override
    public List<Item> range(String table, String journal, long from, long to) {
      List<Item> items = new ArrayList<>();
      long place = firstNotBelow(table, journal, from);
      while (place < bytes.byteSize() && items.size() < MAX_ITEMS) {
        long end = endOfLine(place);
        Item item = Item.of(line(place, end));
        if (item.compareWith(table, journal, to) > 0) {
          return items;
        }
        items.add(item);
        place = end + 1;
      }
      return items;
    }

    /** Where the first line begins that is not below a key. */
    private long firstNotBelow(String table, String journal, long version) {
      long low = 0;
      long high = bytes.byteSize();
      while (low < high) {
        long middle = beginOfLine(low + (high - low) / 2);
        long end = endOfLine(middle);
        if (Item.of(line(middle, end)).compareWith(table, journal, version) < 0) {
          low = end + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }

    private long beginOfLine(long place) {
      long begin = place;
      while (begin > 0 && bytes.get(ValueLayout.JAVA_BYTE, begin - 1) != '\n') {
        begin--;
      }
      return begin;
    }

    private long endOfLine(long place) {
      long end = place;
      while (end < bytes.byteSize() && bytes.get(ValueLayout.JAVA_BYTE, end) != '\n') {
        end++;
      }
      return end;
    }

    private String line(long begin, long end) {
      return new String(
          bytes.asSlice(begin, end - begin).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }

    /** Judges all of it: one reading, and a second only where facts do not match. */
    public Report judge(Options options) {
      Auditor auditor = new Auditor(this, options);
      each(auditor::take);
      auditor.endJournal();
      Case inquiry = auditor.inquiry;
      if (!inquiry.hasBothTables()) {
        inquiry.unknown(Rule.FACT, "accounts or rounds are not in the export");
      } else if (!inquiry.facts.isEven()) {
        FactNaming naming = new FactNaming(inquiry);
        each(naming::take);
        naming.fact();
      }
      return auditor.report();
    }

    /** Which tables it does not have at all. */
    Set<String> missing() {
      return Stream.of(Item.ACCOUNTS, Item.EVENTS, Item.PAYOUTS)
          .filter(table -> firstNotBelow(table, "", 0) == firstNotBelow(table + "\u0001", "", 0))
          .collect(Collectors.toSet());
    }

    /** The newest instant in it that is not later than another one. */
    public long newestAt(long nowMs) {
      long[] newest = {0};
      each(item -> newest[0] = item.at() <= nowMs ? Math.max(newest[0], item.at()) : newest[0]);
      return newest[0];
    }
  }

  // ------------------------------------------------------------------ the command

  private static final String USAGE =
      """
      java Auditor.java EXPORT.jsonl [options]
        --keys FILE          the ledger's keys; without them seals are not checked
        --json               the report as JSON
        --cut-minutes N      entries less than N minutes older than the newest are not judged (15);
                             0 is right for a house in which nothing moves
        --now MS             the instant of the judgement, milliseconds since 1970 (the machine's clock)
        --deployed A,B,C     deployed bounds in wei: smallest stake, largest stake, largest profit;
                             again for every other one that was deployed before
        --fundings FILE      ids of the fundings that the operators vouch for, one a line
        --without JOURNAL    a journal of the events that was left out of the export
      exit code: 0 nothing is wrong, 1 something is, 2 it could not be judged
      """;

  /** What was asked for on the command line. */
  private static final class Request {
    private static final long MINUTE_MS = 60_000;
    private static final int MAX_FINDINGS = 1_000;

    private @Nullable Path export;
    private Optional<Keys> keys = Optional.empty();
    private Optional<Set<String>> fundings = Optional.empty();
    private final List<Deployed> deployed = new ArrayList<>();
    private final Set<String> leftOut = new HashSet<>();
    private boolean isJson;
    private long cutMinutes = 15;
    private long nowMs = System.currentTimeMillis();

    Request(String[] arguments) throws IOException {
      Iterator<String> rest = List.of(arguments).iterator();
      while (rest.hasNext()) {
        String argument = rest.next();
        switch (argument) {
          case "--json" -> isJson = true;
          case "--keys" -> keys = Optional.of(Keys.parse(Files.readString(path(rest))));
          case "--cut-minutes" -> cutMinutes = Texts.whole(value(rest));
          case "--now" -> nowMs = Texts.whole(value(rest));
          case "--without" -> leftOut.add(value(rest));
          case "--deployed" -> deployed.add(Deployed.parse(value(rest)));
          case "--fundings" -> fundings = Optional.of(Set.copyOf(Files.readAllLines(path(rest))));
          default -> {
            if (argument.startsWith("-") || export != null) {
              throw new Unreadable("there is no option " + argument);
            }
            export = Path.of(argument);
          }
        }
      }
    }

    private static String value(Iterator<String> rest) {
      if (!rest.hasNext()) {
        throw new Unreadable("an option lacks its value");
      }
      return rest.next();
    }

    private static Path path(Iterator<String> rest) {
      return Path.of(value(rest));
    }

    Path export() {
      return Objects.requireNonNull(export, "name an export");
    }

    Options options(Export opened) {
      long cut = opened.newestAt(nowMs) - cutMinutes * MINUTE_MS;
      leftOut.addAll(opened.missing());
      return new Options(
          nowMs, cut, keys, List.copyOf(deployed), 0, fundings, Set.copyOf(leftOut), MAX_FINDINGS);
    }
  }

  /** Judges an export, tells what it came to, and answers with the exit code. */
  public static int run(String[] arguments, PrintStream out, PrintStream err) {
    try {
      Request request = new Request(arguments);
      if (request.export == null) {
        err.print(USAGE);
        return 2;
      }
      try (Export export = new Export(request.export())) {
        Report report = export.judge(request.options(export));
        if (request.isJson) {
          out.println(report.json());
        } else {
          lines(report).forEach(out::println);
        }
        return report.isClean() ? 0 : 1;
      }
    } catch (IOException | UncheckedIOException | Unreadable failure) {
      err.println(failure.getMessage());
      err.print(USAGE);
      return 2;
    }
  }

  /** A report for people. */
  public static List<String> lines(Report report) {
    List<String> lines = new ArrayList<>();
    lines.add("Judged up to " + java.time.Instant.ofEpochMilli(report.cutMs()));
    report.counts().forEach((what, number) -> lines.add("  %,14d %s".formatted(number, what)));
    report
        .sums()
        .forEach(
            (what, wei) ->
                lines.add("  " + new BigDecimal(wei, 18).toPlainString() + " ETH " + what));
    if (!report.unknown().isEmpty()) {
      lines.add("UNKNOWN, for want of what it takes:");
      report.unknown().forEach(unknown -> lines.add("  " + unknown));
    }
    if (report.isClean()) {
      lines.add("Nothing that was judged is wrong.");
    } else {
      lines.add(report.findings() + " WRONG: " + report.byRule());
      report.first().forEach(finding -> lines.add("  " + finding));
    }
    return lines;
  }

  public static void main(String[] arguments) {
    System.exit(run(arguments, System.out, System.err));
  }
}
