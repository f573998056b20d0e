package io.fairfall.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An audit that never complains proves nothing: each of its rules is seen to be broken here. */
class AccountAuditTest {
  private static final String CREDIT =
      """
      {"version":1,"kind":"adjustment","legs":{"available":"1000","locked":"0","house":"-1000",\
      "external":"0"},"closes":[],"account":{"available":"1000","locked":"0","version":1}}\
      """;
  private static final String BET =
      """
      {"version":2,"kind":"bet","legs":{"available":"-101","locked":"101","house":"0",\
      "external":"0"},"bet":{"betId":"2","roundId":"7","seat":1,"stake":"101","autoCashout":250},\
      "closes":[],"account":{"available":"899","locked":"101","version":2}}\
      """;
  private static final String CASHOUT =
      """
      {"version":3,"kind":"cashout","legs":{"available":"202","locked":"-101","house":"-101",\
      "external":"0"},"cashout":{"betId":"2","roundId":"7","seat":1,"stake":"101",\
      "result":"cashed_out","multiplier":200,"payout":"202"},"closes":[],\
      "account":{"available":"1101","locked":"0","version":3}}\
      """;
  private static final String ACCOUNT =
      "{\"available\":\"1101\",\"locked\":\"0\",\"version\":3,\"bets\":[]}";

  @Test
  void anHonestHistoryPasses() {
    assertEquals(List.of(), complaints(CREDIT, BET, CASHOUT, ACCOUNT));
  }

  @ParameterizedTest
  @CsvSource({
    "\"version\":2, \"version\":4",
    "\"locked\":\"101\", \"locked\":\"100\"",
    "\"house\":\"-101\", \"house\":\"-100\"",
    "\"available\":\"1101\", \"available\":\"1102\"",
    "\"payout\":\"202\", \"payout\":\"203\"",
    "\"multiplier\":200, \"multiplier\":199",
    "\"multiplier\":200, \"multiplier\":301",
    "\"betId\":\"2\", \"betId\":\"3\"",
    "\"cashed_out\", \"lost\"",
    "\"cashed_out\", \"refunded\"",
    "\"cashed_out\", \"corrected\"",
    "\"autoCashout\":250, \"autoCashout\":150"
  })
  void everyForgeryIsSeen(String truth, String forgery) {
    String[] forged =
        Stream.of(CREDIT, BET, CASHOUT)
            .map(entry -> entry.replace(truth, forgery))
            .toArray(String[]::new);
    assertNotEquals(List.of(), complaints(forged[0], forged[1], forged[2], ACCOUNT));
  }

  @Test
  void anOpenBetThatIsNotListedIsSeen() {
    String account = "{\"available\":\"899\",\"locked\":\"101\",\"version\":2,\"bets\":[]}";
    assertNotEquals(List.of(), audited(List.of(CREDIT, BET), account));
  }

  private static List<String> complaints(String one, String two, String three, String account) {
    return audited(List.of(one, two, three), account);
  }

  private static List<String> audited(List<String> entries, String account) {
    Complaints complaints = new Complaints();
    RoundVerifier.Round round = new RoundVerifier.Round("crashed", OptionalLong.of(300));
    AccountAudit audit = new AccountAudit("anybody", roundId -> round, complaints);
    audit.replay(entries.stream().map(Tree::read).toList(), Tree.read(account));
    return complaints.sentences();
  }
}
