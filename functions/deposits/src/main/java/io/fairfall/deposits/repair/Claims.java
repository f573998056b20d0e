package io.fairfall.deposits.repair;

import io.fairfall.deposits.cursor.Cursor;
import io.fairfall.deposits.outbox.UnattributedFunds;
import io.fairfall.deposits.scan.DepositTransfer;
import io.fairfall.deposits.wiring.DepositsContext;
import io.fairfall.ethereumrpc.ProviderHealthSnapshot;
import io.fairfall.http.CommonCode;
import io.fairfall.http.Problem;
import io.fairfall.http.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives kept money to whoever it belongs to. First it is written down, for ever, whose it is; then
 * it is credited to whom that says, as often as somebody asks, and once in effect.
 */
public final class Claims {
  /** Deposits of one transaction that are listed, and those of them that are looked for. */
  static final int MAX_LISTED = 100;

  static final int MAX_LOOKED_FOR = 2_000;

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
              "It has left the chain, after it was final. If the chain has it again, that is kept"
                  + " under another key.")
          .refusal();
    }
    context.unattributed().keep(transfer);
    UnattributedFunds.Claim counts =
        context.unattributed().claim(key).orElseGet(() -> claimed(transfer, claim));
    switch (context.carrier().credit(counts.player(), key, transfer)) {
      case YES -> {}
      case NO_ROOM -> throw noRoom();
      case OTHERWISE ->
          throw Problem.of(CommonCode.ALREADY_FINAL, "It was credited before, to another player.")
              .refusal();
    }
    context.telling().claimed(counts.player(), transfer);
    return counts;
  }

  /** Nobody's name is written down for what their account has no room for by now. */
  private UnattributedFunds.Claim claimed(DepositTransfer transfer, UnattributedFunds.Claim claim) {
    if (!context.accounts().hasRoom(claim.player(), transfer.amount())) {
      throw noRoom();
    }
    return context.unattributed().claim(transfer, claim);
  }

  private static ProblemException noRoom() {
    return Problem.of(
            CommonCode.LIMIT_REACHED,
            "The account would hold more than an account can: withdraw something first.")
        .refusal();
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

  /**
   * What of a transaction can be claimed.
   *
   * @param deposits the first {@value #MAX_LISTED} of them
   * @param more how many of its deposits are not among these, and may be claimed by their keys; 0
   *     where these are all
   */
  public record Found(List<DepositTransfer> deposits, int more) {}

  /**
   * What is kept of a transaction, or stands on the chain as dust that nobody has asked for. Where
   * it stands in its transaction, the chain says, however far back that is.
   *
   * @throws ProblemException if the nodes do not answer
   */
  public Found of(String hash) {
    Cursor cursor = cursor();
    long chainId = context.configuration().deposits().chainId();
    Map<String, DepositTransfer> found = new LinkedHashMap<>();
    context.unattributed().of(chainId, hash).forEach(one -> found.put(one.key(), one));
    if (cursor == null) {
      return listed(found, 0);
    }
    found.keySet().removeAll(cursor.compensated());
    Dust dust = dust();
    List<DepositTransfer> small = new ArrayList<>();
    Map<String, DepositTransfer> large = new LinkedHashMap<>();
    for (DepositTransfer one : dust.all(hash)) {
      DepositTransfer now = one.among(cursor.compensated());
      if (dust.isDust(one, cursor)) {
        small.add(one);
      } else if (!found.containsKey(now.key())) {
        large.put(now.key(), now);
      }
    }
    List<String> keys = large.keySet().stream().limit(MAX_LOOKED_FOR).toList();
    context.unattributed().kept(keys).forEach(key -> found.put(key, large.get(key)));
    small.forEach(one -> found.putIfAbsent(one.key(), one));
    return listed(found, large.size() - keys.size());
  }

  private static Found listed(Map<String, DepositTransfer> found, int notLookedFor) {
    List<DepositTransfer> first = found.values().stream().limit(MAX_LISTED).toList();
    return new Found(first, found.size() - first.size() + notLookedFor);
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
