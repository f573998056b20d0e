package io.fairfall.cli.admin;

import io.fairfall.treasury.adjustments.SignedCommand;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Signs a command with an operator's own credentials: a presigned request to STS whose signature
 * covers the command. The secret stays here; the function has STS say whose signature it is.
 */
public final class CommandSigner {
  private static final Duration VALID = Duration.ofMinutes(5);
  private static final Pattern ARN =
      Pattern.compile("arn:[a-z-]+:lambda:([a-z0-9-]+):\\d{12}:function:([^:]+)(?::.+)?");

  private CommandSigner() {}

  /** The function's name, of a name or an ARN, with or without a version. */
  public static String nameOf(String function) {
    Matcher arn = ARN.matcher(function);
    if (arn.matches()) {
      return arn.group(2);
    }
    int version = function.indexOf(':');
    return version < 0 ? function : function.substring(0, version);
  }

  /** The region of a function's ARN, or another where only a name is given. */
  static String regionOf(String function, String otherwise) {
    Matcher arn = ARN.matcher(function);
    return arn.matches() ? arn.group(1) : otherwise;
  }

  /**
   * The query of the presigned request.
   *
   * @param function name or ARN
   * @param members the command, each a text
   */
  public static String proof(
      String function,
      String region,
      AwsCredentialsIdentity credentials,
      Map<String, String> members,
      Clock clock) {
    SdkHttpFullRequest request =
        SdkHttpFullRequest.builder()
            .method(SdkHttpMethod.GET)
            .uri(URI.create("https://sts." + region + ".amazonaws.com/"))
            .appendRawQueryParameter("Action", "GetCallerIdentity")
            .appendRawQueryParameter("Version", "2011-06-15")
            .putHeader(SignedCommand.HEADER, SignedCommand.digest(nameOf(function), members))
            .build();
    SdkHttpRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                sign ->
                    sign.identity(credentials)
                        .request(request)
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "sts")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(
                            AwsV4FamilyHttpSigner.AUTH_LOCATION,
                            AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, VALID)
                        .putProperty(HttpSigner.SIGNING_CLOCK, clock))
            .request();
    return signed.encodedQueryParameters().orElseThrow();
  }
}
