package io.fairfall.ethereumrpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What nodes write of a block's calls, in whatever order and with whatever else. */
class BlockTraceTest {
  private static final String A = "0x" + "a".repeat(40);
  private static final String B = "0x" + "b".repeat(40);
  private static final String BLOCK = "0x" + "1".repeat(64);
  private static final String FIRST = "0x" + "2".repeat(64);
  private static final String SECOND = "0x" + "3".repeat(64);

  @Test
  void onlyEtherThatContractsMovedAndKeptCountsInTheOrderOfExecution() {
    List<TracedTransaction> traced =
        read(
            call(FIRST, "[1]", "call", "0x2", ""),
            call(FIRST, "[0]", "call", "0x1", ""),
            call(FIRST, "[0,0]", "delegatecall", "0x1", ""),
            call(FIRST, "[2]", "callcode", "0x7", ""),
            call(FIRST, "[3]", "call", "0x8", "\"error\":\"Reverted\","),
            call(FIRST, "[3,0]", "call", "0x9", ""),
            call(FIRST, "[10]", "call", "0x4", ""),
            call(FIRST, "[4]", "call", "0x0", ""),
            call(FIRST, "[]", "call", "0x50", ""),
            call(SECOND, "[]", "call", "0x60", "\"error\":\"Out of gas\","),
            call(SECOND, "[0]", "call", "0x6", ""),
            """
            {"action":{"author":"%s","rewardType":"block","value":"0x99"},"blockHash":"%s",
             "blockNumber":7,"subtraces":0,"traceAddress":[],"transactionHash":null,"type":"reward"}
            """
                .formatted(A, BLOCK));
    assertEquals(List.of(new TracedTransaction(7, BLOCK, FIRST, moved(1, 2, 4))), traced);
  }

  @Test
  void creationsAndEndsMoveEtherToo() {
    String rest =
        "\"blockHash\":\"%s\",\"blockNumber\":7,\"transactionHash\":\"%s\"".formatted(BLOCK, FIRST);
    List<TracedTransaction> traced =
        read(
            call(FIRST, "[]", "call", "0x0", ""),
            """
            {"type":"create","traceAddress":[0],"action":{"from":"%s","value":"0x1","init":"0x"},
             "result":{"address":"%s"},%s}\
            """
                .formatted(A, B, rest),
            """
            {"type":"suicide","traceAddress":[1],"action":{"address":"%s","refundAddress":"%s",
             "balance":"0x2"},"result":null,%s}\
            """
                .formatted(A, B, rest));
    assertEquals(List.of(new TracedTransaction(7, BLOCK, FIRST, moved(1, 2))), traced);
  }

  @Test
  void aSelfDestructOfWhichNoMoreIsSaidMovesNothing() {
    String odd =
        """
        {"type":"suicide","action":{"address":"%s"},"traceAddress":[0],"blockNumber":7,
         "blockHash":"%s","transactionHash":"%s"}\
        """
            .formatted(A, BLOCK, FIRST);
    assertEquals(moved(2), read(odd, call(FIRST, "[1]", "call", "0x2", "")).getFirst().moved());
  }

  @Test
  void whatBelongsToAnotherBlockOrHasNoPlaceIsNoAnswer() {
    String call = call(FIRST, "[0]", "call", "0x1", "");
    assertThrows(
        InvalidRpcResponseException.class,
        () -> read(call.replace("\"blockNumber\":7", "\"blockNumber\":8")));
    assertThrows(
        InvalidRpcResponseException.class, () -> read(call.replace("\"traceAddress\":[0],", "")));
    assertThrows(InvalidRpcResponseException.class, () -> read(call.replace("0x1\"", "1\"")));
    assertThrows(InvalidRpcResponseException.class, () -> read(call.replace(B, "0xb")));
  }

  private static List<InternalTransfer> moved(long... wei) {
    InternalTransfer[] moved = new InternalTransfer[wei.length];
    for (int place = 0; place < wei.length; place++) {
      moved[place] = new InternalTransfer(place, A, B, BigInteger.valueOf(wei[place]));
    }
    return List.of(moved);
  }

  private static String call(
      String transaction, String address, String type, String wei, String more) {
    return """
    {"type":"call","action":{"callType":"%s","from":"%s","to":"%s","value":"%s"},%s
     "traceAddress":%s,"blockNumber":7,"blockHash":"%s","transactionHash":"%s"}\
    """
        .formatted(type, A, B, wei, more, address, BLOCK, transaction);
  }

  private static List<TracedTransaction> read(String... calls) {
    String text = "[" + String.join(",", calls) + "]";
    return BlockTrace.transfers(new JsonMapper().readValue(text, BlockTrace.Call[].class), 7);
  }
}
