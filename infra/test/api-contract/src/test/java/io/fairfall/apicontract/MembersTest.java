package io.fairfall.apicontract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every member that is documented is a member of the record that is read or written, and the other
 * way round. What differs is planted here, one thing at a time.
 */
class MembersTest {
  /** Schemas whose answers are made of maps, and the classes whose words they are. */
  private static final Map<Set<String>, List<String>> WORDS =
      Map.of(
          Set.of("IndexerHealth", "ChainNode", "IndexerHalt", "IndexerReason"),
          List.of("io.fairfall.deposits.IndexerHealth", "io.fairfall.deposits.IndexerReasons"),
          Set.of("RunnerStatus", "RunnerPart"),
          List.of("io.fairfall.runner.RunnerStatus"),
          Set.of("Problem"),
          List.of(
              "io.fairfall.http.Problem",
              "io.fairfall.crashapi.RejectionProblems",
              "io.fairfall.betlog.ChangeProblems"));

  /** What others than the house write: API Gateway, the development node and the runner. */
  private static final Set<String> NOT_OURS =
      Set.of("GatewayRefusal", "ChainCall", "ChainAnswer", "RunnerRefusal");

  /** What another specification pins, word by word; answers are held against both documents. */
  private static final Set<String> SPECIFIED =
      Set.of("SolvencyStatements", "SolvencyStatement", "SolvencyProof");

  /** What operators send, who have no route. */
  private static final Set<String> NOT_OF_CLIENTS = Set.of("DepositAdminHandler.Command");

  private final OpenApiDocument openApi = OpenApiDocument.ofThisCheckout();
  private final Document asyncApi = Document.named("asyncapi.yaml");
  private final Map<String, String> sources = new HashMap<>();

  @Test
  void recordsAndSchemasHaveTheSameMembers() {
    assertEquals(List.of(), differences(openApi, text -> text));
  }

  @Test
  void everySchemaIsComparedWithCode() {
    Set<String> compared = new TreeSet<>(NOT_OURS);
    compared.addAll(SPECIFIED);
    WORDS.keySet().forEach(compared::addAll);
    all().forEach(record -> compared.addAll(record.schemas()));
    Set<String> objects =
        OpenApiDocument.members(openApi.schemas()).entrySet().stream()
            .filter(schema -> schema.getValue().path("type").asText().equals("object"))
            .map(Map.Entry::getKey)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(objects, compared);
  }

  @Test
  void everyFormThatClientsFillInIsCompared() {
    Set<String> compared =
        ApiRecord.ofClients().stream().map(ApiRecord::local).collect(Collectors.toSet());
    Set<String> forms = new TreeSet<>();
    TemplateRoutes.of(Document.template()).routes().stream()
        .map(TemplateRoutes.TemplateRoute::handler)
        .distinct()
        .flatMap(handler -> JavaSource.ofPackage(handler).stream())
        .forEach(source -> forms.addAll(source.forms()));
    assertTrue(
        forms.containsAll(Set.of("NonceRequest", "BetHandler.Form", "RequestDtos.NewPool")),
        forms::toString);
    forms.removeAll(compared);
    assertEquals(NOT_OF_CLIENTS, forms);
  }

  @Test
  void answersThatAreMadeOfWordsHaveTheDocumentedOnes() {
    WORDS.forEach(
        (schemas, classes) ->
            assertEquals(
                documented(openApi, schemas),
                classes.stream()
                    .flatMap(name -> JavaSource.ofClass(name).names().stream())
                    .collect(Collectors.toCollection(TreeSet::new)),
                schemas.toString()));
  }

  @Test
  void aMemberOnlyInAnAnswersRecordIsFound() {
    assertEquals(
        List.of("io.fairfall.crash.bets.AccountView.planted is not documented"),
        differences(
            openApi,
            text ->
                text.replace(
                    "record AccountView(String player,",
                    "record AccountView(@Nullable String planted, String player,")));
  }

  @Test
  void aMemberOnlyInAFormIsFound() {
    assertEquals(
        List.of("io.fairfall.betlog.RequestDtos.Joining.planted is not documented"),
        differences(
            openApi,
            text ->
                text.replace(
                    "record Joining(",
                    "record Joining(@Json.Property(\"planted\") String other, ")));
  }

  @Test
  void aMemberOnlyInTheDocumentIsFoundInAnswersAndForms() {
    OpenApiDocument planted = openApi.copy();
    planted
        .object("/components/schemas/Account/properties")
        .putObject("planted")
        .put("type", "string");
    planted
        .object("/components/schemas/JoinRequest/properties")
        .putObject("extra")
        .put("type", "string");
    assertEquals(
        Set.of(
            "io.fairfall.crash.bets.AccountView has no planted, which is documented",
            "io.fairfall.betlog.RequestDtos.Joining has no extra, which is documented"),
        Set.copyOf(differences(planted, text -> text)));
  }

  @Test
  void aMemberOfAnotherTypeIsFound() {
    OpenApiDocument planted = openApi.copy();
    ObjectNode bets = planted.object("/components/schemas/BetRequest/properties");
    bets.putObject("seat").put("type", "string");
    assertEquals(
        List.of("io.fairfall.crashapi.BetHandler.Form.seat is integer, and documented as string"),
        differences(planted, text -> text));
  }

  @Test
  void aMemberThatMayBeAbsentOnOneSideOnlyIsFound() {
    OpenApiDocument planted = openApi.copy();
    planted.object("/components/schemas/OpenBet").putArray("required").add("autoCashout");
    List<String> found = differences(planted, text -> text);
    assertTrue(
        found.contains(
            "io.fairfall.crash.bets.AccountView.Bet.autoCashout can be absent, and is required"),
        found.toString());
    assertTrue(
        found.contains(
            "io.fairfall.crash.bets.AccountView.Bet.seat is always there, and not required"),
        found.toString());
  }

  /**
   * @param spoil changes the sources
   */
  private List<String> differences(OpenApiDocument document, UnaryOperator<String> spoil) {
    Map<String, JavaSource> read = new HashMap<>();
    MemberComparison comparison =
        new MemberComparison(
            document.document(),
            asyncApi,
            name ->
                read.computeIfAbsent(
                    name,
                    it ->
                        JavaSource.of(
                            spoil.apply(sources.computeIfAbsent(it, JavaSource::textOf)))));
    List<String> differences = new ArrayList<>();
    all().forEach(record -> differences.addAll(comparison.differences(record)));
    return differences;
  }

  private static Set<String> documented(OpenApiDocument document, Set<String> schemas) {
    Set<String> names = new TreeSet<>();
    schemas.forEach(
        name ->
            names.addAll(
                OpenApiDocument.members(document.schemas().path(name).path("properties"))
                    .keySet()));
    return names;
  }

  private static List<ApiRecord> all() {
    return Stream.concat(ApiRecord.ofClients().stream(), ApiRecord.ofTheHouse().stream()).toList();
  }
}
