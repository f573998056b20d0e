package io.fairfall.identity;

import io.avaje.jsonb.Json;
import io.fairfall.ethereumsignatures.Address;
import io.fairfall.ethereumsignatures.WalletSignature;
import io.fairfall.http.CommonCode;
import io.fairfall.http.GatewayFunction;
import io.fairfall.http.Problem;
import io.fairfall.http.ProblemException;
import io.fairfall.http.Request;
import io.fairfall.http.RequestJson;
import io.fairfall.http.Response;
import io.fairfall.http.RouteInputs;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.platform.AwsClients;
import io.fairfall.platform.Environment;
import io.fairfall.platform.Log;
import io.fairfall.session.Nonces;
import io.fairfall.session.Randomness;
import io.fairfall.session.Session;
import io.fairfall.session.SessionKeys;
import io.fairfall.session.SessionTokens;
import io.fairfall.session.Tickets;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Sign-in: a message to sign, a session for its signature, and tickets to the WebSocket. */
public final class IdentityHandler extends GatewayFunction {
  private static final Map<String, RouteInputs> INPUTS =
      Map.of("POST /v1/session/nonce", RouteInputs.BODY, "POST /v1/session", RouteInputs.BODY);

  private final SignIn signIn;
  private final Tickets tickets;
  private final KnownWallets wallets;

  public IdentityHandler() {
    this(System.getenv());
  }

  public IdentityHandler(Map<String, String> variables) {
    this(variables, InstantSource.system(), Randomness.ofSystem());
  }

  IdentityHandler(Map<String, String> variables, InstantSource clock, Randomness randomness) {
    Environment environment = new Environment(variables);
    DynamoDbClient dynamo = new AwsClients(environment).dynamoDb();
    String sessions = environment.require("SESSIONS_TABLE");
    SessionKeys keys =
        new SessionKeys(dynamo, environment.require("SECRETS_TABLE"), clock, randomness);
    this.signIn =
        new SignIn(
            new SignInMessage.Site(
                URI.create(environment.require("PUBLIC_ORIGIN")), environment.require("CHAIN_ID")),
            new Nonces(dynamo, sessions, clock, randomness),
            new SessionTokens(keys, clock),
            clock);
    this.tickets = new Tickets(dynamo, sessions, clock, randomness);
    this.wallets =
        new KnownWallets(new DynamoJournals(dynamo, environment.require("EVENTS_TABLE")), clock);
  }

  /**
   * What a wallet is asked to sign.
   *
   * @param message the whole text, in which the nonce stands
   */
  @Json
  record SigningRequest(String nonce, String message) {}

  /**
   * A session, as its player gets it.
   *
   * @param token a bearer token
   * @param player the lower-case 0x address
   * @param expiresAt in milliseconds since 1970
   */
  @Json
  record OpenedSession(String token, String player, long expiresAt) {}

  /** What opens one connection to the WebSocket, within {@link Tickets#LIFETIME}. */
  @Json
  record SocketTicket(String ticket) {}

  @Override
  protected Map<String, RouteInputs> inputs() {
    return INPUTS;
  }

  @Override
  protected Response respond(Request request) {
    return switch (request.route()) {
      case "POST /v1/session/nonce" -> invite(RequestJson.read(NonceRequest.class, request.body()));
      case "POST /v1/session" -> signIn(RequestJson.read(SignInRequest.class, request.body()));
      case "POST /v1/socket-ticket" -> Response.ok(new SocketTicket(tickets.issue(pass(request))));
      default -> Response.problem(Problem.of(CommonCode.NOT_FOUND, "There is no such route."));
    };
  }

  /** No write of ours is in doubt for long: whoever gets no answer starts the sign-in again. */
  @Override
  public Problem explain(RuntimeException failure) {
    return failure instanceof SdkException || failure instanceof StoreUnavailableException
        ? Problem.of(CommonCode.UNAVAILABLE, "Sign-in is not available just now. Please try again.")
        : super.explain(failure);
  }

  /** API Gateway remembers for a minute what an authoriser of the last release has said. */
  private static Tickets.Pass pass(Request request) {
    String player = request.requirePlayer();
    Long end = request.sessionEndsAtMs();
    if (end == null) {
      throw Problem.of(CommonCode.UNAVAILABLE, "Your session is being looked up. Please try again.")
          .refusal();
    }
    return new Tickets.Pass(player, end);
  }

  private Response invite(NonceRequest body) {
    Address address =
        Address.parse(body.address())
            .orElseThrow(
                () ->
                    ProblemException.invalid(
                        "address must be 0x and 40 hex digits, in one case or with a correct"
                            + " EIP-55 checksum."));
    SignInMessage message = signIn.invite(address);
    return Response.ok(new SigningRequest(message.nonce(), message.text()));
  }

  private Response signIn(SignInRequest body) {
    WalletSignature signature =
        WalletSignature.parse(body.signature())
            .orElseThrow(
                () ->
                    ProblemException.invalid(
                        "signature must be 0x and 130 hex digits, as personal_sign returns it."));
    return switch (signIn.complete(body.message(), signature)) {
      case SignIn.SignedIn(Session session) -> {
        wallets.note(session.player());
        yield Response.ok(
            new OpenedSession(session.token(), session.player(), session.expiresAtMs()));
      }
      case SignIn.SignInRejection rejection -> {
        Log.info("sign_in_refused", Map.of("reason", rejection.name()));
        yield Response.problem(problem(rejection));
      }
    };
  }

  private static Problem problem(SignIn.SignInRejection rejection) {
    return switch (rejection) {
      case MESSAGE_IS_NOT_OURS ->
          Problem.of(
              CommonCode.VALIDATION,
              "message must be exactly what POST /v1/session/nonce answered on this site.");
      case SIGNED_BY_ANOTHER_KEY ->
          Problem.of(
              CommonCode.UNAUTHENTICATED,
              "The signature does not belong to the address in the message.");
      case NONCE_IS_SPENT ->
          Problem.of(
              CommonCode.UNAUTHENTICATED,
              "This message has been used or is too old. Ask for a new one and sign that.");
    };
  }
}
