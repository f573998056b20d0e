package io.fairfall.runner;

import io.fairfall.developmentbeacon.DevelopmentBeacon;
import io.fairfall.developmentbeacon.DevelopmentBeaconServer;
import io.fairfall.developmentkeys.DevelopmentKey;
import io.fairfall.developmentkeys.DevelopmentKeyService;
import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.runner.chain.DevelopmentChain;
import io.fairfall.runner.gateway.LoopbackServer;
import io.fairfall.runner.gateway.control.ConnectionsHandler;
import io.fairfall.runner.gateway.control.InvokeHandler;
import io.fairfall.runner.gateway.control.QueueHandler;
import io.fairfall.runner.gateway.control.SecretsHandler;
import io.fairfall.runner.gateway.http.HttpApiHandler;
import io.fairfall.runner.gateway.http.HttpGateway;
import io.fairfall.runner.gateway.page.DevelopmentHandler;
import io.fairfall.runner.gateway.page.Pages;
import io.fairfall.runner.gateway.page.ReferencePages;
import io.fairfall.runner.gateway.socket.Lifetime;
import io.fairfall.runner.gateway.socket.OpenConnections;
import io.fairfall.runner.gateway.socket.SocketGateway;
import io.fairfall.runner.gateway.socket.SocketHandler;
import io.fairfall.runner.iam.GuardJar;
import io.fairfall.runner.iam.PolicyNotUnderstoodException;
import io.fairfall.runner.lambda.AsyncEvents;
import io.fairfall.runner.lambda.FunctionLayer;
import io.fairfall.runner.lambda.LocalFunctions;
import io.fairfall.runner.problem.CannotStartException;
import io.fairfall.runner.schedule.Schedules;
import io.fairfall.runner.streams.FailureQueue;
import io.fairfall.runner.streams.StreamTriggers;
import io.fairfall.runner.template.Arns;
import io.fairfall.runner.template.FunctionSpec;
import io.fairfall.runner.template.Stack;
import io.fairfall.runner.template.TableSpec;
import io.fairfall.runner.template.WebSocketApiSpec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Handler;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * The whole system of template.yaml in this process: the composition root of the one-machine
 * runner. Every part is started here, in the order in which the next one needs it, and stopped in
 * the opposite order.
 */
public final class Runner implements AutoCloseable {
  /** The template's name for the queue of what streams gave up. */
  private static final String FAILURES = "StreamFailures";

  /** The same at every start, so that rounds of before were of the same beacon. */
  private static final long BEACON_GENESIS_MS = 1_600_000_000_000L;

  private final RunOptions options;
  private final Consumer<String> progress;
  private final StartedParts parts = new StartedParts();
  private final RunnerStatus status = new RunnerStatus();
  private String origin = "";

  /**
   * Nothing runs yet.
   *
   * @param progress gets a line before each step
   */
  public Runner(RunOptions options, Consumer<String> progress) {
    this.options = options;
    this.progress = progress;
  }

  /** Starts everything; nothing is left running when it throws. It may be closed meanwhile. */
  public void start() throws IOException {
    try {
      startParts();
    } catch (PolicyNotUnderstoodException e) {
      close();
      throw new CannotStartException("template.yaml: " + e.getMessage() + ".", e);
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Where the pages and both APIs are: {@code http://localhost:<port>}. */
  public String origin() {
    return origin;
  }

  @Override
  public void close() {
    parts.close();
  }

  private void startParts() throws IOException {
    Workspace workspace = parts.add(Workspace.open(options.data()));
    LoopbackServer gateway = parts.add(new LoopbackServer("gateway", options.port()));
    LoopbackServer control = parts.add(new LoopbackServer("control", 0));
    origin = "http://localhost:" + gateway.port();

    DevelopmentChain chain = chain(workspace);
    progress.accept("Starting the development beacon");
    DevelopmentBeacon beacon =
        DevelopmentBeacon.of("local", BEACON_GENESIS_MS, options.beaconPeriodMs());
    DevelopmentBeaconServer relay =
        parts.add(DevelopmentBeaconServer.start(beacon, InstantSource.system(), 0));
    Stack stack = stack(chain, beacon, relay);

    progress.accept("Starting DynamoDB");
    EmbeddedDynamo dynamo = parts.add(dynamo(workspace));
    Tables.create(dynamo.client(), stack.tables());

    progress.accept("Starting " + stack.functions().size() + " functions");
    String stage = stack.webSocketApi().map(WebSocketApiSpec::stage).orElse("");
    DevelopmentKeyService keys = parts.add(keys());
    Endpoints endpoints = new Endpoints(dynamo.endpoint(), keys.origin(), control.port(), stage);
    LocalFunctions functions =
        parts.add(
            new LocalFunctions(
                stack,
                options.root(),
                workspace.scratch(),
                endpoints::environment,
                iamLayer(stack)));

    progress.accept("Opening the APIs");
    AsyncEvents events = parts.add(new AsyncEvents(functions));
    OpenConnections connections = new OpenConnections();
    FailureQueue failures = new FailureQueue(workspace.state("streams"), InstantSource.system());
    control.start(
        List.of(
            new ConnectionsHandler(connections),
            new QueueHandler(FAILURES, failures),
            new InvokeHandler(stack, functions, events),
            new SecretsHandler(stack.secrets())));
    functions.warmUp(); // not earlier: what prepares itself asks the control endpoints
    progress.accept(OpeningBankroll.fund(functions, options.bankroll()));
    long here = ProcessHandle.current().pid();
    status
        .part("gateway", gateway.port(), here)
        .part("control", control.port(), here)
        .part("dynamodb", dynamo.endpoint().getPort(), here)
        .part("keys", keys.origin().getPort(), here)
        .part("chain", chain.url().getPort(), chain.processId())
        .part("beacon", relay.origin().getPort(), here);
    StreamTriggers triggers =
        parts.add(
            StreamTriggers.start(
                stack.streams(),
                partitionKeys(stack),
                parts.add(streams(dynamo)),
                functions,
                failures,
                workspace.state("streams")));
    dynamo.onWrite(triggers::wake);
    gateway.start(front(stack, functions, connections, failures, gateway, chain.url()));
    parts.add(
        gateway); // once more: it held the port from the start, and stops before what it calls
    parts.add(
        Schedules.start(
            stack.schedules(),
            (function, event) -> events.offer(stack.function(function).orElseThrow(), event),
            InstantSource.system()));
  }

  private DevelopmentChain chain(Workspace workspace) throws IOException {
    progress.accept("Starting the development chain");
    return parts.add(
        DevelopmentChain.start(
            options.root().resolve("infra/anvil"),
            DevelopmentChain.BLOCK_TIME,
            workspace.state("chain")));
  }

  private Stack stack(
      DevelopmentChain chain, DevelopmentBeacon beacon, DevelopmentBeaconServer relay)
      throws IOException {
    return Stack.read(
        options.root().resolve("template.yaml"),
        options.parametersAt(
            origin,
            chain.url().toString(),
            Long.toString(DevelopmentChain.CHAIN_ID),
            chain.hotWallet(),
            beacon.network(),
            relay.origin()));
  }

  /** The hot wallet's key, as KMS has it on AWS. */
  static DevelopmentKeyService keys() throws IOException {
    return DevelopmentKeyService.start(
        DevelopmentKey.of(DevelopmentChain.HOT_WALLET_KEY), RunOptions.HOT_WALLET_KEY_ARN);
  }

  private static DynamoDbStreamsClient streams(EmbeddedDynamo dynamo) {
    return DynamoDbStreamsClient.builder()
        .endpointOverride(dynamo.endpoint())
        .region(Region.of(EmbeddedDynamo.REGION))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(EmbeddedDynamo.ACCESS_KEY, EmbeddedDynamo.SECRET_KEY)))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  private EmbeddedDynamo dynamo(Workspace workspace) throws IOException {
    Optional<Path> folder = workspace.state("dynamodb");
    return folder.isPresent() ? EmbeddedDynamo.in(folder.get()) : EmbeddedDynamo.inMemory();
  }

  /** What the browser's port serves, in the order in which paths are tried. */
  private List<Handler> front(
      Stack stack,
      LocalFunctions functions,
      OpenConnections connections,
      FailureQueue failures,
      LoopbackServer gateway,
      URI node) {
    List<Handler> handlers = new ArrayList<>();
    stack
        .httpApi()
        .ifPresent(api -> handlers.add(new HttpApiHandler(new HttpGateway(api, functions))));
    stack
        .webSocketApi()
        .ifPresent(
            api ->
                handlers.add(
                    new SocketHandler(
                        gateway.server(),
                        new SocketGateway(api, functions),
                        connections,
                        Lifetime.OF_API_GATEWAY)));
    handlers.add(
        new DevelopmentHandler(
            node, () -> status.json(origin, connections.count(), failures.size())));
    handlers.add(ReferencePages.of(options.root()));
    Path pages = options.root().resolve("web");
    if (Files.isDirectory(pages)) {
      handlers.add(Pages.of(pages));
    }
    return handlers;
  }

  /** Puts every function under its own policy. */
  private static FunctionLayer iamLayer(Stack stack) {
    String connections =
        stack
            .webSocketApi()
            .map(api -> Arns.route(api.id(), api.stage(), ""))
            .map(arn -> arn.substring(0, arn.length() - 1))
            .orElse("");
    GuardJar guard =
        new GuardJar(Arns.REGION + ":" + Arns.ACCOUNT, connections, partitionKeys(stack));
    return new FunctionLayer() {
      @Override
      public List<Path> classPath(FunctionSpec function, Path folder) throws IOException {
        return List.of(guard.write(folder, function.logicalId(), function.statements()));
      }

      @Override
      public List<Path> besideLibraries(Path folder) throws IOException {
        return List.of(GuardJar.discovery(folder));
      }
    };
  }

  private static Map<String, String> partitionKeys(Stack stack) {
    return stack.tables().stream().collect(Collectors.toMap(TableSpec::name, TableSpec::hashKey));
  }
}
