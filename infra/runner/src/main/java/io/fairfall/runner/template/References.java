package io.fairfall.runner.template;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What {@code !Ref} and {@code !GetAtt} of each resource mean on this machine. */
final class References {
  private final Map<String, String> values = new HashMap<>();

  /** A parameter, or a resource as a whole. */
  void put(String name, String value) {
    values.put(name, value);
  }

  /**
   * Everything that can be said about a resource.
   *
   * @throws TemplateException for a resource type that the runner does not know
   */
  void putResource(String id, String type, TemplateFields properties) {
    switch (type) {
      case "AWS::DynamoDB::Table" -> {
        String name = id;
        put(id, name);
        put(id + ".Arn", Arns.table(name));
        put(id + ".StreamArn", Arns.stream(name));
      }
      case "AWS::Serverless::Function" -> {
        put(id, id);
        put(id + ".Arn", Arns.function(id));
        put(id + ".Alias", Arns.alias(id, FunctionReader.ALIAS));
      }
      case "AWS::Serverless::HttpApi", "AWS::Serverless::WebSocketApi" -> put(id, id);
      case "AWS::SecretsManager::Secret" -> {
        put(id, Arns.secret(id));
        put(id + ".Id", Arns.secret(id));
      }
      case "AWS::SQS::Queue" -> {
        put(id, "http://sqs.invalid/" + id);
        put(id + ".Arn", Arns.queue(id));
        put(id + ".QueueName", id);
      }
      case "AWS::Logs::LogGroup" -> {
        put(id, id);
        put(id + ".Arn", Arns.logGroup(id));
      }
      case "AWS::CloudWatch::Alarm", "AWS::ApiGatewayV2::RouteResponse" -> put(id, id);
      default ->
          throw properties.error(
              "%s has the type %s, which the one-machine runner does not understand."
                  .formatted(id, type));
    }
  }

  /** A name, or a name and an attribute with a full stop between them. */
  Optional<String> find(String reference) {
    return Optional.ofNullable(values.get(reference))
        .or(() -> Optional.ofNullable(Arns.PSEUDO_PARAMETERS.get(reference)));
  }
}
