package io.fairfall.load;

import io.fairfall.load.RoundVerifier.Round;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One account, replayed from the outside: every entry must follow from the one before and from the
 * rules that players can read, and the last must be the account.
 */
final class AccountAudit {
  private static final BigInteger HUNDRED = BigInteger.valueOf(100);
  private static final Set<String> WON = Set.of("cashed_out", "auto", "corrected");

  private final String player;
  private final Function<String, Round> rounds;
  private final Complaints complaints;
  private final Map<String, Tree> open = new LinkedHashMap<>();
  private final Map<String, Tree> bets = new LinkedHashMap<>();
  private final Map<String, List<Tree>> ends = new LinkedHashMap<>();
  private final Set<String> seats = new HashSet<>();
  private Holdings.Balance balance = new Holdings.Balance(BigInteger.ZERO, BigInteger.ZERO, 0);
  private BigInteger sum = BigInteger.ZERO;
  private BigInteger house = BigInteger.ZERO;

  /**
   * @param rounds how each round ended, by id
   */
  AccountAudit(String player, Function<String, Round> rounds, Complaints complaints) {
    this.player = player;
    this.rounds = rounds;
    this.complaints = complaints;
  }

  /** Replays the entries, oldest first, and compares the result with the account. */
  void replay(List<Tree> entries, Tree account) {
    entries.forEach(this::step);
    expect(
        balance.equals(Holdings.Balance.of(account)), "the replay is not the account: " + account);
    Set<String> listed = new HashSet<>();
    account.at("bets").items().forEach(bet -> listed.add(bet.text("betId")));
    expect(listed.equals(open.keySet()), "the open bets are not " + open.keySet());
  }

  /** Every bet by id. */
  Map<String, Tree> bets() {
    return bets;
  }

  /** How a bet was paid, if it was. */
  Optional<Tree> paid(String betId) {
    return ends.getOrDefault(betId, List.of()).stream()
        .filter(end -> WON.contains(end.text("result")))
        .findFirst();
  }

  /** What all legs of all entries come to: zero. */
  BigInteger sum() {
    return sum;
  }

  /** What the house won. */
  BigInteger house() {
    return house;
  }

  private void step(Tree entry) {
    long version = entry.number("version");
    expect(version == balance.version() + 1, "a gap before version " + version);
    BigInteger available = BigInteger.ZERO;
    BigInteger locked = BigInteger.ZERO;
    for (Tree end : ends(entry)) {
      available = available.add(end.wei("payout"));
      locked = locked.subtract(end(end, version));
    }
    if (entry.at("bet").isPresent()) {
      BigInteger stake = bet(entry.at("bet"), entry);
      available = available.subtract(stake);
      locked = locked.add(stake);
    }
    Tree legs = entry.at("legs");
    if (entry.text("kind").equals("adjustment")) {
      available = legs.wei("available");
    }
    expect(legs.wei("available").equals(available), "wrong available leg in " + entry);
    expect(legs.wei("locked").equals(locked), "wrong locked leg in " + entry);
    add(legs, entry);
  }

  private void add(Tree legs, Tree entry) {
    BigInteger total =
        legs.wei("available")
            .add(legs.wei("locked"))
            .add(legs.wei("house"))
            .add(legs.wei("external"));
    expect(total.signum() == 0, "the legs do not sum to zero in " + entry);
    sum = sum.add(total);
    house = house.add(legs.wei("house"));
    Holdings.Balance after = Holdings.Balance.of(entry.at("account"));
    expect(
        after.available().equals(balance.available().add(legs.wei("available")))
            && after.locked().equals(balance.locked().add(legs.wei("locked")))
            && after.version() == entry.number("version"),
        "the account does not follow from the legs in " + entry);
    expect(after.available().signum() >= 0, "a negative balance in " + entry);
    BigInteger stakes =
        open.values().stream()
            .map(bet -> bet.wei("stake"))
            .reduce(BigInteger.ZERO, BigInteger::add);
    expect(after.locked().equals(stakes), "locked is not the open stakes in " + entry);
    balance = after;
  }

  private BigInteger bet(Tree bet, Tree entry) {
    String id = bet.text("betId");
    expect(id.equals(Long.toString(entry.number("version"))), "a bet's id is its version: " + bet);
    expect(
        seats.add(bet.text("roundId") + "/" + bet.number("seat")),
        "a seat was taken twice: " + bet);
    open.put(id, bet);
    bets.put(id, bet);
    return bet.wei("stake");
  }

  private static List<Tree> ends(Tree entry) {
    List<Tree> all = new ArrayList<>(entry.at("closes").items());
    if (entry.at("cashout").isPresent()) {
      all.add(entry.at("cashout"));
    }
    return all;
  }

  /** Books the end of a bet and returns the stake that it frees. */
  private BigInteger end(Tree end, long version) {
    String id = end.text("betId");
    Tree bet = bets.getOrDefault(id, Tree.EMPTY);
    List<Tree> before = ends.computeIfAbsent(id, _ -> new ArrayList<>());
    boolean corrects = end.text("result").equals("corrected");
    boolean wasOpen = open.remove(id) != null;
    boolean wasLost = before.size() == 1 && before.getFirst().text("result").equals("lost");
    expect(corrects ? wasLost : wasOpen, "entry " + version + " ends a bet that is not open");
    before.add(end);
    expect(
        bet.isPresent() && end.wei("stake").equals(bet.wei("stake")),
        "entry " + version + " ends another stake than " + bet);
    payout(end);
    if (bet.isPresent()) {
      outcome(end, bet, rounds.apply(bet.text("roundId")));
    }
    return corrects ? BigInteger.ZERO : end.wei("stake");
  }

  private void payout(Tree end) {
    BigInteger due =
        end.at("multiplier").number().isEmpty()
            ? BigInteger.ZERO
            : end.wei("stake")
                .multiply(BigInteger.valueOf(end.number("multiplier")))
                .divide(HUNDRED);
    expect(end.wei("payout").equals(due), "the payout is not stake times multiplier: " + end);
  }

  private void outcome(Tree end, Tree bet, Round round) {
    long crash = round.crash().orElse(0);
    long target = bet.at("autoCashout").number().orElse(Long.MAX_VALUE);
    long multiplier = end.at("multiplier").number().orElse(0);
    boolean right =
        switch (end.text("result")) {
          case "lost" -> crash > 0 && target > crash;
          case "auto" -> multiplier <= crash && multiplier <= target;
          case "cashed_out", "corrected" -> multiplier <= crash && multiplier < target;
          case "refunded" -> round.isVoided() && multiplier == 100;
          default -> false;
        };
    // a flight that is still under way has no crash yet, and its cashouts cannot be judged
    boolean undecided = round.crash().isEmpty() && !round.isVoided();
    expect(right || undecided, "round " + round + " does not end " + bet + " as " + end);
  }

  private void expect(boolean holds, String sentence) {
    complaints.unless(holds, "account " + player + ": " + sentence);
  }
}
