package io.fairfall.betlog;

import io.fairfall.edge.Aws;
import io.fairfall.edge.CommonCode;
import io.fairfall.edge.ConflictMetric;
import io.fairfall.edge.Environment;
import io.fairfall.edge.GatewayFunction;
import io.fairfall.edge.Metrics;
import io.fairfall.edge.Problem;
import io.fairfall.edge.Request;
import io.fairfall.edge.Response;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.StoreUnavailable;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The bet log function: pools, weeks and bets over HTTP. What changes is told by the feed. */
public final class BetLog extends GatewayFunction {
  private static final String LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int CODE_CHARS = 12;

  private final PoolPages poolPages;
  private final WeekPages weekPages;
  private final BetPages betPages;
  private final FilePages filePages;

  public BetLog() {
    this(System.getenv());
  }

  public BetLog(Map<String, String> variables) {
    this(variables, InstantSource.system());
  }

  BetLog(Map<String, String> variables, InstantSource clock) {
    Environment environment = new Environment(variables);
    DynamoDbClient dynamo = new Aws(environment).dynamoDb();
    String table = environment.require("BETLOG_TABLE");
    Pools pools = new Pools(dynamo, table);
    WeekSheet sheet = new WeekSheet(dynamo, environment.require("EVENTS_TABLE"), table);
    AppendLoop loop = AppendLoop.inRealTime(new ConflictMetric(new Metrics(environment, clock)));
    Weeks weeks = new Weeks(sheet, clock, loop);
    this.poolPages = new PoolPages(pools, clock, BetLog::code);
    this.weekPages = new WeekPages(pools, sheet);
    this.betPages = new BetPages(pools, sheet, weeks);
    this.filePages = new FilePages(pools, sheet, weeks, clock);
  }

  @Override
  protected Response respond(Request request) {
    return switch (request.route()) {
      case "GET /v1/pools" -> poolPages.mine(request);
      case "POST /v1/pools" -> poolPages.open(request);
      case "GET /v1/pools/{pool}" -> poolPages.read(request);
      case "POST /v1/pools/{pool}/invitations" -> poolPages.invite(request);
      case "POST /v1/pools/{pool}/members/{player}" -> poolPages.appoint(request);
      case "POST /v1/invitations/{code}" -> poolPages.join(request);
      case "GET /v1/pools/{pool}/standings" -> weekPages.standings(request);
      case "GET /v1/pools/{pool}/weeks" -> weekPages.weeks(request);
      case "GET /v1/pools/{pool}/weeks/{week}" -> weekPages.list(request);
      case "GET /v1/pools/{pool}/weeks/{week}/deleted" -> weekPages.deleted(request);
      case "GET /v1/pools/{pool}/weeks/{week}/export" -> filePages.export(request);
      case "POST /v1/pools/{pool}/weeks/{week}/import" -> filePages.read(request);
      case "POST /v1/pools/{pool}/weeks/{week}/bets" -> betPages.create(request);
      case "GET /v1/pools/{pool}/weeks/{week}/bets/{betId}" -> betPages.read(request);
      case "POST /v1/pools/{pool}/weeks/{week}/bets/{betId}" -> betPages.edit(request);
      case "GET /v1/pools/{pool}/weeks/{week}/bets/{betId}/history" -> betPages.history(request);
      case "POST /v1/pools/{pool}/weeks/{week}/grades" -> betPages.grade(request);
      case "POST /v1/pools/{pool}/weeks/{week}/deletions" -> betPages.delete(request);
      default -> Response.problem(Problem.of(CommonCode.NOT_FOUND, "There is no such route."));
    };
  }

  /** A change that was not answered may have happened: the same ids ask about the same change. */
  @Override
  protected Problem explain(RuntimeException failure) {
    return failure instanceof StoreUnavailable
        ? Problem.of(
            CommonCode.UNAVAILABLE, "The store does not answer. Ask again, with the same id.")
        : super.explain(failure);
  }

  private static String code() {
    SecureRandom random = new SecureRandom();
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < CODE_CHARS; i++) {
      code.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return code.toString();
  }
}
