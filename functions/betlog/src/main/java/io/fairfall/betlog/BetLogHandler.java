package io.fairfall.betlog;

import io.fairfall.betlog.pools.PoolStore;
import io.fairfall.betlog.weeks.WeekService;
import io.fairfall.betlog.weeks.WeekStore;
import io.fairfall.http.CommonCode;
import io.fairfall.http.GatewayFunction;
import io.fairfall.http.PollingCounter;
import io.fairfall.http.Problem;
import io.fairfall.http.Request;
import io.fairfall.http.Response;
import io.fairfall.http.RouteInputs;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.CoordinationItem;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.platform.AwsClients;
import io.fairfall.platform.ConflictMetric;
import io.fairfall.platform.Environment;
import io.fairfall.platform.Metrics;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The bet log function: pools, weeks and bets over HTTP. What changes is told by the feed. */
public final class BetLogHandler extends GatewayFunction {
  private static final Map<String, RouteInputs> INPUTS =
      Map.ofEntries(
          Map.entry("POST /v1/pools", RouteInputs.BODY),
          Map.entry("POST /v1/pools/{pool}/invitations", RouteInputs.BODY),
          Map.entry("POST /v1/pools/{pool}/members/{player}", RouteInputs.BODY),
          Map.entry("POST /v1/invitations/{code}", RouteInputs.BODY),
          Map.entry("GET /v1/pools/{pool}/standings", RouteInputs.query("from", "to")),
          Map.entry(
              "GET /v1/pools/{pool}/weeks/{week}",
              RouteInputs.query("since").withHeaders(PollingCounter.HEADER)),
          Map.entry(
              "GET /v1/pools/{pool}/weeks/{week}/export", RouteInputs.query("format", "separator")),
          Map.entry("POST /v1/pools/{pool}/weeks/{week}/import", RouteInputs.BODY),
          Map.entry("POST /v1/pools/{pool}/weeks/{week}/bets", RouteInputs.BODY),
          Map.entry("POST /v1/pools/{pool}/weeks/{week}/bets/{betId}", RouteInputs.BODY),
          Map.entry("POST /v1/pools/{pool}/weeks/{week}/grades", RouteInputs.BODY),
          Map.entry("POST /v1/pools/{pool}/weeks/{week}/deletions", RouteInputs.BODY));

  private static final String LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int CODE_CHARS = 12;

  private final PoolsEndpoint endpoint;
  private final WeeksEndpoint weeksEndpoint;
  private final BetsEndpoint betsEndpoint;
  private final FilesEndpoint filesEndpoint;
  private final PollingCounter counter;
  private final MemberRate rate;

  public BetLogHandler() {
    this(System.getenv());
  }

  public BetLogHandler(Map<String, String> variables) {
    this(variables, InstantSource.system(), InstantSource.system());
  }

  /**
   * @param rateClock by which requests are counted
   */
  BetLogHandler(Map<String, String> variables, InstantSource clock, InstantSource rateClock) {
    Environment environment = new Environment(variables);
    DynamoDbClient dynamo = new AwsClients(environment).dynamoDb();
    String table = environment.require("BETLOG_TABLE");
    PoolStore poolStore = new PoolStore(dynamo, table);
    WeekStore sheet = new WeekStore(dynamo, environment.require("EVENTS_TABLE"), table);
    Metrics metrics = new Metrics(environment, clock);
    this.counter = new PollingCounter(metrics, "league");
    String workTable = environment.require("WORK_TABLE");
    this.rate = new MemberRate(key -> new CoordinationItem(dynamo, workTable, key), rateClock);
    AppendLoop loop = AppendLoop.inRealTime(new ConflictMetric(metrics));
    WeekService service = new WeekService(sheet, clock, loop);
    this.endpoint = new PoolsEndpoint(poolStore, clock, BetLogHandler::code);
    this.weeksEndpoint = new WeeksEndpoint(poolStore, sheet);
    this.betsEndpoint = new BetsEndpoint(poolStore, sheet, service);
    this.filesEndpoint = new FilesEndpoint(poolStore, sheet, service, rate, clock);
  }

  @Override
  protected Map<String, RouteInputs> inputs() {
    return INPUTS;
  }

  @Override
  protected Response respond(Request request) {
    rate.take(request);
    return switch (request.route()) {
      case "GET /v1/pools" -> endpoint.mine(request);
      case "POST /v1/pools" -> endpoint.open(request);
      case "GET /v1/pools/{pool}" -> endpoint.read(request);
      case "POST /v1/pools/{pool}/invitations" -> endpoint.invite(request);
      case "POST /v1/pools/{pool}/members/{player}" -> endpoint.appoint(request);
      case "POST /v1/invitations/{code}" -> endpoint.join(request);
      case "GET /v1/pools/{pool}/standings" -> weeksEndpoint.standings(request);
      case "GET /v1/pools/{pool}/weeks" -> weeksEndpoint.weeks(request);
      case "GET /v1/pools/{pool}/weeks/{week}" -> {
        counter.count(request);
        yield weeksEndpoint.list(request);
      }
      case "GET /v1/pools/{pool}/weeks/{week}/deleted" -> weeksEndpoint.deleted(request);
      case "GET /v1/pools/{pool}/weeks/{week}/export" -> filesEndpoint.export(request);
      case "POST /v1/pools/{pool}/weeks/{week}/import" -> filesEndpoint.read(request);
      case "POST /v1/pools/{pool}/weeks/{week}/bets" -> betsEndpoint.create(request);
      case "GET /v1/pools/{pool}/weeks/{week}/bets/{betId}" -> betsEndpoint.read(request);
      case "POST /v1/pools/{pool}/weeks/{week}/bets/{betId}" -> betsEndpoint.edit(request);
      case "GET /v1/pools/{pool}/weeks/{week}/bets/{betId}/history" ->
          betsEndpoint.history(request);
      case "POST /v1/pools/{pool}/weeks/{week}/grades" -> betsEndpoint.grade(request);
      case "POST /v1/pools/{pool}/weeks/{week}/deletions" -> betsEndpoint.delete(request);
      default -> Response.problem(Problem.of(CommonCode.NOT_FOUND, "There is no such route."));
    };
  }

  /** A change that was not answered may have happened: the same ids ask about the same change. */
  @Override
  public Problem explain(RuntimeException failure) {
    return failure instanceof StoreUnavailableException
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
