package io.fairfall.runner.template;

import java.util.Map;

/** Names of resources as AWS forms them, in the one account and region of this machine. */
public final class Arns {
  public static final String REGION = "us-east-1";
  public static final String ACCOUNT = "000000000000";

  /** What a template can say as {@code AWS::…}. */
  static final Map<String, String> PSEUDO_PARAMETERS =
      Map.of(
          "AWS::Partition", "aws",
          "AWS::Region", REGION,
          "AWS::AccountId", ACCOUNT,
          "AWS::URLSuffix", "amazonaws.com",
          "AWS::StackName", "fairfall");

  private Arns() {}

  public static String table(String name) {
    return arn("dynamodb", "table/" + name);
  }

  /** Real ones end in the instant of the stream's creation, which differs on every machine. */
  public static String stream(String table) {
    return table(table) + "/stream/local";
  }

  public static String function(String name) {
    return arn("lambda", "function:" + name);
  }

  public static String alias(String function, String alias) {
    return function(function) + ":" + alias;
  }

  /** Real ones end in six random characters. */
  static String secret(String name) {
    return arn("secretsmanager", "secret:" + name + "-000000");
  }

  /** Real ones end in a random UUID. */
  public static String key(String name) {
    return arn("kms", "key/" + name);
  }

  static String queue(String name) {
    return arn("sqs", name);
  }

  static String logGroup(String name) {
    return arn("logs", "log-group:" + name + ":*");
  }

  public static String route(String api, String stage, String route) {
    return arn("execute-api", api + "/" + stage + "/" + route);
  }

  private static String arn(String service, String resource) {
    return "arn:aws:%s:%s:%s:%s".formatted(service, REGION, ACCOUNT, resource);
  }
}
