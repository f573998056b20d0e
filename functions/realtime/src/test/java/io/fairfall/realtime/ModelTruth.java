package io.fairfall.realtime;

import io.fairfall.crash.Round;
import io.fairfall.crash.RoundEvent;
import io.fairfall.crash.bets.AccountBets;
import io.fairfall.crash.bets.BetEntryCodec;
import io.fairfall.crash.bets.RoundFacts;
import io.fairfall.journal.Journals;
import io.fairfall.json.JsonCodec;
import io.fairfall.ledger.Account;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.Accounts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the house has, in the words in which a client of the model says what it sees. */
final class ModelTruth {
  private ModelTruth() {}

  static String crash(@Nullable Round round) {
    return round == null || round.crashed() == null
        ? ""
        : Long.toString(round.crashed().crash().hundredths());
  }

  static String ending(@Nullable Round round) {
    if (round == null) {
      return "";
    }
    return round.crashed() != null
        ? round.crashed().gameHash()
        : round.voided().map(RoundEvent.Voided::gameHash).orElse("");
  }

  /** Crashes before the newest round, newest first. */
  static List<String> crashes(List<Round> rounds) {
    return rounds.stream()
        .skip(1)
        .filter(round -> round.crashed() != null)
        .map(round -> round.id() + " " + crash(round))
        .toList();
  }

  /** The newest fact of each bet. */
  static String bets(Journals events, long round) {
    ModelView view = new ModelView();
    List<MessageTree> facts = new ArrayList<>();
    RoundFacts.all(events, round)
        .forEach(fact -> facts.add(MessageTree.parse(JsonCodec.write(fact.withoutAuto()))));
    MessageTree snapshot =
        new MessageTree(
            java.util.Map.of(
                "roundId",
                Long.toString(round),
                "facts",
                facts.stream().map(MessageTree::value).toList()));
    view.take("rounds", snapshot);
    return bets(view.board.values());
  }

  static String bets(Collection<MessageTree> facts) {
    return facts.stream().map(MessageTree::written).sorted().toList().toString();
  }

  static String account(Journals accounts, String player) {
    Account account =
        accounts
            .head(Accounts.journalOf(player))
            .map(BetEntryCodec.INSTANCE::read)
            .map(AccountEntry::after)
            .orElse(Account.EMPTY);
    return account.version()
        + " "
        + account.available()
        + " "
        + account.locked()
        + " "
        + AccountBets.of(account).size();
  }
}
