package io.fairfall.audit;

import io.fairfall.game.FairnessEvent;
import io.fairfall.game.GameJournal;
import io.fairfall.game.bets.RoundFacts;
import io.fairfall.house.HouseJournal;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.json.JsonCodec;
import io.fairfall.settings.SettingsJournal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Which check each journal of the events' table has. Other journals are walked for gaps only. */
final class EventChecks {
  private final Inquiry inquiry;
  private final Journals events;
  private final FactHash hash;
  private final Map<String, GameCheck.Chain> chains;

  EventChecks(Inquiry inquiry, FactHash hash, Map<String, GameCheck.Chain> chains) {
    this.inquiry = inquiry;
    this.events = inquiry.evidence().eventJournals();
    this.hash = hash;
    this.chains = chains;
  }

  Optional<JournalCheck> of(String journal) {
    return switch (journal) {
      case GameJournal.NAME -> Optional.of(new GameCheck(journal, inquiry, chains));
      case SettingsJournal.NAME -> Optional.of(new SettingsCheck(inquiry));
      case HouseJournal.NAME -> Optional.of(new HouseCheck(inquiry, hash));
      default -> other(journal);
    };
  }

  private Optional<JournalCheck> other(String journal) {
    try {
      if (Twins.isOne(journal)) {
        return Optional.of(Twins.check(journal, inquiry, hash));
      }
      OptionalLong round = RoundFacts.roundOf(journal);
      return Optional.of(
          round.isPresent()
              ? new RoundCheck(journal, round.getAsLong(), inquiry, events, hash)
              : (entry, follows) -> {});
    } catch (NumberFormatException nobodysRound) {
      return Optional.empty();
    }
  }

  /** What the {@code fairness} journal publishes of each chain: two small entries for each. */
  static Map<String, GameCheck.Chain> chains(Journals events, Findings findings) {
    Map<String, GameCheck.Chain> chains = new HashMap<>();
    long from = 1;
    List<Entry> page = events.range(FairnessEvent.JOURNAL, from, Long.MAX_VALUE);
    while (!page.isEmpty()) {
      for (Entry entry : page) {
        try {
          publish(chains, entry);
        } catch (RuntimeException malformed) {
          findings.add(
              FairnessEvent.JOURNAL, entry.version(), Rule.GAME, "is no step: " + malformed);
        }
      }
      from = page.getLast().version() + 1;
      page = events.range(FairnessEvent.JOURNAL, from, Long.MAX_VALUE);
    }
    return chains;
  }

  private static void publish(Map<String, GameCheck.Chain> chains, Entry entry) {
    switch (entry.type()) {
      case FairnessEvent.Committed.TYPE -> {
        var committed = JsonCodec.fromStore(FairnessEvent.Committed.class, entry.body());
        if (chains.putIfAbsent(committed.chain(), new GameCheck.Chain(committed, null)) != null) {
          throw new IllegalStateException("a chain is committed to once");
        }
      }
      case FairnessEvent.Salted.TYPE -> {
        var salted = JsonCodec.fromStore(FairnessEvent.Salted.class, entry.body());
        GameCheck.Chain chain = chains.get(salted.chain());
        if (chain == null
            || chain.salt() != null
            || chain.committed().saltBlock() != salted.saltBlock()) {
          throw new IllegalStateException("a salt follows its chain, once, from its block");
        }
        chains.put(salted.chain(), new GameCheck.Chain(chain.committed(), salted.salt()));
      }
      default -> throw new IllegalStateException("unknown type " + entry.type());
    }
  }
}
