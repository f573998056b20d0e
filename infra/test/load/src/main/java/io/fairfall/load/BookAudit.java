package io.fairfall.load;

import io.fairfall.load.Book.Told;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a player was told against what is stored: yes is there once, no is nowhere. */
final class BookAudit {
  private final String player;
  private final Complaints complaints;
  private long acknowledged;
  private long refused;
  private long unknown;

  BookAudit(String player, Complaints complaints) {
    this.player = player;
    this.complaints = complaints;
  }

  long acknowledged() {
    return acknowledged;
  }

  long refused() {
    return refused;
  }

  /** Requests whose outcome nobody could tell the player in time. */
  long unknown() {
    return unknown;
  }

  /** A look while the player goes on: the book is copied before the entries are read. */
  static void acknowledgedIsThere(Bot bot, Complaints complaints) {
    Map<BigInteger, Told> told = bot.book().bets();
    List<Tree> entries = bot.player().entries();
    for (Told bet : told.values()) {
      if (bet.answer() instanceof ClientAnswer.Ok ok) {
        long version = Long.parseLong(ok.body().text("betId"));
        boolean there =
            version <= entries.size()
                && entries
                    .get((int) (version - 1))
                    .at("bet")
                    .at("stake")
                    .text()
                    .equals(java.util.Optional.of(bet.order().stake().toString()));
        complaints.unless(there, "lost in a restart: " + bet);
      }
    }
  }

  void check(Book book, AccountAudit account, List<Tree> entries) {
    Map<BigInteger, Integer> stakes = new HashMap<>();
    account.bets().values().forEach(bet -> stakes.merge(bet.wei("stake"), 1, Integer::sum));
    Map<BigInteger, Told> told = book.bets();
    told.forEach((stake, it) -> bet(it, stakes.getOrDefault(stake, 0), account));
    stakes.forEach(
        (stake, times) ->
            complaints.unless(
                told.containsKey(stake), player + " never asked for the stake " + stake));
    book.paid()
        .forEach(
            (betId, paid) ->
                complaints.unless(
                    account.paid(betId).map(Book.Paid::of).filter(paid::equals).isPresent(),
                    player + " was told of a payout that is not stored: " + betId + " " + paid));
    credits(book, entries);
  }

  private void bet(Told told, int times, AccountAudit account) {
    Order order = told.order();
    switch (told.answer()) {
      case ClientAnswer.Ok ok -> {
        acknowledged++;
        Tree bet = account.bets().getOrDefault(ok.body().text("betId"), Tree.EMPTY);
        complaints.unless(
            times == 1
                && bet.isPresent()
                && bet.wei("stake").equals(order.stake().value())
                && bet.text("roundId").equals(order.roundId())
                && bet.number("seat") == order.seat(),
            player + ": an acknowledged bet stands " + times + " times: " + told);
      }
      case ClientAnswer.No no -> {
        refused++;
        complaints.unless(times == 0, player + ": a refused bet stands: " + told);
      }
      case ClientAnswer.Unknown _ -> {
        unknown++;
        complaints.unless(times <= 1, player + ": a bet stands " + times + " times: " + told);
      }
    }
  }

  private void credits(Book book, List<Tree> entries) {
    Map<BigInteger, Integer> amounts = new HashMap<>();
    for (Tree entry : entries) {
      if (entry.text("kind").equals("adjustment")) {
        // bets that end on the way move money of their own between available, locked and house
        BigInteger moved = entry.at("legs").wei("available");
        for (Tree end : entry.at("closes").items()) {
          moved = moved.subtract(end.wei("payout"));
        }
        amounts.merge(moved, 1, Integer::sum);
      }
    }
    Map<BigInteger, ClientAnswer> credits = book.credits();
    credits.forEach(
        (amount, answer) -> {
          int times = amounts.getOrDefault(amount, 0);
          boolean right = answer instanceof ClientAnswer.Unknown ? times <= 1 : times == 1;
          complaints.unless(right, player + ": a credit stands " + times + " times: " + amount);
        });
    amounts.forEach(
        (amount, times) ->
            complaints.unless(
                credits.containsKey(amount), player + " never asked for the credit " + amount));
  }
}
