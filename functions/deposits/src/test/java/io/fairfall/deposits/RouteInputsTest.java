package io.fairfall.deposits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.amazonaws.services.lambda.runtime.Context;
import io.fairfall.apicontract.ApiInputs;
import io.fairfall.apicontract.RouteContract;
import io.fairfall.http.RouteInputs;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Queries, headers and bodies that a route is not documented to take are refused by name, before
 * anything is read or written: the function has no store.
 */
class RouteInputsTest {
  private static final Map<String, String> NOWHERE =
      Map.ofEntries(
          Map.entry("AWS_ENDPOINT_URL_DYNAMODB", "http://127.0.0.1:9"),
          Map.entry("AWS_ENDPOINT_URL_LAMBDA", "http://127.0.0.1:9"),
          Map.entry("AWS_REGION", "eu-central-1"),
          Map.entry("AWS_ACCESS_KEY_ID", "x"),
          Map.entry("AWS_SECRET_ACCESS_KEY", "x"),
          Map.entry("EVENTS_TABLE", "events"),
          Map.entry("ACCOUNTS_TABLE", "accounts"),
          Map.entry("WORK_TABLE", "work"),
          Map.entry("ETHEREUM_RPC_URL", "http://127.0.0.1:9"),
          Map.entry("HOT_WALLET_ADDRESS", "0xabababababababababababababababababababab"),
          Map.entry("DEPOSIT_MINIMUM", "1"),
          Map.entry("INDEXER_FUNCTION", "indexer"),
          Map.entry("INDEXER_CONFIRMATIONS", "12"),
          Map.entry("INDEXER_REORG_BUFFER", "25"),
          Map.entry("INDEXER_POLL_INTERVAL", "1500"),
          Map.entry("LEDGER_KEYS_SECRET", "keys"),
          Map.entry("MODE", "local"),
          Map.entry("METRICS_NAMESPACE", "fairfall"),
          Map.entry("CHAIN_ID", "31337"));

  private static final Context CONTEXT =
      (Context)
          Proxy.newProxyInstance(
              Context.class.getClassLoader(),
              new Class<?>[] {Context.class},
              (proxy, method, arguments) -> "");

  @Test
  void whatRoutesOfDepositsTakeIsDocumented() {
    DepositsEndpoint function = new DepositsEndpoint(NOWHERE);
    assertEquals(
        List.of(),
        new RouteContract("/v1/deposits", "/health", "/health/indexer")
            .complaints(
                taken(function.inputs()),
                (event, answer) -> function.handleRequest(event, answer, CONTEXT)));
  }

  private static Map<String, ApiInputs> taken(Map<String, RouteInputs> inputs) {
    Map<String, ApiInputs> taken = new HashMap<>();
    inputs.forEach(
        (route, takes) ->
            taken.put(route, new ApiInputs(takes.query(), takes.headers(), takes.hasBody())));
    return taken;
  }
}
