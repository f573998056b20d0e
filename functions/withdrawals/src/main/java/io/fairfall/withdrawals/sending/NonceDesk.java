package io.fairfall.withdrawals.sending;

import io.avaje.jsonb.Json;
import io.fairfall.json.WholeNumber;
import io.fairfall.payouts.NonceJournal;
import io.fairfall.payouts.WalletFacts;
import io.fairfall.withdrawals.nodes.WalletNodes;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Passes over a nonce that the wallet used for something that is no payout's. The journal of nonces
 * says that no payout owns it, and a final block that it was used: then nothing of ours can follow
 * with it.
 */
public final class NonceDesk {
  private final NonceJournal nonces;
  private final WalletNodes nodes;
  private final InstantSource clock;

  public NonceDesk(NonceJournal nonces, WalletNodes nodes, InstantSource clock) {
    this.nonces = nonces;
    this.nodes = nodes;
    this.clock = clock;
  }

  /**
   * What an operator says.
   *
   * @param nonce in decimal digits
   * @param by who has looked
   * @param reason what it was used for
   */
  @Json
  public record Skip(String nonce, String by, String reason) {}

  /** What became of it. */
  public enum Outcome {
    /** The nonce is passed over. */
    SKIPPED,
    /** Another nonce is the next one of the journal, or the journal has not begun. */
    NOT_NEXT,
    /** No final block has used it. */
    NOT_FINAL,
    /** The nodes do not answer, or not the same. */
    UNKNOWN;

    /** The name in answers and in the log. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Passes over the next nonce.
   *
   * @return SKIPPED if this did; another word if nothing was written
   * @throws io.fairfall.journal.StoreUnavailableException if nobody knows whether it was written
   */
  public Outcome skip(Skip asked) {
    OptionalLong nonce = WholeNumber.parse(asked.nonce(), 0, Long.MAX_VALUE);
    if (nonce.isEmpty() || !nonce.equals(nonces.next())) {
      return Outcome.NOT_NEXT;
    }
    Optional<WalletFacts> wallet = nodes.wallet();
    if (wallet.isEmpty()) {
      return Outcome.UNKNOWN;
    }
    if (wallet.get().finalNonce() <= nonce.getAsLong()) {
      return Outcome.NOT_FINAL;
    }
    return nonces.skip(nonce.getAsLong(), asked.by(), asked.reason(), clock.millis())
        ? Outcome.SKIPPED
        : Outcome.NOT_NEXT;
  }
}
