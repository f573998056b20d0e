package io.fairfall.apicontract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The operations of docs/reference/openapi.yaml. An answer is good if its operation documents its
 * status, its type and each of its members; a request that the house takes, if it is documented as
 * well: what leaks fails, and so does what is understood without a word about it.
 *
 * <p>Instances can be shared between threads.
 */
public final class HttpContract {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

  /** A browser's question before a request: API Gateway answers it by itself. */
  private static final String PREFLIGHT = "OPTIONS";

  private static final String NO_SUCH_ROUTE = "{\"message\":\"Not Found\"}";
  private static final int NOT_FOUND = 404;
  private static final int MAX_EXCERPT = 600;

  private final List<ApiOperation> operations = new ArrayList<>();
  private final Set<String> firstSegments;

  private static final class Holder {
    private static final HttpContract OF_THIS_CHECKOUT =
        new HttpContract(Document.named("openapi.yaml"));
  }

  HttpContract(Document document) {
    ApiSchemas schemas = new ApiSchemas(document);
    document
        .root()
        .path("paths")
        .fields()
        .forEachRemaining(path -> add(path.getKey(), path.getValue(), document, schemas));
    this.firstSegments =
        operations.stream()
            .filter(operation -> !operation.isLocalOnly())
            .map(operation -> firstSegment(operation.path()))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** What this checkout documents. */
  public static HttpContract ofThisCheckout() {
    return Holder.OF_THIS_CHECKOUT;
  }

  /** The ids of all operations. */
  public Set<String> operationIds() {
    return operations.stream().map(ApiOperation::id).collect(Collectors.toCollection(TreeSet::new));
  }

  /** The id of the operation that a request is for; nothing if it is for none. */
  public Optional<String> operationId(ApiExchange seen) {
    return operation(seen).map(ApiOperation::id);
  }

  /**
   * What is wrong with an answer, and with the request if it was taken, each as a sentence; nothing
   * if both are documented, or if the path is none of the API's.
   */
  public List<String> complaints(ApiExchange seen) {
    if (seen.method().equals(PREFLIGHT)) {
      return List.of();
    }
    Optional<ApiOperation> operation = operation(seen);
    if (operation.isEmpty()) {
      return firstSegments.contains(firstSegment(seen.pathAlone())) && !isNoRoute(seen)
          ? List.of(sentence(seen, "no such operation is documented"))
          : List.of();
    }
    List<String> complaints = new ArrayList<>(operation.get().complaintsOfAnswer(seen));
    if (seen.isTaken()) {
      complaints.addAll(operation.get().complaintsOfRequest(seen));
    }
    return complaints.stream().map(complaint -> sentence(seen, complaint)).toList();
  }

  /**
   * Fails unless what a function has answered is documented for its route.
   *
   * @param route as API Gateway names it, like {@code POST /v1/bets}
   * @param envelope what the function gave to API Gateway, as JSON
   */
  public void requireOfAFunction(String route, String envelope) {
    JsonNode answer =
        Document.json(envelope).orElseThrow(() -> new AssertionError("no JSON: " + envelope));
    ApiExchange seen =
        new ApiExchange(
            "",
            route,
            Map.of(),
            "",
            answer.path("statusCode").asInt(),
            answer.at("/headers/content-type").asText(),
            answer.path("body").asText());
    List<String> complaints =
        operations.stream()
            .filter(operation -> operation.route().equals(route))
            .findFirst()
            .map(operation -> operation.complaintsOfAnswer(seen))
            .orElseGet(() -> List.of("no such operation is documented"));
    if (!complaints.isEmpty() && !(complaints.size() == 1 && isUnknown(route, seen))) {
      throw new AssertionError(
          complaints.stream()
              .map(complaint -> sentence(seen, complaint))
              .collect(Collectors.joining("\n")));
    }
  }

  /** A function that is asked for a route of none says so. */
  private boolean isUnknown(String route, ApiExchange seen) {
    return seen.status() == NOT_FOUND
        && operations.stream().noneMatch(operation -> operation.route().equals(route));
  }

  /**
   * What routes are documented to take.
   *
   * @return by route, those that a deployed system has
   */
  public Map<String, ApiInputs> inputs() {
    return operations.stream().collect(Collectors.toMap(ApiOperation::route, ApiInputs::of));
  }

  List<ApiOperation> operations() {
    return operations;
  }

  /** What is written out comes before what has a parameter in its place. */
  private Optional<ApiOperation> operation(ApiExchange seen) {
    String path = seen.pathAlone();
    List<ApiOperation> found =
        operations.stream()
            .filter(operation -> operation.method().equals(seen.method()))
            .filter(operation -> operation.pattern().matcher(path).matches())
            .toList();
    return found.stream()
        .filter(operation -> !operation.hasParametersInPath())
        .findFirst()
        .or(() -> found.stream().findFirst());
  }

  private void add(String path, JsonNode item, Document document, ApiSchemas schemas) {
    item.fieldNames()
        .forEachRemaining(
            method -> {
              if (METHODS.contains(method)) {
                operations.add(ApiOperation.of(path, item, method, document, schemas));
              }
            });
  }

  /** API Gateway's own answer; to HEAD it has no body. */
  private static boolean isNoRoute(ApiExchange seen) {
    return seen.status() == NOT_FOUND
        && (seen.method().equals("HEAD") || seen.body().equals(NO_SUCH_ROUTE));
  }

  private static String firstSegment(String path) {
    int end = path.indexOf('/', 1);
    return path.substring(Math.min(1, path.length()), end < 0 ? path.length() : end);
  }

  private static String sentence(ApiExchange seen, String complaint) {
    String body = seen.body();
    String excerpt = body.length() <= MAX_EXCERPT ? body : body.substring(0, MAX_EXCERPT) + " …";
    return "%s %s was answered %d: %s: %s"
        .formatted(seen.method(), seen.path(), seen.status(), complaint, excerpt);
  }
}
