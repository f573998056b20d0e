package io.fairfall.load;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;

/** The audit from outside, after everybody has stopped: the public API is all that it asks. */
final class Inspection {
  private static final long POLL_MS = 1_000;
  private static final long SOCKET_MS = 180_000;

  private final Wire wire;
  private final Leaks leaks;
  private final Complaints complaints;
  private long entries;
  private long acknowledged;
  private long refused;
  private long unknown;
  private int sockets;
  private BigInteger sum = BigInteger.ZERO;
  private BigInteger house = BigInteger.ZERO;

  Inspection(Wire wire, Leaks leaks, Complaints complaints) {
    this.wire = wire;
    this.leaks = leaks;
    this.complaints = complaints;
  }

  /** Waits until no stake is open, as long as the house may take, then looks at everything. */
  AuditVerdict of(List<Bot> bots, Duration settlement) throws InterruptedException {
    long untilMs = System.currentTimeMillis() + settlement.toMillis();
    for (Bot bot : bots) {
      if (settlement.isZero()) {
        bot.credit();
      }
      if (!isSettled(bot, untilMs)) {
        complaints.add("a stake of " + bot + " is still open " + settlement + " after the end");
      }
    }
    RoundVerifier verifier = new RoundVerifier(wire, leaks, complaints);
    for (Bot bot : bots) {
      inspect(bot, verifier);
    }
    complaints.unless(sum.signum() == 0, "the legs of all entries come to " + sum);
    return new AuditVerdict(
        bots.size(),
        entries,
        acknowledged,
        refused,
        unknown,
        verifier.checked(),
        sum,
        house,
        sockets,
        verifier.ended());
  }

  private static boolean isSettled(Bot bot, long untilMs) throws InterruptedException {
    while (true) {
      if (bot.player().account() instanceof ClientAnswer.Ok ok
          && ok.body().wei("locked").signum() == 0) {
        return true;
      }
      if (System.currentTimeMillis() >= untilMs) {
        return false;
      }
      Thread.sleep(POLL_MS);
    }
  }

  private void inspect(Bot bot, RoundVerifier verifier) throws InterruptedException {
    Player player = bot.player();
    List<Tree> history = player.entries();
    Tree account = player.account().require("the account");
    AccountAudit audit = new AccountAudit(player.name(), verifier::of, complaints);
    audit.replay(history, account);
    BookAudit books = new BookAudit(player.name(), complaints);
    books.check(bot.book(), audit, history);
    entries += history.size();
    acknowledged += books.acknowledged();
    refused += books.refused();
    unknown += books.unknown();
    sum = sum.add(audit.sum());
    house = house.add(audit.house());
    if (bot.feed().isPresent()) {
      follow(player, bot.feed().get(), history, Holdings.Balance.of(account));
    }
  }

  /** What the socket told must be what is stored, version by version, up to the last. */
  private void follow(Player player, Feed feed, List<Tree> history, Holdings.Balance account)
      throws InterruptedException {
    long untilMs = System.currentTimeMillis() + SOCKET_MS;
    Holdings holdings = feed.holdings();
    feed.ping();
    while (!holdings.newest().equals(account) && System.currentTimeMillis() < untilMs) {
      Thread.sleep(POLL_MS / 10);
    }
    boolean current = holdings.newest().equals(account);
    complaints.unless(current, "the socket of " + player.name() + " ends at " + holdings.newest());
    complaints.unless(holdings.isGapless(), "the updates of " + player.name() + " are not gapless");
    holdings
        .byVersion()
        .forEach(
            (version, told) ->
                complaints.unless(
                    version == 0
                        || (version <= history.size()
                            && told.equals(
                                Holdings.Balance.of(
                                    history.get((int) (version - 1)).at("account")))),
                    player.name() + " was told another balance than is stored: " + told));
    sockets += current ? 1 : 0;
  }
}
