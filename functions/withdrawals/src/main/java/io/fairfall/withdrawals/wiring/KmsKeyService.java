package io.fairfall.withdrawals.wiring;

import io.fairfall.ethereumsignatures.KeyService;
import io.fairfall.ethereumsignatures.SignerUnavailableException;
import io.fairfall.platform.AwsClients;
import io.fairfall.platform.Environment;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.KmsClientBuilder;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

/**
 * A key of AWS KMS, of the spec ECC_SECG_P256K1. A call is three requests at most and has failed
 * after {@link #PATIENCE}. Whatever KMS refuses, it may do later: somebody may change a policy, or
 * enable the key again.
 *
 * <p>After a call that took long to fail it rests for a moment: whoever has many things to sign
 * waits for a silent key once, and not for each of them.
 */
final class KmsKeyService implements KeyService {
  /** What a call takes at most, with all its requests. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration PATIENCE_WITH_ONE = Duration.ofMillis(1_500);
  private static final int MAX_REQUESTS = 3;

  /** A call that has failed after so long is one of a silent key. */
  private static final long SILENT_AFTER_MS = 1_000;

  /** How long a silent key is not asked. */
  static final long REST_MS = 2_000;

  private final KmsClient kms;
  private final String key;
  private final InstantSource clock;
  private volatile @Nullable Rest rest;

  private KmsKeyService(KmsClient kms, String key, InstantSource clock) {
    this.kms = kms;
    this.key = key;
    this.clock = clock;
  }

  /** It was silent, and is not asked before an instant. */
  private record Rest(long untilMs, SdkException because) {}

  /**
   * The key with an ARN.
   *
   * @param environment says the region, and where KMS is if not at AWS ({@code
   *     AWS_ENDPOINT_URL_KMS})
   */
  static KmsKeyService of(Environment environment, String key, InstantSource clock) {
    KmsClientBuilder builder = new AwsClients(environment).configured(KmsClient.builder(), "KMS");
    return new KmsKeyService(
        builder
            .httpClient(AwsClients.http(PATIENCE_WITH_ONE))
            .overrideConfiguration(
                builder.overrideConfiguration().toBuilder()
                    .apiCallTimeout(PATIENCE)
                    .retryStrategy(
                        AwsRetryStrategy.standardRetryStrategy().toBuilder()
                            .maxAttempts(MAX_REQUESTS)
                            .build())
                    .build())
            .build(),
        key,
        clock);
  }

  @Override
  public byte[] publicKey() {
    return asked("gives no public key", () -> kms.getPublicKey(get -> get.keyId(key)).publicKey());
  }

  @Override
  public byte[] sign(byte[] digest) {
    return asked(
        "signs nothing",
        () ->
            kms.sign(
                    sign ->
                        sign.keyId(key)
                            .message(SdkBytes.fromByteArray(digest))
                            .messageType(MessageType.DIGEST)
                            .signingAlgorithm(SigningAlgorithmSpec.ECDSA_SHA_256))
                .signature());
  }

  private byte[] asked(String failing, Supplier<SdkBytes> call) {
    long beganMs = clock.millis();
    Rest resting = rest;
    if (resting != null && beganMs < resting.untilMs()) {
      throw new SignerUnavailableException(
          "the key %s is not asked: it was silent just now".formatted(key), resting.because());
    }
    try {
      return call.get().asByteArray();
    } catch (SdkException failure) {
      long nowMs = clock.millis();
      if (nowMs - beganMs >= SILENT_AFTER_MS) {
        rest = new Rest(nowMs + REST_MS, failure);
      }
      throw new SignerUnavailableException(
          "the key %s %s: %s".formatted(key, failing, cause(failure)), failure);
    }
  }

  /** KMS's own word where it said one. */
  private static String cause(SdkException failure) {
    return failure instanceof AwsServiceException said && said.awsErrorDetails() != null
        ? said.awsErrorDetails().errorCode()
        : failure.getClass().getSimpleName();
  }
}
