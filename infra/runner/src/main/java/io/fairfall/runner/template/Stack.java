package io.fairfall.runner.template;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The deployed system as template.yaml declares it, reduced to what means something on one machine,
 * with every name resolved.
 *
 * @param functions by logical id, in the template's order
 */
public record Stack(
    Map<String, FunctionSpec> functions,
    List<TableSpec> tables,
    List<SecretSpec> secrets,
    Optional<HttpApiSpec> httpApi,
    Optional<WebSocketApiSpec> webSocketApi,
    List<StreamSpec> streams,
    List<ScheduleSpec> schedules) {

  /**
   * Reads a template.
   *
   * @param parameters values that replace the template's defaults
   * @throws TemplateException for anything in it that the runner does not understand
   */
  public static Stack read(Path template, Map<String, String> parameters) throws IOException {
    return StackReader.read(TemplateText.read(template), parameters);
  }

  /**
   * The function that a reference means: a logical id, a name, an ARN, with an alias or without.
   */
  public Optional<FunctionSpec> function(String reference) {
    return Optional.ofNullable(functions.get(FunctionSpec.logicalId(reference)));
  }
}
