package io.fairfall.deposits.balance;

import static io.fairfall.deposits.DepositsFixture.HOUSE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairfall.deposits.scan.DepositRules;
import io.fairfall.deposits.scan.ScannedBlock;
import io.fairfall.ethereumrpc.EthereumNode;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Of more quiet blocks than are remembered the oldest are forgotten: they are traced like any. */
class QuietBlocksTest {
  @Test
  void theOldestAreForgotten() {
    InternalTransferDetector detector =
        new InternalTransferDetector(
            new EthereumNode("http://127.0.0.1:1/"), new DepositRules(1, HOUSE, Map.of()));
    detector.read(blocks(1, InternalTransferDetector.MAX_QUIET_BLOCKS));
    assertEquals(1, detector.oldestQuiet());
    detector.read(blocks(InternalTransferDetector.MAX_QUIET_BLOCKS + 1L, 3));
    assertEquals(4, detector.oldestQuiet());
    detector.read(
        List.of(new ScannedBlock(20_000, "0x1", "0x0", List.of(), BigInteger.ZERO, true)));
    assertEquals(4, detector.oldestQuiet(), "a block in which code may have run is none");
  }

  private static List<ScannedBlock> blocks(long first, long count) {
    return LongStream.range(first, first + count)
        .mapToObj(
            number -> new ScannedBlock(number, "0x1", "0x0", List.of(), BigInteger.ZERO, false))
        .toList();
  }
}
