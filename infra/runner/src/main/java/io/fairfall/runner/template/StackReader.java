package io.fairfall.runner.template;

import io.fairfall.runner.template.TemplateValue.Members;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Walks the template's sections and hands every resource to the reader of its type. */
final class StackReader {
  private final TemplateFields globals;
  private final Resolver resolver;
  private final Map<String, Declared> resources = new LinkedHashMap<>();

  /** A resource whose condition holds, resolved. */
  private record Declared(String id, String type, TemplateFields properties) {}

  private StackReader(TemplateFields globals, Resolver resolver) {
    this.globals = globals;
    this.resolver = resolver;
  }

  static Stack read(Members template, Map<String, String> given) {
    TemplateFields root = TemplateFields.of("the template", template);
    root.ignore("Description", "Metadata", "Outputs");
    root.fixed("AWSTemplateFormatVersion", "2010-09-09");
    root.fixed("Transform", "AWS::Serverless-2016-10-31");
    References references = new References();
    Parameters.values(root.fields("Parameters"), given).forEach(references::put);
    Map<String, TemplateValue> conditions =
        root.find("Conditions")
            .map(value -> value instanceof Members members ? members.values() : null)
            .orElse(Map.of());
    TemplateValue globals = root.find("Globals").orElse(new Members(Map.of(), 1));
    TemplateValue resources = root.require("Resources");
    root.end();
    Resolver resolver = new Resolver(references, conditions);
    Map<String, Raw> present = present(resources, resolver);
    present.forEach(
        (id, raw) ->
            references.putResource(id, raw.type(), TemplateFields.of(id, raw.properties())));
    present.forEach((id, raw) -> putRoutes(id, raw, references));
    StackReader reader =
        new StackReader(TemplateFields.of("Globals", resolver.resolve(globals)), resolver);
    present.forEach(reader::add);
    return reader.stack();
  }

  /** A resource whose condition holds, as it is written. */
  private record Raw(String type, TemplateValue properties) {}

  private static Map<String, Raw> present(TemplateValue resources, Resolver resolver) {
    Map<String, Raw> present = new LinkedHashMap<>();
    TemplateFields.of("Resources", resources)
        .children()
        .forEach(
            (id, resource) -> {
              resource.ignore("DeletionPolicy", "UpdateReplacePolicy", "Metadata", "DependsOn");
              String type = resource.text("Type");
              Optional<String> condition = resource.findText("Condition");
              TemplateValue properties =
                  resource.find("Properties").orElse(new Members(Map.of(), resource.line()));
              resource.end();
              if (condition.map(name -> resolver.holds(name, resource.line())).orElse(true)) {
                present.put(id, new Raw(type, properties));
              }
            });
    return present;
  }

  /** SAM names the routes that it makes of a WebSocket API after the API and the route key. */
  private static void putRoutes(String api, Raw raw, References references) {
    if (raw.type().equals("AWS::Serverless::WebSocketApi")
        && raw.properties() instanceof Members properties
        && properties.values().get("Routes") instanceof Members routes) {
      for (String key : routes.values().keySet()) {
        String route = WebSocketApiReader.routeId(api, key);
        references.put(route, route);
      }
    }
  }

  private void add(String id, Raw raw) {
    TemplateFields properties = TemplateFields.of(id, resolver.resolve(raw.properties()));
    resources.put(id, new Declared(id, raw.type(), properties));
  }

  private Stack stack() {
    FunctionReader functions = new FunctionReader(globals);
    List<TableSpec> tables = new ArrayList<>();
    List<SecretSpec> secrets = new ArrayList<>();
    Set<String> answering = new HashSet<>();
    List<Declared> httpApis = new ArrayList<>();
    List<Declared> webSocketApis = new ArrayList<>();
    for (Declared resource : resources.values()) {
      TemplateFields properties = resource.properties();
      switch (resource.type()) {
        case "AWS::Serverless::Function" -> functions.read(resource.id(), properties);
        case "AWS::DynamoDB::Table" -> tables.add(TableReader.read(resource.id(), properties));
        case "AWS::SecretsManager::Secret" ->
            secrets.add(SecretReader.read(resource.id(), properties));
        case "AWS::Serverless::HttpApi" -> httpApis.add(resource);
        case "AWS::Serverless::WebSocketApi" -> webSocketApis.add(resource);
        case "AWS::ApiGatewayV2::RouteResponse" ->
            answering.add(WebSocketApiReader.readRouteResponse(properties));
        // the queue is a name that gets what streams give up; the others watch what only AWS has
        case "AWS::SQS::Queue", "AWS::Logs::LogGroup", "AWS::CloudWatch::Alarm" -> {}
        default -> throw properties.error(resource.type() + " has no reader.");
      }
    }
    return new Stack(
        functions.functions(),
        tables,
        secrets,
        only(httpApis).map(api -> HttpApiReader.read(api.id(), api.properties(), functions)),
        only(webSocketApis)
            .map(api -> WebSocketApiReader.read(api.id(), api.properties(), answering)),
        functions.streams(),
        functions.schedules());
  }

  private static Optional<Declared> only(List<Declared> apis) {
    if (apis.size() > 1) {
      Declared second = apis.get(1);
      throw second
          .properties()
          .error(second.id() + " is a second API of its kind; one machine has one.");
    }
    return apis.stream().findFirst();
  }
}
