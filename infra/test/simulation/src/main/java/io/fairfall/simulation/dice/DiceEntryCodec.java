package io.fairfall.simulation.dice;

import io.avaje.jsonb.Json;
import io.fairfall.journal.Entry;
import io.fairfall.json.JsonCodec;
import io.fairfall.ledger.Account;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.AccountEntry.Kind;
import io.fairfall.ledger.EntryCodec;
import io.fairfall.ledger.GameState;
import io.fairfall.ledger.Hold;
import io.fairfall.ledger.Legs;
import io.fairfall.ledger.Operation.RequestFingerprint;
import io.fairfall.ledger.Release;
import io.fairfall.ledger.StoredParts;
import io.fairfall.ledger.StoredParts.StoredPlayerLimits;
import io.fairfall.money.Wei;
import io.fairfall.simulation.dice.DiceGame.Call;
import io.fairfall.simulation.dice.DiceGame.Thrown;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How entries of accounts are stored in which dice are played. */
final class DiceEntryCodec implements EntryCodec {
  static final DiceEntryCodec INSTANCE = new DiceEntryCodec();

  private DiceEntryCodec() {}

  /** What an entry says beside its version and kind. */
  @Json
  record Stored(
      String id,
      String hash,
      long stampMs,
      long game,
      long settings,
      String legs,
      List<Thrown> due,
      @Nullable String note,
      Wei available,
      Wei locked,
      List<Call> calls,
      @Nullable String recent,
      @Nullable StoredPlayerLimits limits) {}

  @Override
  public Entry write(String journal, AccountEntry entry, long nowMs) {
    Account after = entry.after();
    Stored stored =
        new Stored(
            entry.trace().id(),
            entry.trace().hash(),
            entry.stampMs(),
            entry.gameVersion(),
            entry.settingsVersion(),
            entry.legs().written(),
            entry.due().stream().map(Thrown.class::cast).toList(),
            entry.note(),
            after.available(),
            after.locked(),
            after.holds().stream().map(Call.class::cast).toList(),
            StoredParts.recent(after),
            StoredParts.stored(after.protection()));
    return new Entry(journal, entry.version(), entry.kind().word(), nowMs, JsonCodec.write(stored));
  }

  @Override
  public AccountEntry read(Entry entry) {
    Stored stored = JsonCodec.fromStore(Stored.class, entry.body());
    Kind kind = Kind.valueOf(entry.type().toUpperCase(Locale.ROOT));
    RequestFingerprint trace = new RequestFingerprint(stored.id(), stored.hash());
    int format = AccountEntry.FORMAT;
    Account after =
        new Account(
            entry.version(),
            stored.available(),
            stored.locked(),
            List.<Hold>copyOf(stored.calls()),
            GameState.NONE,
            StoredParts.recent(format, kind, trace, stored.stampMs(), stored.recent()),
            stored.game(),
            stored.settings(),
            StoredParts.protection(stored.limits()));
    Legs legs = Legs.read(stored.legs());
    List<Release> due = List.copyOf(stored.due());
    return new AccountEntry(
        format, kind, trace, stored.stampMs(), legs, null, due, stored.note(), after);
  }
}
