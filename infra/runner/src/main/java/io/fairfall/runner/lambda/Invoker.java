package io.fairfall.runner.lambda;

/** Invokes functions by the logical id that template.yaml gives them. */
public interface Invoker {

  /**
   * Runs a function on one event and waits for its answer.
   *
   * @return what the function answered, as JSON
   * @throws FunctionFailureException when the function threw, ran out of time or was throttled
   */
  byte[] invoke(String functionLogicalId, byte[] event) throws FunctionFailureException;
}
