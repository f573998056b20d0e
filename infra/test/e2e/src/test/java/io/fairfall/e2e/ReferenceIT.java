package io.fairfall.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.fairfall.apicontract.HttpContract;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The documents of both APIs as the runner shows them: read, and tried, in a real browser. */
@ExtendWith(Shared.class)
class ReferenceIT {
  private static final int STEP_TIMEOUT_MS = Patience.ELEMENT_MS;

  @AutoClose private static Stage stage;

  private final List<String> elsewhere = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();

  @BeforeAll
  static void start(LiveSystem house) {
    stage = Stage.before(house);
  }

  @Test
  void everyOperationIsShownAndCanBeTried() {
    Page page = open("http.html");
    page.locator(".opblock").first().waitFor();
    assertEquals(
        HttpContract.ofThisCheckout().operationIds().size(), page.locator(".opblock").count());

    page.locator("#sign-in").click();
    page.getByText("Signed in as 0x").waitFor();
    Locator account = page.locator("#operations-Account-getAccount");
    account.locator(".opblock-summary-control").click();
    account.locator("button.execute").click();
    Locator answer = account.locator(".live-responses-table");
    answer.waitFor();
    assertEquals("200", answer.locator(".response-col_status").last().innerText().strip());
    assertTrue(answer.innerText().contains("\"available\""), answer.innerText());
    close(page, "reference-http");
  }

  @Test
  void everyMessageIsShown() {
    Page page = open("socket.html");
    page.getByText("A client wants to follow channels").first().waitFor();
    for (String title :
        List.of("A player bets", "A round has crashed", "The house is about to close")) {
      assertTrue(page.getByText(title).count() > 0, title);
    }
    close(page, "reference-socket");
  }

  private Page open(String name) {
    Page page = stage.browser().newPage();
    page.setDefaultTimeout(STEP_TIMEOUT_MS);
    page.onRequest(
        request -> {
          boolean isHere = request.url().startsWith(stage.url() + "/");
          boolean isInline = request.url().startsWith("data:") || request.url().startsWith("blob:");
          if (!isHere && !isInline) {
            elsewhere.add(request.url());
          }
        });
    page.onRequestFinished(Documented::answered);
    page.onPageError(complaints::add);
    page.navigate(stage.url() + "/dev/reference/" + name);
    return page;
  }

  private void close(Page page, String screenshot) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(Path.of("target", "screens", screenshot + ".png")));
    page.close();
    assertEquals(List.of(), elsewhere);
    assertEquals(List.of(), complaints);
  }
}
