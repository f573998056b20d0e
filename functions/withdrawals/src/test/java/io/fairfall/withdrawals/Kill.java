package io.fairfall.withdrawals;

import io.fairfall.ethereumrpc.RpcResult;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Ends a sender after so many calls to the store and to nodes together: the last of them is carried
 * out, and its answer is lost; none is after it.
 */
final class Kill implements ExecutionInterceptor {
  private final AtomicInteger left;

  Kill(int calls) {
    this.left = new AtomicInteger(calls);
  }

  /** The sender is gone. */
  static final class KilledError extends Error {
    private static final long serialVersionUID = 1;
  }

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    if (left.decrementAndGet() < 0) {
      throw SdkClientException.create("killed");
    }
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    if (left.get() <= 0) {
      throw SdkClientException.create("killed");
    }
  }

  <T> RpcResult<T> calling(Supplier<RpcResult<T>> call) {
    if (left.decrementAndGet() < 0) {
      throw new KilledError();
    }
    RpcResult<T> answer = call.get();
    if (left.get() <= 0) {
      throw new KilledError();
    }
    return answer;
  }

  boolean killed() {
    return left.get() <= 0;
  }
}
