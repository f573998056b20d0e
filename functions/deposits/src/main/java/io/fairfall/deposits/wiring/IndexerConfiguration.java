package io.fairfall.deposits.wiring;

import io.fairfall.deposits.cursor.Cursor;
import io.fairfall.deposits.cursor.CursorReducer;
import io.fairfall.deposits.scan.AcceptedToken;
import io.fairfall.deposits.scan.DepositRules;
import io.fairfall.money.Wei;
import io.fairfall.platform.Environment;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the template says about deposits.
 *
 * @param firstBlock the first block of which anything counts; null for the first that a new walk
 *     comes to
 * @param pollMs between two looks at a chain that somebody waits for
 */
public record IndexerConfiguration(
    DepositRules deposits, CursorReducer walk, @Nullable Long firstBlock, long pollMs) {
  private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-f]{40}");

  /**
   * The first block of which anything counts: nothing before it is credited, however it is found.
   *
   * @param cursor what the walk has written down of it; null where there is no walk yet
   */
  public long first(@Nullable Cursor cursor) {
    return Math.max(firstBlock == null ? 0 : firstBlock, cursor == null ? 0 : cursor.first());
  }

  static IndexerConfiguration of(Environment environment) {
    String wallet = environment.require("HOT_WALLET_ADDRESS").toLowerCase(Locale.ROOT);
    if (!ADDRESS.matcher(wallet).matches()) {
      throw new IllegalStateException("HOT_WALLET_ADDRESS is no address");
    }
    DepositRules rules =
        new DepositRules(
            environment.requireNumber("CHAIN_ID"),
            wallet,
            AcceptedToken.parse(environment.find("DEPOSIT_TOKENS").orElse("")));
    CursorReducer reducer =
        new CursorReducer(
            Math.toIntExact(environment.requireNumber("INDEXER_CONFIRMATIONS")),
            Math.toIntExact(environment.requireNumber("INDEXER_REORG_BUFFER")),
            Wei.parse(environment.require("DEPOSIT_MINIMUM")));
    Optional<Long> first = environment.find("INDEXER_FIRST_BLOCK").map(Long::valueOf);
    return new IndexerConfiguration(
        rules, reducer, first.orElse(null), environment.requireNumber("INDEXER_POLL_INTERVAL"));
  }
}
