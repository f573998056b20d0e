package io.fairfall.cli.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.runner.template.SecretSpec;
import io.fairfall.runner.template.Stack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class DataFolderTest {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  @Test
  void theKeysOfOneMachineAreThoseThatTheTemplateMakes() throws IOException {
    Map<String, String> parameters =
        Map.of(
            "Mode", "local",
            "EthereumRpcUrl", "http://127.0.0.1:8545",
            "HotWalletAddress", "0x" + "0f".repeat(20));
    List<SecretSpec> secrets = Stack.read(ROOT.resolve("template.yaml"), parameters).secrets();
    SecretSpec declared =
        secrets.stream().filter(one -> one.name().equals("LedgerKeys")).findFirst().orElseThrow();
    SecretSpec known = DataFolder.LEDGER_KEYS;
    assertEquals(
        declared,
        new SecretSpec(
            known.name(),
            declared.arn(),
            known.members(),
            known.randomMember(),
            known.randomLength()));
    assertTrue(
        DataFolder.DEVELOPMENT_KEYS.startsWith("{\"notBefore.1\":\"0\",\"key.1\":\"development"),
        DataFolder.DEVELOPMENT_KEYS);
  }
}
