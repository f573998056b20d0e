package io.fairfall.runner;

import io.fairfall.beacon.BeaconNetwork;
import io.fairfall.runner.template.Arns;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How to run the system.
 *
 * @param root the folder that holds template.yaml
 * @param port where it is served; 0 for any free port
 * @param data where state is kept across restarts; without it nothing is kept
 * @param fast short rounds, for tests
 * @param parameters values for parameters of the template, before all others
 * @param bankroll what the house begins with, in ether, at least 0
 */
public record RunOptions(
    Path root,
    int port,
    Optional<Path> data,
    boolean fast,
    Map<String, String> parameters,
    BigDecimal bankroll) {
  /** Enough for the template's largest profit of a bet, which is a share of it. */
  public static final String DEFAULT_BANKROLL = "1000";

  /** The key of the hot wallet in this machine's key service. */
  static final String HOT_WALLET_KEY_ARN = Arns.key("development-hot-wallet");

  private static final String PRIVATE_KEY = "HouseWalletPrivateKey";

  private static final String FAST_BETTING_MS = "2000";
  private static final String FAST_LOCK_MS = "700";
  private static final String FAST_PAUSE_MS = "1000";
  private static final String INDEXER_POLL_MS = "500"; // the development chain has a block a second

  /** What the public beacon takes from round to round, and a faster one. */
  private static final int BEACON_PERIOD_MS = 3_000;

  private static final int FAST_BEACON_PERIOD_MS = 100;

  /** From one round of the beacon to the next, in milliseconds. */
  long beaconPeriodMs() {
    return fast ? FAST_BEACON_PERIOD_MS : BEACON_PERIOD_MS;
  }

  /** The template's parameters for this machine. */
  Map<String, String> parametersAt(
      String origin,
      String rpcUrl,
      String chainId,
      String hotWallet,
      BeaconNetwork beacon,
      URI relay) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("Mode", "local");
    all.put("PublicOrigin", origin);
    all.put("EthereumRpcUrl", rpcUrl);
    all.put("EthereumChainId", chainId);
    all.put("HotWalletAddress", hotWallet);
    if (parameters.getOrDefault(PRIVATE_KEY, "").isEmpty()) {
      all.put("HotWalletKeyId", HOT_WALLET_KEY_ARN);
    }
    all.put("WithdrawalPollInterval", INDEXER_POLL_MS);
    all.put("IndexerPollInterval", INDEXER_POLL_MS);
    all.put("BeaconNetwork", beacon.text());
    all.put("BeaconRelays", relay.toString());
    if (fast) {
      all.put("BettingMs", FAST_BETTING_MS);
      all.put("LockMs", FAST_LOCK_MS);
      all.put("PauseMs", FAST_PAUSE_MS);
    }
    all.putAll(parameters);
    return all;
  }
}
