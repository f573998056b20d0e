package io.fairfall.runner.lambda;

import io.fairfall.runner.template.FunctionSpec;
import io.fairfall.runner.template.Stack;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Every function of the template, ready to be invoked. */
public final class LocalFunctions implements Invoker, AutoCloseable {
  private final Map<String, LocalFunction> functions = new LinkedHashMap<>();
  private final CodeLoaders code;

  /** Functions run on platform threads: one that computes must not hold up the others' carriers. */
  private final ExecutorService threads =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("function-", 1).factory());

  /**
   * Loads every function.
   *
   * @param root the folder that the template is in
   * @param work an empty folder for unpacked artefacts
   * @param environments the whole environment of a function
   * @param layer what every function gets on its class path
   */
  public LocalFunctions(
      Stack stack,
      Path root,
      Path work,
      Function<FunctionSpec, Map<String, String>> environments,
      FunctionLayer layer)
      throws IOException {
    Map<String, Artefact> artefacts = new LinkedHashMap<>();
    for (FunctionSpec spec : stack.functions().values()) {
      if (!artefacts.containsKey(spec.codeUri())) {
        Path folder = work.resolve("code-" + artefacts.size());
        artefacts.put(spec.codeUri(), Artefact.unpack(root.resolve(spec.codeUri()), folder));
      }
    }
    List<Path> beside =
        layer.besideLibraries(Files.createDirectories(work.resolve("layer-of-libraries")));
    this.code = new CodeLoaders(List.copyOf(artefacts.values()), beside);
    for (FunctionSpec spec : stack.functions().values()) {
      Path folder = Files.createDirectories(work.resolve("layer-" + spec.logicalId()));
      List<URL> own = layer.classPath(spec, folder).stream().map(Artefact::url).toList();
      ClassLoader artefact = code.of(Objects.requireNonNull(artefacts.get(spec.codeUri())));
      functions.put(
          spec.logicalId(),
          new LocalFunction(spec, environments.apply(spec), artefact, own, threads));
    }
  }

  /** Makes one handler object of every function, as many at once as there are processors. */
  public void warmUp() {
    functions.values().parallelStream().forEach(LocalFunction::warmUp);
  }

  @Override
  public byte[] invoke(String functionLogicalId, byte[] event) throws FunctionFailureException {
    LocalFunction function = functions.get(functionLogicalId);
    if (function == null) {
      throw new IllegalArgumentException("there is no function " + functionLogicalId);
    }
    return function.invoke(event);
  }

  /** Gives running invocations no more time: they are interrupted. */
  @Override
  public void close() {
    threads.shutdownNow();
    functions.values().forEach(LocalFunction::close);
    code.close();
  }
}
