package io.fairfall.runner;

import io.fairfall.beacon.BeaconNetwork;
import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.runner.gateway.LoopbackServer;
import io.fairfall.runner.gateway.control.ConnectionsHandler;
import io.fairfall.runner.gateway.control.InvokeHandler;
import io.fairfall.runner.gateway.control.SecretsHandler;
import io.fairfall.runner.gateway.socket.OpenConnections;
import io.fairfall.runner.lambda.AsyncEvents;
import io.fairfall.runner.lambda.FunctionFailureException;
import io.fairfall.runner.lambda.FunctionLayer;
import io.fairfall.runner.lambda.Invoker;
import io.fairfall.runner.lambda.LocalFunctions;
import io.fairfall.runner.template.FunctionSpec;
import io.fairfall.runner.template.Stack;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The functions of one artefact in a process of their own, on an empty store: each gets its sample
 * events by the way that the runner's requests take. Functions of other artefacts answer nothing.
 *
 * <p>Arguments: the checkout, the node's URL, the artefact as the template names it, a file that
 * the virtual machine logs its loaded classes to, and {@code Function=sample} pairs. It prints how
 * many classes of each jar the first event took, as {@code classes <count> <jar>}, and what became
 * of each event, as {@code answered <Function=sample>} or {@code failed <Function=sample> …}.
 */
public final class FirstEvents {
  private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.UTF_8);
  private static final String WALLET = "0xa0ee7a142d267c1f36714e4a8f75612f20a79720";

  private static final URI RELAY = URI.create("http://127.0.0.1:1");

  private FirstEvents() {}

  /** Runs them all and ends the process. */
  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(arguments[0]);
    Stack all =
        Stack.read(
            root.resolve("template.yaml"),
            new RunOptions(root, 0, Optional.empty(), true, Map.of(), BigDecimal.ZERO)
                .parametersAt(
                    "http://localhost:1",
                    arguments[1],
                    "31337",
                    WALLET,
                    BeaconNetwork.QUICKNET,
                    RELAY));
    Stack stack = only(all, arguments[2]);
    try (StartedParts parts = new StartedParts()) {
      Workspace workspace = parts.add(Workspace.open(Optional.empty()));
      EmbeddedDynamo dynamo = parts.add(EmbeddedDynamo.inMemory());
      Tables.create(dynamo.client(), all.tables());
      LoopbackServer control = parts.add(new LoopbackServer("control", 0));
      Endpoints endpoints =
          new Endpoints(dynamo.endpoint(), parts.add(Runner.keys()).origin(), control.port(), "ws");
      LocalFunctions functions =
          parts.add(
              new LocalFunctions(
                  stack, root, workspace.scratch(), endpoints::environment, FunctionLayer.NONE));
      Invoker invoker =
          (function, event) ->
              stack.functions().containsKey(function) ? functions.invoke(function, event) : NOTHING;
      control.start(
          List.of(
              new ConnectionsHandler(new OpenConnections()),
              new InvokeHandler(all, invoker, parts.add(new AsyncEvents(invoker))),
              new SecretsHandler(all.secrets())));
      List<String> pairs = List.of(arguments).subList(4, arguments.length);
      invoke(functions, root, pairs.getFirst());
      countClasses(Path.of(arguments[3]), workspace.scratch());
      pairs.stream().skip(1).forEach(pair -> invoke(functions, root, pair));
    }
    System.exit(0); // whatever a function has left running
  }

  private static Stack only(Stack all, String codeUri) {
    Map<String, FunctionSpec> functions = new LinkedHashMap<>(all.functions());
    functions.values().removeIf(function -> !function.codeUri().equals(codeUri));
    return new Stack(
        functions,
        all.tables(),
        all.secrets(),
        all.httpApi(),
        all.webSocketApi(),
        List.of(),
        List.of());
  }

  private static void invoke(LocalFunctions functions, Path root, String pair) {
    int between = pair.indexOf('=');
    Path sample = root.resolve("events").resolve(pair.substring(between + 1) + ".json");
    try {
      byte[] answer = functions.invoke(pair.substring(0, between), Files.readAllBytes(sample));
      System.out.println(
          "answered " + pair + " " + new String(answer, StandardCharsets.UTF_8).strip());
    } catch (FunctionFailureException | IOException failure) {
      System.out.println("failed " + pair + " " + failure);
    }
  }

  /** Of each jar, and of the artefact's own folder. */
  private static void countClasses(Path log, Path unpacked) throws IOException {
    String source = "source: " + unpacked.toUri().toString().replace("file:///", "file:/");
    Map<String, Integer> counts = new LinkedHashMap<>();
    try (Stream<String> lines = Files.lines(log)) {
      lines
          .filter(line -> line.contains(source))
          .map(line -> line.substring(line.indexOf(source) + source.length()))
          .forEach(
              from ->
                  counts.merge(
                      from.replaceFirst("^code-0/$", "its own").replaceFirst("^code-0/lib/", ""),
                      1,
                      Integer::sum));
    }
    counts.forEach((jar, count) -> System.out.println("classes " + count + " " + jar));
  }
}
