package io.fairfall.runner.iam;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/**
 * Judges every call of every SDK client in a function's class loader by the function's policy. A
 * denied call is never sent and fails as it fails on AWS, with {@code AccessDeniedException}.
 */
public final class IamGuard implements ExecutionInterceptor {
  private static final int DYNAMODB_DENIED_STATUS = 400;
  private static final int DENIED_STATUS = 403;

  private final GuardSettings settings;

  /** The SDK's way in: the settings lie beside this class in the function's guard jar. */
  public IamGuard() {
    this(packed());
  }

  IamGuard(GuardSettings settings) {
    this.settings = settings;
  }

  /** The last moment at which the request has its final form and nothing has left the machine. */
  @Override
  public void beforeMarshalling(Context.BeforeMarshalling context, ExecutionAttributes attributes) {
    String service = attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
    String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    for (Access access : accesses(service, operation, context.request())) {
      settings
          .policy()
          .denial(access)
          .ifPresent(
              sentence -> {
                throw denied(service, sentence);
              });
    }
  }

  private List<Access> accesses(String service, String operation, SdkRequest request) {
    return switch (service + "." + operation) {
      case "Lambda.Invoke" -> List.of(Access.to("lambda:InvokeFunction", functionArn(request)));
      case "SecretsManager.GetSecretValue" ->
          List.of(Access.to("secretsmanager:GetSecretValue", secretArn(request)));
      case "Kms.Sign" -> List.of(Access.to("kms:Sign", keyArn(request)));
      case "Kms.GetPublicKey" -> List.of(Access.to("kms:GetPublicKey", keyArn(request)));
      case "ApiGatewayManagementApi.PostToConnection" -> List.of(connection("POST", request));
      case "ApiGatewayManagementApi.GetConnection" -> List.of(connection("GET", request));
      case "ApiGatewayManagementApi.DeleteConnection" -> List.of(connection("DELETE", request));
      default -> {
        if (service.equals("DynamoDb")) {
          yield new DynamoAccesses(settings).of(request);
        }
        throw denied(
            service,
            "%s calls %s of %s, for which the one-machine runner knows no IAM action."
                .formatted(settings.policy().function(), operation, service));
      }
    };
  }

  private String functionArn(SdkRequest request) {
    String name = request.getValueForField("FunctionName", String.class).orElse("");
    String arn =
        name.startsWith("arn:")
            ? name
            : "arn:aws:lambda:" + settings.arnScope() + ":function:" + name;
    return request
        .getValueForField("Qualifier", String.class)
        .map(qualifier -> arn + ":" + qualifier)
        .orElse(arn);
  }

  private String secretArn(SdkRequest request) {
    return arn("secret", request.getValueForField("SecretId", String.class).orElse(""));
  }

  private String keyArn(SdkRequest request) {
    return arn("key", request.getValueForField("KeyId", String.class).orElse(""));
  }

  /** A name has an ARN that ends in random characters, so that only ARNs can be judged here. */
  private String arn(String what, String id) {
    if (!id.startsWith("arn:")) {
      throw new IllegalStateException(
          "%s asks for the %s %s, which it must name by its ARN"
              .formatted(settings.policy().function(), what, id));
    }
    return id;
  }

  private Access connection(String method, SdkRequest request) {
    String id = request.getValueForField("ConnectionId", String.class).orElse("");
    return Access.to(
        "execute-api:ManageConnections",
        "%s/%s/@connections/%s".formatted(settings.connections(), method, id));
  }

  private static AwsServiceException denied(String service, String sentence) {
    int status = service.equals("DynamoDb") ? DYNAMODB_DENIED_STATUS : DENIED_STATUS;
    return AwsServiceException.builder()
        .message(sentence)
        .statusCode(status)
        .awsErrorDetails(
            AwsErrorDetails.builder()
                .serviceName(service)
                .errorCode("AccessDeniedException")
                .errorMessage(sentence)
                .build())
        .build();
  }

  private static GuardSettings packed() {
    try (InputStream json = IamGuard.class.getResourceAsStream(GuardSettings.RESOURCE)) {
      if (json == null) {
        throw new IllegalStateException("the IAM guard was put on a class path without its jar");
      }
      return GuardSettings.read(JsonNode.parser().parse(json));
    } catch (IOException e) {
      throw new UncheckedIOException("the IAM guard cannot read its settings", e);
    }
  }
}
