package io.fairfall.runner.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fairfall.runner.gateway.control.SecretsHandler;
import io.fairfall.runner.template.SecretSpec;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

/** Asked by the SDK's own client, as functions ask. */
class SecretsTest {
  private static final String ARN = "arn:aws:secretsmanager:us-east-1:000000000000:secret:K-000000";

  private LoopbackServer control;
  private SecretsManagerClient secrets;

  @BeforeEach
  void start() throws IOException {
    control = new LoopbackServer("control", 0);
    SecretSpec spec = new SecretSpec("K", ARN, Map.of("notBefore.1", "0"), "key.1", 24);
    control.start(List.of(new SecretsHandler(List.of(spec))));
    secrets =
        SecretsManagerClient.builder()
            .endpointOverride(URI.create("http://127.0.0.1:" + control.port()))
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .httpClient(UrlConnectionHttpClient.create())
            .build();
  }

  @AfterEach
  void stop() {
    secrets.close();
    control.close();
  }

  @Test
  void aGeneratedSecretIsAMarkedConstant() {
    GetSecretValueResponse answer = secrets.getSecretValue(get -> get.secretId(ARN));
    assertEquals(
        "{\"notBefore.1\":\"0\",\"key.1\":\"development-only-K-00000\"}", answer.secretString());
    assertEquals(ARN, answer.arn());
    assertEquals(List.of("AWSCURRENT"), answer.versionStages());
  }

  @Test
  void anotherSecretOrVersionIsNotFound() {
    assertThrows(
        ResourceNotFoundException.class,
        () -> secrets.getSecretValue(get -> get.secretId(ARN + "1")));
    assertThrows(
        ResourceNotFoundException.class,
        () -> secrets.getSecretValue(get -> get.secretId(ARN).versionStage("AWSPREVIOUS")));
  }

  @Test
  void whateverElseIsAskedOfItIsRefused() {
    SecretsManagerException refused =
        assertThrows(
            SecretsManagerException.class,
            () -> secrets.putSecretValue(put -> put.secretId(ARN).secretString("{}")));
    assertEquals("UnknownOperationException", refused.awsErrorDetails().errorCode());
  }
}
