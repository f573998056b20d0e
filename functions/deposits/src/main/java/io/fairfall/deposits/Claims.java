package io.fairfall.deposits;

import io.fairfall.edge.Code;
import io.fairfall.edge.Problem;
import io.fairfall.edge.Refusal;

/**
 * Gives kept money to whoever it belongs to. First it is written down, for ever, whose it is; then
 * it is credited to whom that says, as often as somebody asks, and once in effect.
 */
final class Claims {
  private final Desk desk;

  Claims(Desk desk) {
    this.desk = desk;
  }

  /**
   * Claims one transfer.
   *
   * @return the claim that counts, which may be an earlier one
   * @throws Refusal if nothing is kept under this key
   */
  Unattributed.Claim claim(String key, Unattributed.Claim claim) {
    Transfer transfer = kept(key);
    Cursor cursor = desk.cursors().read().map(CursorTable.State::cursor).orElse(null);
    if (cursor != null && cursor.isHalted()) {
      throw Problem.of(Code.PAUSED, "Deposits are halted: nothing is credited until that is over.")
          .refusal();
    }
    if (cursor != null && cursor.compensated().contains(key)) {
      throw Problem.of(
              Code.ALREADY_FINAL,
              "It was credited once and taken back: an adjustment with a reason is the way.")
          .refusal();
    }
    Unattributed.Claim counts = desk.unattributed().claim(transfer, claim);
    desk.carrier().credit(counts.player(), key, transfer);
    desk.telling().claimed(counts.player(), transfer);
    return counts;
  }

  /** What a signed-in wallet itself has sent is its own: that it could sign in proves it. */
  Unattributed.Claim claimOwn(String key, String player) {
    if (!kept(key).from().equals(player)) {
      throw Problem.of(Code.NOT_FOUND, "Nothing that your wallet sent is kept under this key.")
          .refusal();
    }
    return claim(key, new Unattributed.Claim(player, player, "sent from this wallet"));
  }

  private Transfer kept(String key) {
    return desk.unattributed()
        .find(key)
        .orElseThrow(() -> Problem.of(Code.NOT_FOUND, "Nothing is kept under this key.").refusal());
  }
}
