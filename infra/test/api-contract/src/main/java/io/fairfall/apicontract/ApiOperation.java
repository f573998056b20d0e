package io.fairfall.apicontract;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One documented operation.
 *
 * @param id its {@code operationId}
 * @param path with the parameters in braces
 * @param isPublic whether it needs no session
 * @param isLocalOnly whether only the one-machine runner has it
 * @param ignoredHeaders of ours that a client may send without effect, in lower case
 * @param request the bodies that it takes
 * @param answers what it answers, by status
 */
record ApiOperation(
    String id,
    String method,
    String path,
    Pattern pattern,
    boolean isPublic,
    boolean isLocalOnly,
    List<ApiParameter> parameters,
    Set<String> ignoredHeaders,
    ApiBodies request,
    Map<Integer, ApiBodies> answers) {
  private static final Pattern IN_BRACES = Pattern.compile("\\{([a-zA-Z]+)}");
  private static final String REQUEST_TYPE = "application/json";

  /**
   * Reads an operation.
   *
   * @param item of the path that it is of, whose parameters it has too
   */
  static ApiOperation of(
      String path, JsonNode item, String method, Document document, ApiSchemas schemas) {
    JsonNode operation = item.path(method);
    List<ApiParameter> parameters = new ArrayList<>();
    for (JsonNode list : List.of(item.path("parameters"), operation.path("parameters"))) {
      list.forEach(one -> parameters.add(ApiParameter.of(document.follow(one), document, schemas)));
    }
    Set<String> ignored = new TreeSet<>();
    operation
        .path("x-ignored-headers")
        .forEach(name -> ignored.add(name.asText().toLowerCase(Locale.ROOT)));
    Map<Integer, ApiBodies> answers = new LinkedHashMap<>();
    operation
        .path("responses")
        .fields()
        .forEachRemaining(
            answer ->
                answers.put(
                    Integer.valueOf(answer.getKey()),
                    ApiBodies.of(document.follow(answer.getValue()), schemas)));
    JsonNode security =
        operation.has("security") ? operation.path("security") : document.root().path("security");
    return new ApiOperation(
        operation.path("operationId").asText(),
        method.toUpperCase(Locale.ROOT),
        path,
        pattern(path),
        security.isEmpty(),
        operation.path("x-local-only").asBoolean(false),
        parameters,
        ignored,
        ApiBodies.of(operation.path("requestBody"), schemas),
        answers);
  }

  /** As the template and the handlers write it: {@code POST /v1/bets}. */
  String route() {
    return method + " " + path;
  }

  boolean hasParametersInPath() {
    return path.indexOf('{') >= 0;
  }

  /** What is wrong with an answer, each as a sentence. */
  List<String> complaintsOfAnswer(ApiExchange seen) {
    ApiBodies bodies = answers.get(seen.status());
    return bodies == null
        ? List.of("status " + seen.status() + " is none of " + new TreeSet<>(answers.keySet()))
        : bodies.complaints(seen.mediaType(), seen.body());
  }

  /** What is wrong with a request, each as a sentence. */
  List<String> complaintsOfRequest(ApiExchange seen) {
    List<String> complaints = new ArrayList<>();
    Map<String, String> query = query(seen.query());
    Map<String, String> inPath = inPath(seen.pathAlone());
    Set<String> unknown = new HashSet<>(query.keySet());
    for (ApiParameter parameter : parameters) {
      String value =
          switch (parameter.in()) {
            case "path" -> inPath.get(parameter.name());
            case "query" -> query.get(parameter.name());
            default -> seen.headers().get(parameter.name().toLowerCase(Locale.ROOT));
          };
      unknown.remove(parameter.in().equals("query") ? parameter.name() : "");
      if (value != null) {
        complaints.addAll(parameter.complaints(value));
      } else if (parameter.required()) {
        complaints.add(parameter.in() + " " + parameter.name() + " is missing");
      }
    }
    unknown.forEach(name -> complaints.add("query " + name + " is not documented"));
    if (!isPublic && !seen.headers().containsKey("authorization")) {
      complaints.add("there is no session");
    }
    complaints.addAll(request.complaints(REQUEST_TYPE, seen.requestBody()));
    return complaints.stream().map(complaint -> "the request: " + complaint).toList();
  }

  private Map<String, String> inPath(String asked) {
    Matcher values = pattern.matcher(asked);
    if (!values.matches()) {
      throw new IllegalArgumentException(asked + " is not " + path);
    }
    Map<String, String> found = new LinkedHashMap<>();
    List<String> names = IN_BRACES.matcher(path).results().map(it -> it.group(1)).toList();
    MatchResult result = values.toMatchResult();
    for (int i = 0; i < names.size(); i++) {
      found.put(names.get(i), decoded(result.group(i + 1)));
    }
    return found;
  }

  private static Map<String, String> query(String text) {
    Map<String, String> members = new LinkedHashMap<>();
    for (String member : text.isEmpty() ? new String[0] : text.split("&")) {
      String[] parts = member.split("=", 2);
      members.put(decoded(parts[0]), parts.length == 1 ? "" : decoded(parts[1]));
    }
    return members;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static Pattern pattern(String path) {
    StringBuilder text = new StringBuilder();
    Matcher braces = IN_BRACES.matcher(path);
    int from = 0;
    while (braces.find()) {
      text.append(Pattern.quote(path.substring(from, braces.start()))).append("([^/]+)");
      from = braces.end();
    }
    return Pattern.compile(text.append(Pattern.quote(path.substring(from))).toString());
  }
}
