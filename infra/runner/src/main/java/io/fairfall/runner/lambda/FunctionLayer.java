package io.fairfall.runner.lambda;

import io.fairfall.runner.template.FunctionSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Adds to the class path of every function, as a Lambda layer does. */
public interface FunctionLayer {

  /** Adds nothing. */
  FunctionLayer NONE = (function, folder) -> List.of();

  /**
   * What goes on the function's class path behind its own classes.
   *
   * @param folder an empty folder for this function alone, to write into
   * @return folders and jars
   */
  List<Path> classPath(FunctionSpec function, Path folder) throws IOException;

  /**
   * What libraries are to find beside themselves, the same for all functions.
   *
   * @param folder an empty folder to write into
   * @return folders and jars
   */
  default List<Path> besideLibraries(Path folder) throws IOException {
    return List.of();
  }
}
