package io.fairfall.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.apicontract.BadInputs;
import io.fairfall.apicontract.BadInputs.Refused;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not understood is refused by its name, and nothing has happened. */
@Tag("integration")
class BadCommandsTest {
  private static final Set<String> MAY_LACK =
      Set.of(
          "minStake",
          "maxStake",
          "maxProfit",
          "raisedMaxStake",
          "rolloutPercent",
          "maxProfitShareBasisPoints",
          "minBankroll",
          "maxRoundLossShareBasisPoints");
  private static final Set<String> WIDE = Set.of("before", "since", "version");

  @AutoClose private final AdminFixture desk = new AdminFixture();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'action':'settings.change','by':'ada','reason':'why','change':{'bettingPaused':true,"
            + "'withdrawalsPaused':true,'minStake':'1000','maxStake':'2000','maxProfit':'9000',"
            + "'raisedMaxStake':'3000','rolloutPercent':10,'maxProfitShareBasisPoints':100,"
            + "'minBankroll':'1','maxRoundLossShareBasisPoints':100}}",
        "{'action':'settings.history','before':7,'limit':5}",
        "{'action':'settings.show'}",
        "{'action':'health'}",
        "{'action':'audit.last'}",
        "{'action':'house.show','before':7,'limit':5}",
        "{'action':'house.fund','id':'opening-1','amount':'25','by':'ada','reason':'why'}",
        "{'action':'feed.settle','since':1795168830000}",
        "{'action':'feed.redrive','since':1795168830000,'after':{'journal':'account:0x1','version':1}}",
        "{'action':'migrate.open','by':'ada','reason':'why','file':'f.csv','rows':"
            + "[{'player':'0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed','amount':'1'}]}"
      })
  void aCommandIsReadStrictly(String quoted) {
    String right = quoted.replace('\'', '"');
    List<String> before = desk.contents();
    assertEquals(
        List.of(),
        BadInputs.complaints(
            BadInputs.of(right, MAY_LACK, WIDE),
            text -> {
              AdminFixture.Answer answer = desk.send(text);
              return answer.ok()
                  ? new Refused(200, "", answer.toString())
                  : new Refused(
                      Integer.parseInt(answer.text("problem.status")),
                      answer.code(),
                      answer.detail());
            }));
    assertEquals(before, desk.contents(), "nothing has changed");
    assertTrue(desk.send(right).ok(), "the example is a right one");
  }
}
