package io.fairfall.mackeys;

import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.platform.AwsClients;
import io.fairfall.platform.Environment;
import java.util.Objects;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The text of one secret, read anew each time. */
final class StoredSecret implements Supplier<String> {
  private final SecretsManagerClient secrets;
  private final String arn;

  private StoredSecret(SecretsManagerClient secrets, String arn) {
    this.secrets = secrets;
    this.arn = arn;
  }

  /**
   * The secret whose ARN is in an environment variable.
   *
   * @param variable the variable's name
   */
  static StoredSecret of(Environment environment, String variable) {
    return new StoredSecret(
        new AwsClients(environment)
            .configured(SecretsManagerClient.builder(), "SECRETS_MANAGER")
            .httpClient(AwsClients.http())
            .build(),
        environment.require(variable));
  }

  /**
   * Reads it.
   *
   * @throws StoreUnavailableException if Secrets Manager gives no answer, or not this one
   */
  @Override
  public String get() {
    try {
      String text = secrets.getSecretValue(get -> get.secretId(arn)).secretString();
      return Objects.requireNonNull(text, "the secret holds bytes, not a text");
    } catch (SdkException failure) {
      throw new StoreUnavailableException("the secret " + arn + " cannot be read", failure);
    }
  }
}
