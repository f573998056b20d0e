package io.fairfall.dynamodb;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Tells listeners about every answered write. Streams can only be polled, at several milliseconds
 * of processor time a poll: whoever reads them here need not do it when nothing was written.
 */
final class WriteNotice extends Handler.Wrapper {
  private static final String TARGET_HEADER = "X-Amz-Target";
  private static final Set<String> WRITES =
      Set.of("PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems", "BatchWriteItem");

  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  WriteNotice(Handler dynamo) {
    super(dynamo);
  }

  /** The listener is called on the server's threads and must not wait for anything. */
  void add(Runnable listener) {
    listeners.add(listener);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    return super.handle(
        request,
        response,
        isWrite(request.getHeaders().get(TARGET_HEADER))
            ? Callback.from(callback, () -> listeners.forEach(Runnable::run))
            : callback);
  }

  private static boolean isWrite(@Nullable String target) {
    return target != null && WRITES.contains(target.substring(target.lastIndexOf('.') + 1));
  }
}
