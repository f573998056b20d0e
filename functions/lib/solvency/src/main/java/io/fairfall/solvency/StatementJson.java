package io.fairfall.solvency;

import io.avaje.jsonb.Json;
import io.fairfall.beacon.BeaconNetwork;
import io.fairfall.beacon.BeaconSignature;
import io.fairfall.json.JsonCodec;
import java.util.List;

/** How statements and proofs are written. */
final class StatementJson {
  private StatementJson() {}

  @Json
  record StatementBody(
      String format,
      long number,
      String previous,
      NetworkBody network,
      long hourAt,
      List<String> draws,
      String chainId,
      BlockBody block,
      String liabilities,
      String root,
      long leaves,
      List<ReserveBody> reserves,
      List<String> signatures) {
    SolvencyStatement statement() {
      if (!format.equals(StatementContent.FORMAT)) {
        throw new IllegalArgumentException("format is " + StatementContent.FORMAT);
      }
      return new SolvencyStatement(
          new StatementContent(
              number,
              previous,
              network.network(),
              hourAt,
              draws.stream().map(BeaconSignature::new).toList(),
              Long.parseLong(chainId),
              new StatementBlock(Long.parseLong(block.number()), block.hash(), block.at()),
              WeiText.parse(liabilities),
              root,
              TreeShape.ofLeaves(leaves),
              reserves.stream()
                  .map(one -> new Reserve(one.wallet(), WeiText.parseKnown(one.balance())))
                  .toList()),
          signatures);
    }
  }

  @Json
  record NetworkBody(
      String name, String chainHash, String publicKey, long genesisMs, long periodMs) {
    BeaconNetwork network() {
      return new BeaconNetwork(name, chainHash, publicKey, genesisMs, periodMs);
    }
  }

  @Json
  record BlockBody(String number, String hash, long at) {}

  @Json
  record ReserveBody(String wallet, String balance) {}

  @Json
  record ProofBody(
      String format,
      long number,
      String player,
      String salt,
      String amount,
      long index,
      List<String> path) {}

  static SolvencyStatement read(String stored) {
    return JsonCodec.fromStore(StatementBody.class, stored).statement();
  }

  static String write(SolvencyStatement statement) {
    StatementContent content = statement.content();
    BeaconNetwork network = content.network();
    StatementBlock block = content.block();
    return JsonCodec.write(
        new StatementBody(
            StatementContent.FORMAT,
            content.number(),
            content.previous(),
            new NetworkBody(
                network.name(),
                network.chainHash(),
                network.publicKey(),
                network.genesisMs(),
                network.periodMs()),
            content.hourAt(),
            content.draws().stream().map(BeaconSignature::hex).toList(),
            Long.toString(content.chainId()),
            new BlockBody(Long.toString(block.number()), block.hash(), block.at()),
            content.liabilities().toString(),
            content.root(),
            content.shape().leaves(),
            content.reserves().stream()
                .map(one -> new ReserveBody(one.wallet(), one.balanceText()))
                .toList(),
            statement.signatures()));
  }
}
