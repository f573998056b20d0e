package io.fairfall.runner.lambda;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import io.fairfall.runner.template.Arns;
import io.fairfall.runner.template.FunctionSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/** What a handler is told about its invocation. */
final class InvocationContext implements Context {
  private static final LambdaLogger LOGGER = new StandardOutput();

  private final FunctionSpec function;
  private final String requestId = UUID.randomUUID().toString();
  private final long deadlineNanos;

  InvocationContext(FunctionSpec function) {
    this.function = function;
    this.deadlineNanos =
        System.nanoTime() + Duration.ofSeconds(function.timeoutSeconds()).toNanos();
  }

  @Override
  public String getAwsRequestId() {
    return requestId;
  }

  @Override
  public String getLogGroupName() {
    return "/aws/lambda/" + function.logicalId();
  }

  @Override
  public String getLogStreamName() {
    return "local";
  }

  @Override
  public String getFunctionName() {
    return function.logicalId();
  }

  @Override
  public String getFunctionVersion() {
    return "1";
  }

  @Override
  public String getInvokedFunctionArn() {
    return Arns.alias(function.logicalId(), "live");
  }

  @Override
  @NullUnmarked // Lambda, too, hands out null to functions that no mobile client calls
  public CognitoIdentity getIdentity() {
    return null;
  }

  @Override
  @NullUnmarked // as above
  public ClientContext getClientContext() {
    return null;
  }

  @Override
  public int getRemainingTimeInMillis() {
    return (int) Math.max(0, Duration.ofNanos(deadlineNanos - System.nanoTime()).toMillis());
  }

  @Override
  public int getMemoryLimitInMB() {
    return function.memoryMb();
  }

  @Override
  public LambdaLogger getLogger() {
    return LOGGER;
  }

  private static final class StandardOutput implements LambdaLogger {
    @Override
    public void log(String message) {
      System.out.println(message);
    }

    @Override
    public void log(byte[] message) {
      System.out.println(new String(message, StandardCharsets.UTF_8));
    }
  }
}
