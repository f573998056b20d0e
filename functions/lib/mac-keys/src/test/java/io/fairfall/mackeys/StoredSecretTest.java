package io.fairfall.mackeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.dynamodb.EmbeddedSecrets;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.platform.Environment;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The SDK's own client, against a server that speaks as Secrets Manager does. */
@Tag("integration")
class StoredSecretTest {
  private final EmbeddedSecrets secrets = EmbeddedSecrets.withOneLedgerKey();

  @AfterEach
  void stop() {
    secrets.close();
  }

  @Test
  void theSecretIsReadByTheArnInTheEnvironmentAndOnlyOnceInAWhile() {
    LedgerMacKeys keys = keys();
    assertEquals(0, secrets.readings());
    assertTrue(keys.get().find(1).isPresent());
    keys.get();
    assertEquals(1, secrets.readings());
  }

  @Test
  void aDenialLeavesTheOutcomeUnknown() {
    secrets.deny();
    StoreUnavailableException failure =
        assertThrows(StoreUnavailableException.class, () -> keys().get());
    assertTrue(String.valueOf(failure.getMessage()).contains(EmbeddedSecrets.ARN));
  }

  private LedgerMacKeys keys() {
    Map<String, String> variables = new HashMap<>(secrets.environment());
    variables.put("MODE", "aws");
    variables.put("AWS_REGION", "us-east-1");
    variables.put("AWS_ACCESS_KEY_ID", "test");
    variables.put("AWS_SECRET_ACCESS_KEY", "test");
    return LedgerMacKeys.of(new Environment(variables), InstantSource.system());
  }
}
