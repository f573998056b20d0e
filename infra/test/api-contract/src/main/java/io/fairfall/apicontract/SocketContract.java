package io.fairfall.apicontract;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The messages of docs/reference/asyncapi.yaml. A message of the house is good if it is one of them
 * and has no member that is not documented there: what leaks, fails.
 *
 * <p>Instances can be shared between threads.
 */
public final class SocketContract {
  /** As the document promises; API Gateway's frames hold 32 KB. */
  public static final int MAX_BYTES = 30_000;

  /** What is documented of API Gateway has no type of its own. */
  private static final String GATEWAY_REFUSAL = "gateway_refusal";

  private static final int MAX_EXCERPT = 600;

  private final Map<String, Message> ofClients = new LinkedHashMap<>();
  private final Map<String, Message> ofTheHouse = new LinkedHashMap<>();

  private static final class Holder {
    private static final SocketContract OF_THIS_CHECKOUT =
        new SocketContract(Document.named("asyncapi.yaml"));
  }

  SocketContract(Document document) {
    for (JsonNode operation : document.root().path("operations")) {
      boolean fromClients = operation.path("action").asText().equals("receive");
      add(operation, fromClients ? ofClients : ofTheHouse, document);
      add(operation.path("reply"), ofTheHouse, document);
    }
  }

  /** What this checkout documents. */
  public static SocketContract ofThisCheckout() {
    return Holder.OF_THIS_CHECKOUT;
  }

  /** What is wrong with a message of the house, each as a sentence; nothing if it is documented. */
  public List<String> complaintsOfTheHouse(String text) {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_BYTES) {
      return List.of(bytes + " bytes are more than " + MAX_BYTES + ": " + excerpt(text));
    }
    return complaints(text, "type", ofTheHouse);
  }

  /** The same of a message that a client sends. */
  public List<String> complaintsOfAClient(String text) {
    return complaints(text, "action", ofClients);
  }

  /** Fails unless a message of the house is documented. */
  public void requireOfTheHouse(String text) {
    List<String> complaints = complaintsOfTheHouse(text);
    if (!complaints.isEmpty()) {
      throw new AssertionError(String.join("\n", complaints));
    }
  }

  /** What clients can send, as the document shows it: the text of each example. */
  public List<String> examplesOfClients() {
    return ofClients.values().stream()
        .flatMap(message -> message.examples().stream())
        .map(JsonNode::toString)
        .toList();
  }

  Map<String, Message> ofClients() {
    return ofClients;
  }

  Map<String, Message> ofTheHouse() {
    return ofTheHouse;
  }

  private static void add(JsonNode part, Map<String, Message> to, Document document) {
    for (JsonNode reference : part.path("messages")) {
      String path = reference.path("$ref").asText();
      String name = path.substring(path.lastIndexOf('/') + 1);
      to.computeIfAbsent(name, _ -> Message.of(name, document.follow(reference), document));
    }
  }

  private static List<String> complaints(
      String text, String nameMember, Map<String, Message> messages) {
    Optional<JsonNode> json = Document.json(text).filter(JsonNode::isObject);
    if (json.isEmpty()) {
      return List.of("no JSON object: " + excerpt(text));
    }
    boolean unnamed = !json.get().has(nameMember) && json.get().has("message");
    String name = unnamed ? GATEWAY_REFUSAL : json.get().path(nameMember).asText();
    Message message = messages.get(name);
    if (message == null) {
      return List.of(
          "\"%s\" is none of %s: %s"
              .formatted(name, new TreeSet<>(messages.keySet()), excerpt(text)));
    }
    return message.complaints(json.get()).stream()
        .map(complaint -> name + ": " + complaint + ": " + excerpt(text))
        .toList();
  }

  private static String excerpt(String text) {
    return text.length() <= MAX_EXCERPT ? text : text.substring(0, MAX_EXCERPT) + " …";
  }
}
