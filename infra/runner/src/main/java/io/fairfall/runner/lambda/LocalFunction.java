package io.fairfall.runner.lambda;

import io.fairfall.runner.problem.CannotStartException;
import io.fairfall.runner.template.FunctionSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One function: as many handler objects as it has needed at once, and a class loader for what is
 * its own. As on Lambda, a handler object serves one event at a time, and one that overran its time
 * is never used again.
 */
final class LocalFunction implements AutoCloseable {
  /**
   * Lambda would start another instance for every event at once. Here they would all share these
   * processors, and starting them takes the time that answering needs: events wait instead. A
   * cashout takes a quarter of a second in which it only waits; it is for those that there are so
   * many.
   */
  private static final int MAX_INSTANCES =
      Math.max(16, 8 * Runtime.getRuntime().availableProcessors());

  private static final long MAX_WAIT_MS = 5_000;

  private static final int MAX_ANSWER_BYTES = 6 << 20;

  private final FunctionSpec spec;
  private final Map<String, String> environment;
  private final RuntimeClasses serializers = new RuntimeClasses();
  private final URLClassLoader loader;
  private final Class<?> handlerClass;
  private final ExecutorService threads;
  private final Semaphore free;
  private final ConcurrentLinkedDeque<Handler> idle = new ConcurrentLinkedDeque<>();

  /**
   * Loads the function's class and makes its first handler object, so that a mistake shows at the
   * start and not at the first request.
   *
   * @param artefact the class loader of the zip
   * @param layer what only this function finds beside it
   */
  LocalFunction(
      FunctionSpec spec,
      Map<String, String> environment,
      ClassLoader artefact,
      List<URL> layer,
      ExecutorService threads) {
    this.spec = spec;
    this.environment = environment;
    this.loader = new URLClassLoader(spec.logicalId(), layer.toArray(URL[]::new), artefact);
    this.threads = threads;
    this.free = new Semaphore(spec.reserved().orElse(MAX_INSTANCES));
    try {
      this.handlerClass = Class.forName(spec.handlerClass(), true, loader);
    } catch (ClassNotFoundException e) {
      throw new CannotStartException(
          "%s names the handler %s, which %s does not hold."
              .formatted(spec.logicalId(), spec.handlerClass(), spec.codeUri()),
          e);
    }
  }

  FunctionSpec spec() {
    return spec;
  }

  /** Makes a handler object that waits for the first event. */
  void warmUp() {
    try {
      idle.push(inside(this::newHandler));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new CannotStartException(spec.logicalId() + " cannot be made ready: " + e, e);
    }
  }

  byte[] invoke(byte[] event) throws FunctionFailureException {
    if (!acquire()) {
      throw new FunctionFailureException(FunctionFailureException.THROTTLED, "Rate Exceeded.");
    }
    try {
      return run(event);
    } finally {
      free.release();
    }
  }

  @Override
  public void close() {
    try {
      loader.close();
      serializers.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean acquire() {
    try {
      return free.tryAcquire(MAX_WAIT_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** As on Lambda, the time that a handler object takes to be made is none of its event's. */
  private byte[] run(byte[] event) throws FunctionFailureException {
    Handler ready = idle.poll();
    Handler handler = ready == null ? made() : ready;
    AtomicBoolean abandoned = new AtomicBoolean();
    Future<byte[]> answer = threads.submit(() -> inside(() -> answer(handler, event, abandoned)));
    try {
      byte[] bytes = answer.get(spec.timeoutSeconds(), TimeUnit.SECONDS);
      if (bytes.length > MAX_ANSWER_BYTES) {
        throw new FunctionFailureException(
            "Function.ResponseSizeTooLarge", "The answer has " + bytes.length + " bytes.");
      }
      return bytes;
    } catch (TimeoutException e) {
      abandoned.set(true);
      answer.cancel(true);
      String message = "Task timed out after " + spec.timeoutSeconds() + " seconds";
      System.err.println(spec.logicalId() + ": " + message);
      throw new FunctionFailureException(FunctionFailureException.TIMED_OUT, message);
    } catch (ExecutionException e) {
      throw failed(e);
    } catch (InterruptedException e) {
      abandoned.set(true);
      answer.cancel(true);
      throw stopped();
    }
  }

  private Handler made() throws FunctionFailureException {
    try {
      return threads.submit(() -> inside(this::newHandler)).get();
    } catch (ExecutionException e) {
      throw failed(e);
    } catch (InterruptedException e) {
      throw stopped();
    }
  }

  private FunctionFailureException failed(ExecutionException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    System.err.println(spec.logicalId() + " failed:");
    cause.printStackTrace(System.err);
    return new FunctionFailureException(
        cause.getClass().getName(), String.valueOf(cause.getMessage()));
  }

  private static FunctionFailureException stopped() {
    Thread.currentThread().interrupt();
    return new FunctionFailureException("Sandbox.Stopped", "The runner is stopping.");
  }

  private byte[] answer(Handler handler, byte[] event, AtomicBoolean abandoned) throws IOException {
    try {
      return handler.handle(event, new InvocationContext(spec));
    } finally {
      if (!abandoned.get()) {
        idle.push(handler);
      }
    }
  }

  private Handler newHandler() {
    return Handler.create(handlerClass, environment, serializers);
  }

  /** Work of the function, with its class loader as the thread's. */
  private <T> T inside(Callable<T> work) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return work.call();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
