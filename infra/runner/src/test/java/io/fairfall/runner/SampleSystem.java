package io.fairfall.runner;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import io.fairfall.runner.gateway.LoopbackServer;
import io.fairfall.runner.gateway.control.ConnectionsHandler;
import io.fairfall.runner.gateway.control.InvokeHandler;
import io.fairfall.runner.gateway.http.HttpApiHandler;
import io.fairfall.runner.gateway.http.HttpGateway;
import io.fairfall.runner.gateway.socket.Lifetime;
import io.fairfall.runner.gateway.socket.OpenConnections;
import io.fairfall.runner.gateway.socket.SocketGateway;
import io.fairfall.runner.gateway.socket.SocketHandler;
import io.fairfall.runner.lambda.AsyncEvents;
import io.fairfall.runner.lambda.FunctionLayer;
import io.fairfall.runner.lambda.LocalFunctions;
import io.fairfall.runner.sample.Echo;
import io.fairfall.runner.template.Stack;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.joda.time.DateTime;

/**
 * A small system of its own template and functions, without the parts that need other processes.
 */
public final class SampleSystem implements AutoCloseable {
  private static final String TEMPLATE =
      """
      AWSTemplateFormatVersion: "2010-09-09"
      Transform: AWS::Serverless-2016-10-31
      Globals:
        Function: { Runtime: java25, Timeout: 2, AutoPublishAlias: live }
      Resources:
        HttpApi:
          Type: AWS::Serverless::HttpApi
          Properties:
            Auth:
              Authorizers:
                Keeper:
                  AuthorizerPayloadFormatVersion: "2.0"
                  EnableSimpleResponses: true
                  FunctionArn: !Ref KeeperFunction.Alias
                  Identity: { Headers: [Authorization], ReauthorizeEvery: 60 }
            CorsConfiguration:
              AllowOrigins: ["http://page.example"]
              AllowMethods: [GET, POST]
              AllowHeaders: [content-type]
              ExposeHeaders: [etag]
              MaxAge: 60
        WsApi:
          Type: AWS::Serverless::WebSocketApi
          Properties:
            StageName: ws
            RouteSelectionExpression: $request.body.action
            Auth: { AuthType: CUSTOM, AuthArn: !Ref KeeperFunction.Alias }
            Routes:
              $connect: { FunctionArn: !Ref SocketFunction.Alias }
              $disconnect: { FunctionArn: !Ref SocketFunction.Alias }
              $default: { FunctionArn: !Ref SocketFunction.Alias, RouteResponseSelectionExpression: $default }
              bet: { FunctionArn: !Ref SocketFunction.Alias, RouteResponseSelectionExpression: $default }
              quiet: { FunctionArn: !Ref SocketFunction.Alias, RouteResponseSelectionExpression: $default }
        DefaultResponse:
          Type: AWS::ApiGatewayV2::RouteResponse
          Properties: { ApiId: !Ref WsApi, RouteId: !Ref WsApiDefaultRoute, RouteResponseKey: $default }
        BetResponse:
          Type: AWS::ApiGatewayV2::RouteResponse
          Properties: { ApiId: !Ref WsApi, RouteId: !Ref WsApiBetRoute, RouteResponseKey: $default }
        EchoFunction:
          Type: AWS::Serverless::Function
          Properties:
            CodeUri: sample.zip
            Handler: io.fairfall.runner.sample.Echo::handleRequest
            Environment: { Variables: { GREETING: hello } }
            Events:
              Open: { Type: HttpApi, Properties: { ApiId: !Ref HttpApi, Method: POST, Path: "/v1/open/{name}" } }
              Best: { Type: HttpApi, Properties: { ApiId: !Ref HttpApi, Method: GET, Path: "/v1/open/best" } }
              Rest: { Type: HttpApi, Properties: { ApiId: !Ref HttpApi, Method: ANY, Path: "/v1/rest/{proxy+}" } }
              Kept: { Type: HttpApi, Properties: { ApiId: !Ref HttpApi, Method: GET, Path: "/v1/kept", Auth: { Authorizer: Keeper } } }
        KeeperFunction:
          Type: AWS::Serverless::Function
          Properties: { CodeUri: sample.zip, Handler: "io.fairfall.runner.sample.Gatekeeper::handleRequest" }
        SocketFunction:
          Type: AWS::Serverless::Function
          Properties: { CodeUri: sample.zip, Handler: "io.fairfall.runner.sample.SocketSample::handleRequest" }
        BatchFunction:
          Type: AWS::Serverless::Function
          Properties: { CodeUri: sample.zip, Handler: "io.fairfall.runner.sample.BatchSample::handleRequest" }
        CuriousFunction:
          Type: AWS::Serverless::Function
          Properties: { CodeUri: sample.zip, Handler: "io.fairfall.runner.sample.Curious::handleRequest" }
      """;

  private final StartedParts parts = new StartedParts();
  private final LocalFunctions functions;
  private final LoopbackServer gateway;
  private final LoopbackServer control;

  public SampleSystem(Path folder) throws IOException {
    this(folder, Lifetime.OF_API_GATEWAY);
  }

  /** With sockets that last as long as is said. */
  public SampleSystem(Path folder, Lifetime lifetime) throws IOException {
    Files.writeString(folder.resolve("template.yaml"), TEMPLATE);
    pack(folder.resolve("sample.zip"));
    Stack stack = Stack.read(folder.resolve("template.yaml"), Map.of());
    functions =
        parts.add(
            new LocalFunctions(
                stack,
                folder,
                folder.resolve("work"),
                function -> Map.copyOf(withRegion(function.environment())),
                FunctionLayer.NONE));
    functions.warmUp();
    gateway = parts.add(new LoopbackServer("gateway", 0));
    control = parts.add(new LoopbackServer("control", 0));
    OpenConnections connections = new OpenConnections();
    AsyncEvents events = parts.add(new AsyncEvents(functions));
    control.start(
        List.of(new ConnectionsHandler(connections), new InvokeHandler(stack, functions, events)));
    gateway.start(
        List.of(
            new HttpApiHandler(new HttpGateway(stack.httpApi().orElseThrow(), functions)),
            new SocketHandler(
                gateway.server(),
                new SocketGateway(stack.webSocketApi().orElseThrow(), functions),
                connections,
                lifetime)));
  }

  public LocalFunctions functions() {
    return functions;
  }

  public URI http(String path) {
    return URI.create("http://127.0.0.1:" + gateway.port() + path);
  }

  public URI socket(String query) {
    return URI.create("ws://127.0.0.1:" + gateway.port() + "/ws" + query);
  }

  public URI control(String path) {
    return URI.create("http://127.0.0.1:" + control.port() + path);
  }

  @Override
  public void close() {
    parts.close();
  }

  private static Map<String, String> withRegion(Map<String, String> environment) {
    Map<String, String> all = new java.util.HashMap<>(environment);
    all.put("AWS_REGION", "us-east-1");
    return all;
  }

  private static void pack(Path zip) throws IOException {
    try (OutputStream file = Files.newOutputStream(zip);
        ZipOutputStream entries = new ZipOutputStream(file)) {
      Path classes = location(Echo.class);
      try (Stream<Path> files = Files.list(classes.resolve("io/fairfall/runner/sample"))) {
        for (Path type : files.toList()) {
          add(entries, classes.relativize(type).toString(), type);
        }
      }
      add(entries, "lib/events.jar", location(DynamodbEvent.class));
      add(entries, "lib/joda-time.jar", location(DateTime.class));
    }
  }

  private static void add(ZipOutputStream zip, String name, Path file) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    Files.copy(file, zip);
    zip.closeEntry();
  }

  private static Path location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
