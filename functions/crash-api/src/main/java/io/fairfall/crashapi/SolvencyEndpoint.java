package io.fairfall.crashapi;

import io.fairfall.http.CommonCode;
import io.fairfall.http.Problem;
import io.fairfall.http.ProblemException;
import io.fairfall.http.Request;
import io.fairfall.http.Response;
import io.fairfall.journal.Journals;
import io.fairfall.solvency.SolvencyJournal;
import io.fairfall.solvency.SolvencyStatement;
import io.fairfall.solvency.SolvencyTrees;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What the house has stated of what it owes and has, and players' proofs in it. */
final class SolvencyEndpoint {
  private static final String JSON = "application/json";
  private static final int DEFAULT_STATEMENTS = 1;
  private static final int MAX_STATEMENTS = 24;

  /** The statement, the tree and the piece of it: what a proof reads, in entries of 4 KB. */
  private static final int READS_OF_PROOF = 150;

  private final SolvencyJournal statements;
  private final SolvencyTrees trees;
  private final HistoryRate rate;

  private SolvencyEndpoint(SolvencyJournal statements, SolvencyTrees trees, HistoryRate rate) {
    this.statements = statements;
    this.trees = trees;
    this.rate = rate;
  }

  /**
   * @param secretsTable where trees are kept
   */
  static SolvencyEndpoint of(
      Journals events, DynamoDbClient dynamo, String secretsTable, HistoryRate rate) {
    return new SolvencyEndpoint(
        new SolvencyJournal(events), new SolvencyTrees(dynamo, secretsTable), rate);
  }

  /** Statements, newest first; none where none was made yet. */
  Response list(Request request) {
    long before = request.queryNumber("before", Long.MAX_VALUE, 1, Long.MAX_VALUE);
    int limit = (int) request.queryNumber("limit", DEFAULT_STATEMENTS, 1, MAX_STATEMENTS);
    List<SolvencyStatement> page = statements.latest(before, limit);
    return Response.text(
        JSON,
        page.stream()
            .map(SolvencyStatement::json)
            .collect(Collectors.joining(",", "{\"statements\":[", "]}")));
  }

  /** The player's own proof in one of the newest statements. */
  Response prove(Request request) {
    String player = request.requirePlayer();
    long number =
        RequestFields.version("statementNumber", request.pathParameter("statementNumber"));
    rate.take(player, READS_OF_PROOF);
    SolvencyStatement statement =
        statements.find(number).orElseThrow(() -> missing("There is no such statement."));
    SolvencyTrees.Kept tree =
        trees
            .find(statement.content())
            .orElseThrow(() -> missing("Proofs are kept of the newest statements alone."));
    return Response.text(
        JSON,
        tree.prove(player)
            .orElseThrow(() -> missing("You had no account at the instant of this statement."))
            .json());
  }

  private static ProblemException missing(String sentence) {
    return Problem.of(CommonCode.NOT_FOUND, sentence).refusal();
  }
}
