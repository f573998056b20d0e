package io.fairfall.betlog;

import io.fairfall.betlog.bets.PlainText;
import io.fairfall.betlog.bets.PoolUser;
import io.fairfall.betlog.bets.UserName;
import io.fairfall.betlog.pools.Pool;
import io.fairfall.betlog.pools.PoolRequest;
import io.fairfall.betlog.pools.PoolStore;
import io.fairfall.betlog.pools.WeekCalendar;
import io.fairfall.betlogstore.PoolWeek;
import io.fairfall.betlogstore.Role;
import io.fairfall.http.CommonCode;
import io.fairfall.http.Problem;
import io.fairfall.http.ProblemException;
import io.fairfall.http.Request;
import io.fairfall.http.RequestJson;
import io.fairfall.http.Response;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Pools, their members and their invitations, over HTTP. */
final class PoolsEndpoint {
  private static final int MAX_NAME_CHARS = 48;
  private static final int MAX_INVITED = 100;
  private static final int MAX_INVITED_DAYS = 30;
  private static final int USUAL_INVITED_DAYS = 7;
  private static final Pattern CODE = Pattern.compile("[0-9A-HJKMNP-TV-Z]{12}");
  private static final Pattern PLAYER = Pattern.compile("0x[0-9a-f]{40}");
  private static final String TAKEN_OUT = "none";

  private final PoolStore store;
  private final InstantSource clock;
  private final Supplier<String> codes;

  /**
   * @param codes draws invitation codes
   */
  PoolsEndpoint(PoolStore store, InstantSource clock, Supplier<String> codes) {
    this.store = store;
    this.clock = clock;
    this.codes = codes;
  }

  Response mine(Request request) {
    return Response.ok(
        new ResponseDtos.MyPools(
            store.poolsOf(request.requirePlayer()).stream()
                .map(in -> new ResponseDtos.PoolRole(in.pool(), in.name(), in.role().word()))
                .toList()));
  }

  Response open(Request request) {
    String player = request.requirePlayer();
    RequestDtos.NewPool form = RequestJson.read(RequestDtos.NewPool.class, request.body());
    String id = Objects.requireNonNullElse(form.pool(), "");
    if (!PoolWeek.isPool(id)) {
      throw ProblemException.invalid("pool is an id of 4 to 32 characters of a-z 0-9 -.");
    }
    WeekCalendar calendar =
        RequestDtos.checked(
            () ->
                WeekCalendar.parse(
                    Objects.requireNonNullElse(form.zone(), ""),
                    Objects.requireNonNullElse(form.firstDay(), "")));
    Pool pool =
        new Pool(
            id,
            RequestDtos.checked(() -> PlainText.line("name", form.name(), MAX_NAME_CHARS)),
            calendar.zone().getId(),
            calendar.firstDayWord(),
            player,
            clock.millis());
    PoolUser owner = new PoolUser(player, userName(form.userName()), Role.OWNER);
    requireRoom(player);
    if (!store.open(pool, owner) && !isMine(id, player)) {
      throw Problem.of(
              CommonCode.VERSION_CONFLICT, "There is a pool of this id. Choose another one.")
          .refusal();
    }
    return Response.created(view(new PoolRequest(store.pool(id).orElse(pool), owner)));
  }

  Response read(Request request) {
    return Response.ok(view(PoolRequest.of(store, request)));
  }

  Response invite(Request request) {
    PoolRequest poolRequest = PoolRequest.of(store, request);
    requireOwner(poolRequest);
    RequestDtos.NewInvitation form =
        RequestJson.read(RequestDtos.NewInvitation.class, request.body());
    Role role = role(form.role());
    if (role == Role.OWNER) {
      throw ProblemException.invalid(
          "Nobody is invited as an owner: appoint them once they are there.");
    }
    int uses = between("uses", form.uses(), 1, MAX_INVITED);
    int days = between("days", form.days(), USUAL_INVITED_DAYS, MAX_INVITED_DAYS);
    long expiresAt = clock.millis() + Duration.ofDays(days).toMillis();
    PoolStore.Invitation invitation =
        new PoolStore.Invitation(codes.get(), poolRequest.pool().pool(), role, expiresAt, uses);
    store.invite(invitation);
    return Response.created(
        new ResponseDtos.InvitationCode(invitation.code(), role.word(), uses, expiresAt));
  }

  Response join(Request request) {
    String player = request.requirePlayer();
    RequestDtos.Joining form = RequestJson.read(RequestDtos.Joining.class, request.body());
    String code = request.pathParameter("code").toUpperCase(Locale.ROOT);
    PoolStore.Invitation invitation =
        (CODE.matcher(code).matches()
                ? store.invitation(code)
                : Optional.<PoolStore.Invitation>empty())
            .filter(found -> found.expiresAtMs() > clock.millis())
            .orElseThrow(PoolsEndpoint::noInvitation);
    Pool pool = store.pool(invitation.pool()).orElseThrow(PoolsEndpoint::noInvitation);
    if (!isMine(pool.pool(), player)) {
      requireRoom(player);
      enter(pool, new PoolUser(player, userName(form.userName()), invitation.role()), invitation);
    }
    PoolUser user = store.member(pool.pool(), player).orElseThrow(PoolsEndpoint::noInvitation);
    return Response.ok(view(new PoolRequest(pool, user)));
  }

  private void enter(Pool pool, PoolUser user, PoolStore.Invitation invitation) {
    List<PoolUser> there = store.members(pool.pool());
    if (there.size() >= PoolStore.MAX_MEMBERS) {
      throw Problem.of(
              CommonCode.LIMIT_REACHED, "A pool has " + PoolStore.MAX_MEMBERS + " members at most.")
          .refusal();
    }
    if (invitation.usesLeft() < 1) {
      throw noInvitation();
    }
    requireFree(user.userName(), there);
    if (!store.join(pool, user, invitation) && !isMine(pool.pool(), user.player())) {
      requireFree(user.userName(), store.members(pool.pool()));
      throw noInvitation();
    }
  }

  private static void requireFree(String userName, List<PoolUser> members) {
    String folded = UserName.folded(userName);
    if (members.stream().anyMatch(one -> UserName.folded(one.userName()).equals(folded))) {
      throw ProblemException.invalid("user_name is taken in this pool. Choose another one.");
    }
  }

  Response appoint(Request request) {
    PoolRequest poolRequest = PoolRequest.of(store, request);
    RequestDtos.Appointment form = RequestJson.read(RequestDtos.Appointment.class, request.body());
    String player = request.pathParameter("player").toLowerCase(Locale.ROOT);
    boolean self = player.equals(poolRequest.member().player());
    boolean leaves = TAKEN_OUT.equals(form.role());
    if (!(self && leaves)) {
      requireOwner(poolRequest);
    }
    if (self && poolRequest.member().role() == Role.OWNER) {
      throw ProblemException.invalid(
          "An owner stays one: appoint another, who can then change your role.");
    }
    PoolUser user =
        (PLAYER.matcher(player).matches()
                ? store.member(poolRequest.pool().pool(), player)
                : Optional.<PoolUser>empty())
            .orElseThrow(
                () ->
                    Problem.of(CommonCode.NOT_FOUND, "There is no such member in this pool.")
                        .refusal());
    if (leaves) {
      store.remove(poolRequest.pool(), user);
    } else {
      store.appoint(poolRequest.pool(), new PoolUser(player, user.userName(), role(form.role())));
    }
    return Response.ok(view(poolRequest));
  }

  private ResponseDtos.PoolView view(PoolRequest poolRequest) {
    Pool pool = poolRequest.pool();
    return new ResponseDtos.PoolView(
        pool.pool(),
        pool.name(),
        pool.zone(),
        pool.firstDay(),
        pool.calendar().keyOf(clock.millis()),
        ResponseDtos.PoolMember.of(poolRequest.member()),
        store.members(pool.pool()).stream().map(ResponseDtos.PoolMember::of).toList());
  }

  private boolean isMine(String pool, String player) {
    return store.member(pool, player).isPresent();
  }

  private void requireRoom(String player) {
    if (store.poolsOf(player).size() >= PoolStore.MAX_POOLS_PER_PLAYER) {
      throw Problem.of(
              CommonCode.LIMIT_REACHED,
              "You are in " + PoolStore.MAX_POOLS_PER_PLAYER + " pools already.")
          .refusal();
    }
  }

  private static void requireOwner(PoolRequest poolRequest) {
    if (poolRequest.member().role() != Role.OWNER) {
      throw Problem.of(CommonCode.FORBIDDEN, "Only the pool's owner may do this.").refusal();
    }
  }

  private static ProblemException noInvitation() {
    return Problem.of(CommonCode.NOT_FOUND, "This invitation is used up, too old, or none of ours.")
        .refusal();
  }

  private static String userName(@Nullable String text) {
    return RequestDtos.checked(() -> UserName.parse(text));
  }

  private static Role role(@Nullable String word) {
    return Role.named(Objects.requireNonNullElse(word, ""))
        .orElseThrow(() -> ProblemException.invalid("role is owner, grader, member or viewer."));
  }

  private static int between(String name, @Nullable Integer number, int usual, int max) {
    int value = number == null ? usual : number;
    if (value < 1 || value > max) {
      throw ProblemException.invalid(name + " must be between 1 and " + max + ".");
    }
    return value;
  }
}
