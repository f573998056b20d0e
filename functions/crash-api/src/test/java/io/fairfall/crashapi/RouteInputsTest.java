package io.fairfall.crashapi;

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
          Map.entry("ACCOUNTS_TABLE", "accounts"),
          Map.entry("EVENTS_TABLE", "events"),
          Map.entry("SECRETS_TABLE", "secrets"),
          Map.entry("WORK_TABLE", "work"),
          Map.entry("PAYOUTS_TABLE", "payouts"),
          Map.entry("PAYOUT_QUEUE_TABLE", "payout-queue"),
          Map.entry("WITHDRAWALS_FUNCTION", "withdrawals"),
          Map.entry("WITHDRAWAL_CONFIRMATIONS", "12"),
          Map.entry("PAYS_WITHDRAWALS", "true"),
          Map.entry("CONDUCTOR_FUNCTION", "conductor"),
          Map.entry("LEDGER_KEYS_SECRET", "keys"),
          Map.entry("MODE", "local"),
          Map.entry("METRICS_NAMESPACE", "fairfall"));

  private static final Context CONTEXT =
      (Context)
          Proxy.newProxyInstance(
              Context.class.getClassLoader(),
              new Class<?>[] {Context.class},
              (proxy, method, arguments) -> "");

  @Test
  void whatRoutesOfTheGameTakeIsDocumented() {
    CrashApiHandler function = new CrashApiHandler(NOWHERE);
    assertEquals(
        List.of(),
        new RouteContract(
                "/v1/bets",
                "/v1/account",
                "/v1/reconciliation",
                "/v1/rounds",
                "/v1/fairness",
                "/v1/withdrawals",
                "/v1/solvency")
            .complaints(
                taken(function.inputs()),
                (event, answer) -> function.handleRequest(event, answer, CONTEXT)));
  }

  @Test
  void whatTheFaucetTakesIsDocumented() {
    FaucetHandler function = new FaucetHandler(NOWHERE);
    assertEquals(
        List.of(),
        new RouteContract("/v1/faucet")
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
