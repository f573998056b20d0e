package io.fairfall.audit.increment;

import io.fairfall.audit.check.AuditContext;
import io.fairfall.audit.check.Evidence;
import io.fairfall.audit.check.PayoutChecks;
import io.fairfall.audit.check.SealingStart;
import io.fairfall.payouts.PayoutId;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/**
 * The payouts that accounts' new entries ask for or end, each read whole; their nonces are looked
 * up from there. What no new entry leads to is met by the reading of everything.
 */
final class PayoutNews {
  private final AuditContext context;
  private final SealingStart sealing;

  PayoutNews(AuditContext context, SealingStart sealing) {
    this.context = context;
    this.sealing = sealing;
  }

  /**
   * Reads them.
   *
   * @return the journals that were read; fewer than were named where it was given up
   */
  Set<String> read(Collection<PayoutId> named, BooleanSupplier isOver) {
    Set<String> read = new TreeSet<>();
    if (context.evidence().payouts().isEmpty()) {
      return read;
    }
    Evidence.Payouts payouts = context.evidence().payouts().get();
    PayoutChecks checks = new PayoutChecks(context);
    Tails tails = new Tails(context, payouts.journals(), sealing);
    for (PayoutId id : named) {
      if (isOver.getAsBoolean()) {
        return read;
      }
      read.add(id.journal());
      tails.whole(id.journal(), checks.of(id.journal()).orElseThrow(), (name, version, seal) -> {});
    }
    return read;
  }
}
