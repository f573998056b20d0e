package io.fairfall.cli.solvency;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SolvencyDownloadTest {
  /** It takes the connection, and says nothing. */
  @Test
  void aHouseThatDoesNotAnswerIsNotWaitedForWithoutEnd() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI house = URI.create("http://localhost:" + silent.getLocalPort());
      SolvencyDownload download = new SolvencyDownload(house, Duration.ofMillis(200));
      SolvencyDownloadException unanswered =
          assertThrows(SolvencyDownloadException.class, () -> download.statements(0));
      assertTrue(String.valueOf(unanswered.getMessage()).contains("did not answer"));
    }
  }
}
