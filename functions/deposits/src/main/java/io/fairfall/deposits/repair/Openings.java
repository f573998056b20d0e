package io.fairfall.deposits.repair;

import io.fairfall.deposits.scan.DepositTransfer;
import io.fairfall.journal.Journals;
import io.fairfall.ledger.ExternalReceipts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The balances that players brought from an older house. Who reprocesses blocks from before the
 * first sees them beside the deposits: such a balance has in it what was deposited there, and would
 * be paid a second time.
 */
public final class Openings {
  private final Journals accounts;

  public Openings(Journals accounts) {
    this.accounts = accounts;
  }

  /** Those of the senders of some transfers: {@code player} and {@code amount}, in wei. */
  public List<Map<String, String>> of(List<DepositTransfer> transfers) {
    List<Map<String, String>> found = new ArrayList<>();
    transfers.stream()
        .map(DepositTransfer::from)
        .distinct()
        .forEach(
            player ->
                accounts
                    .range(ExternalReceipts.journalOf(ExternalReceipts.openingKey(player)), 1, 1)
                    .stream()
                    .map(ExternalReceipts::read)
                    .map(receipt -> opening(player, receipt))
                    .forEach(found::add));
    return found;
  }

  private static Map<String, String> opening(String player, ExternalReceipts.Receipt receipt) {
    return Map.of("player", player, "amount", receipt.amount().toString());
  }
}
