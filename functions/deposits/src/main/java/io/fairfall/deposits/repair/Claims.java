package io.fairfall.deposits.repair;

import io.fairfall.deposits.cursor.Cursor;
import io.fairfall.deposits.outbox.UnattributedFunds;
import io.fairfall.deposits.scan.DepositTransfer;
import io.fairfall.deposits.wiring.DepositsContext;
import io.fairfall.ethereumrpc.ProviderHealthSnapshot;
import io.fairfall.http.CommonCode;
import io.fairfall.http.Problem;
import io.fairfall.http.ProblemException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives kept money to whoever it belongs to. First it is written down, for ever, whose it is; then
 * it is credited to whom that says, as often as somebody asks, and once in effect.
 */
public final class Claims {
  private final DepositsContext context;

  public Claims(DepositsContext context) {
    this.context = context;
  }

  /**
   * Claims one transfer.
   *
   * @return the claim that counts, which may be an earlier one
   * @throws ProblemException if nothing is kept under this key
   */
  public UnattributedFunds.Claim claim(String key, UnattributedFunds.Claim claim) {
    return claim(key, claim, false);
  }

  /**
   * Claims one transfer.
   *
   * @param beforeFirst whether an operator says that it counts although it came before the first
   *     block
   */
  public UnattributedFunds.Claim claim(
      String key, UnattributedFunds.Claim claim, boolean beforeFirst) {
    Cursor cursor = cursor();
    DepositTransfer transfer = kept(key, cursor);
    if (!beforeFirst && transfer.block() < context.configuration().first(cursor)) {
      throw Problem.of(
              CommonCode.FORBIDDEN,
              "It came before the first block that counts here: ask the house.")
          .refusal();
    }
    if (cursor != null && cursor.isHalted()) {
      throw Problem.of(
              CommonCode.PAUSED, "Deposits are halted: nothing is credited until that is over.")
          .refusal();
    }
    if (cursor != null && cursor.compensated().contains(key)) {
      throw Problem.of(
              CommonCode.ALREADY_FINAL,
              "It has left the chain once, after it was final: an adjustment with a reason is the"
                  + " way.")
          .refusal();
    }
    context.unattributed().keep(transfer);
    UnattributedFunds.Claim counts = context.unattributed().claim(transfer, claim);
    context.carrier().credit(counts.player(), key, transfer);
    context.telling().claimed(counts.player(), transfer);
    return counts;
  }

  /**
   * Claims for a signed-in player. What their wallet itself has sent is theirs, since that it could
   * sign in proves it; for anything else its sender has to have signed {@link ClaimText}.
   *
   * @param signature of the sender; null where there is none
   * @throws ProblemException if it is not the player's, or was claimed for somebody else before
   */
  public UnattributedFunds.Claim claimFor(String player, String key, @Nullable String signature) {
    DepositTransfer transfer = kept(key, cursor());
    boolean isOwn = transfer.from().equals(player);
    if (!isOwn) {
      prove(transfer, player, signature);
    }
    String reason = isOwn ? "sent from this wallet" : "signed by " + transfer.from();
    UnattributedFunds.Claim counts =
        claim(key, new UnattributedFunds.Claim(player, player, reason));
    if (!counts.player().equals(player)) {
      throw Problem.of(CommonCode.ALREADY_FINAL, "It was claimed for another player before.")
          .refusal();
    }
    return counts;
  }

  private void prove(DepositTransfer transfer, String player, @Nullable String signature) {
    if (transfer.isInternal()) {
      throw Problem.of(
              CommonCode.FORBIDDEN,
              "A contract sent this, and a contract cannot sign. Ask the house: it needs to see"
                  + " why the money is yours.")
          .refusal();
    }
    if (signature == null) {
      throw Problem.of(
              CommonCode.FORBIDDEN,
              "Another wallet sent this: " + transfer.from() + " has to sign the claim.")
          .refusal();
    }
    if (!text(transfer, player).isSignedBySender(signature)) {
      throw Problem.of(
              CommonCode.FORBIDDEN,
              "This is not the signature of " + transfer.from() + " under this claim.")
          .refusal();
    }
  }

  /** What the sender of a kept transfer signs for a player to be credited. */
  public ClaimText text(DepositTransfer transfer, String player) {
    String house = context.configuration().deposits().wallet();
    return new ClaimText(house, transfer.key(), transfer.from(), transfer.amount(), player);
  }

  /** What is kept of a transaction, or stands on the chain as dust that nobody has asked for. */
  public List<DepositTransfer> of(String hash) {
    List<DepositTransfer> kept =
        context.unattributed().of(context.configuration().deposits().chainId(), hash);
    Cursor cursor = cursor();
    return kept.isEmpty() && cursor != null ? dust().of(hash, cursor) : kept;
  }

  private DepositTransfer kept(String key, @Nullable Cursor cursor) {
    Optional<DepositTransfer> kept = context.unattributed().find(key);
    if (kept.isEmpty() && cursor != null) {
      kept = dust().find(key, cursor);
    }
    return kept.orElseThrow(
        () -> Problem.of(CommonCode.NOT_FOUND, "Nothing is kept under this key.").refusal());
  }

  private Dust dust() {
    return new Dust(context, context.nodes(ProviderHealthSnapshot.NONE));
  }

  private @Nullable Cursor cursor() {
    return context.cursors().overview().map(all -> all.state().cursor()).orElse(null);
  }
}
