package io.fairfall.audit.check;

import io.fairfall.audit.report.Findings;
import io.fairfall.audit.report.Rule;
import io.fairfall.crash.FairnessEvent;
import io.fairfall.crash.GameJournal;
import io.fairfall.crash.bets.RoundFacts;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.json.JsonCodec;
import io.fairfall.ledger.Witness;
import io.fairfall.settings.SettingsJournal;
import io.fairfall.treasury.AdjustmentJournal;
import io.fairfall.treasury.HouseJournal;
import io.fairfall.treasury.adjustments.ProposalJournal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** Which check each journal of the events' table has. Other journals are walked for gaps only. */
public final class EventChecks {
  private final AuditContext context;
  private final Journals events;
  private final FactHash hash;
  private final List<GameCheck.GameHashChain> chains;
  private final SettingsHistory settings;

  public EventChecks(
      AuditContext context,
      FactHash hash,
      List<GameCheck.GameHashChain> chains,
      SettingsHistory settings) {
    this.settings = settings;
    this.context = context;
    this.events = context.evidence().eventJournals();
    this.hash = hash;
    this.chains = chains;
  }

  public Optional<JournalCheck> of(String journal) {
    return switch (journal) {
      case GameJournal.NAME ->
          Optional.of(
              new GameCheck(
                  journal, context, chains, new RoundTerms(events, settings, context.deployed())));
      case SettingsJournal.NAME -> Optional.of(new SettingsCheck(context));
      case ProposalJournal.LIST -> Optional.of(new ProposalCheck(context).list(settings));
      case HouseJournal.NAME -> Optional.of(new HouseCheck(context, hash));
      default -> other(journal);
    };
  }

  private Optional<JournalCheck> other(String journal) {
    try {
      if (ProposalJournal.isOne(journal)) {
        return Optional.of(new ProposalCheck(context).one());
      }
      if (DuplicateCheck.isOne(journal)) {
        JournalCheck twins = DuplicateCheck.check(journal, context, hash);
        return Optional.of(
            AdjustmentJournal.isOne(journal) ? new AdjustmentCheck(context).check(twins) : twins);
      }
      Optional<Witness.Place> witnessed = Witness.placeOf(journal);
      if (witnessed.isPresent()) {
        return Optional.of(new WitnessCheck(witnessed.get(), context));
      }
      OptionalLong round = RoundFacts.roundOf(journal);
      return Optional.of(
          round.isPresent()
              ? new RoundCheck(journal, round.getAsLong(), context, events, hash)
              : (entry, follows) -> {});
    } catch (NumberFormatException nobodysRound) {
      return Optional.empty();
    }
  }

  /** The chains that the {@code fairness} journal publishes, in their order. */
  public static List<GameCheck.GameHashChain> chains(Journals events, Findings findings) {
    Map<String, GameCheck.GameHashChain> chains = new LinkedHashMap<>();
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
    return List.copyOf(chains.values());
  }

  private static void publish(Map<String, GameCheck.GameHashChain> chains, Entry entry) {
    switch (entry.type()) {
      case FairnessEvent.Committed.TYPE -> {
        var committed = JsonCodec.fromStore(FairnessEvent.Committed.class, entry.body());
        if (chains.putIfAbsent(committed.chain(), new GameCheck.GameHashChain(committed, null, 0))
            != null) {
          throw new IllegalStateException("a chain is committed to once");
        }
      }
      case FairnessEvent.Salted.TYPE -> {
        var salted = JsonCodec.fromStore(FairnessEvent.Salted.class, entry.body());
        GameCheck.GameHashChain chain = chains.get(salted.chain());
        if (chain == null
            || chain.salt() != null
            || !Objects.equals(chain.committed().saltBlock(), salted.saltBlock())) {
          throw new IllegalStateException("a salt follows its chain, once, from its block");
        }
        chains.put(
            salted.chain(),
            new GameCheck.GameHashChain(chain.committed(), salted.salt(), entry.atMs()));
      }
      default -> throw new IllegalStateException("unknown type " + entry.type());
    }
  }
}
