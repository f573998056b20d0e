package io.fairfall.betlog;

import io.fairfall.edge.ClientJson;
import io.fairfall.edge.CommonCode;
import io.fairfall.edge.Problem;
import io.fairfall.edge.Refusal;
import io.fairfall.edge.Request;
import io.fairfall.edge.Response;
import io.fairfall.pools.PoolWeek;
import io.fairfall.pools.Role;
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
final class PoolPages {
  private static final int MAX_NAME_CHARS = 48;
  private static final int MAX_INVITED = 100;
  private static final int MAX_INVITED_DAYS = 30;
  private static final int USUAL_INVITED_DAYS = 7;
  private static final Pattern USER_NAME =
      Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._'-]{0,23}");
  private static final Pattern CODE = Pattern.compile("[0-9A-HJKMNP-TV-Z]{12}");
  private static final Pattern PLAYER = Pattern.compile("0x[0-9a-f]{40}");
  private static final String TAKEN_OUT = "none";

  private final Pools pools;
  private final InstantSource clock;
  private final Supplier<String> codes;

  /**
   * @param codes draws invitation codes
   */
  PoolPages(Pools pools, InstantSource clock, Supplier<String> codes) {
    this.pools = pools;
    this.clock = clock;
    this.codes = codes;
  }

  Response mine(Request request) {
    return Response.ok(
        new Answers.MyPools(
            pools.poolsOf(request.requirePlayer()).stream()
                .map(in -> new Answers.PoolRole(in.pool(), in.name(), in.role().word()))
                .toList()));
  }

  Response open(Request request) {
    String player = request.requirePlayer();
    Forms.NewPool form = ClientJson.read(Forms.NewPool.class, request.body());
    String id = Objects.requireNonNullElse(form.pool(), "");
    if (!PoolWeek.isPool(id)) {
      throw Refusal.invalid("pool is an id of 4 to 32 characters of a-z 0-9 -.");
    }
    WeekCalendar calendar =
        Forms.checked(
            () ->
                WeekCalendar.parse(
                    Objects.requireNonNullElse(form.zone(), ""),
                    Objects.requireNonNullElse(form.firstDay(), "")));
    Pool pool =
        new Pool(
            id,
            Forms.checked(() -> PlainText.line("name", form.name(), MAX_NAME_CHARS)),
            calendar.zone().getId(),
            calendar.firstDayWord(),
            player,
            clock.millis());
    Member owner = new Member(player, userName(form.userName()), Role.OWNER);
    requireRoom(player);
    if (!pools.open(pool, owner) && !isMine(id, player)) {
      throw Problem.of(
              CommonCode.VERSION_CONFLICT, "There is a pool of this id. Choose another one.")
          .refusal();
    }
    return Response.created(view(new Visit(pools.pool(id).orElse(pool), owner)));
  }

  Response read(Request request) {
    return Response.ok(view(Visit.of(pools, request)));
  }

  Response invite(Request request) {
    Visit visit = Visit.of(pools, request);
    requireOwner(visit);
    Forms.NewInvitation form = ClientJson.read(Forms.NewInvitation.class, request.body());
    Role role = role(form.role());
    if (role == Role.OWNER) {
      throw Refusal.invalid("Nobody is invited as an owner: appoint them once they are there.");
    }
    int uses = between("uses", form.uses(), 1, MAX_INVITED);
    int days = between("days", form.days(), USUAL_INVITED_DAYS, MAX_INVITED_DAYS);
    long expiresAt = clock.millis() + Duration.ofDays(days).toMillis();
    Pools.Invitation invitation =
        new Pools.Invitation(codes.get(), visit.pool().pool(), role, expiresAt, uses);
    pools.invite(invitation);
    return Response.created(
        new Answers.InvitationCode(invitation.code(), role.word(), uses, expiresAt));
  }

  Response join(Request request) {
    String player = request.requirePlayer();
    Forms.Joining form = ClientJson.read(Forms.Joining.class, request.body());
    String code = request.pathParameter("code").toUpperCase(Locale.ROOT);
    Pools.Invitation invitation =
        (CODE.matcher(code).matches() ? pools.invitation(code) : Optional.<Pools.Invitation>empty())
            .filter(found -> found.expiresAtMs() > clock.millis())
            .orElseThrow(PoolPages::noInvitation);
    Pool pool = pools.pool(invitation.pool()).orElseThrow(PoolPages::noInvitation);
    if (!isMine(pool.pool(), player)) {
      requireRoom(player);
      enter(pool, new Member(player, userName(form.userName()), invitation.role()), invitation);
    }
    Member member = pools.member(pool.pool(), player).orElseThrow(PoolPages::noInvitation);
    return Response.ok(view(new Visit(pool, member)));
  }

  private void enter(Pool pool, Member member, Pools.Invitation invitation) {
    List<Member> there = pools.members(pool.pool());
    if (there.size() >= Pools.MAX_MEMBERS) {
      throw Problem.of(
              CommonCode.LIMIT_REACHED, "A pool has " + Pools.MAX_MEMBERS + " members at most.")
          .refusal();
    }
    if (invitation.usesLeft() < 1) {
      throw noInvitation();
    }
    if (!pools.join(pool, member, invitation) && !isMine(pool.pool(), member.player())) {
      boolean nameTaken =
          there.stream().anyMatch(other -> other.userName().equalsIgnoreCase(member.userName()));
      throw nameTaken
          ? Refusal.invalid("user_name is taken in this pool. Choose another one.")
          : noInvitation();
    }
  }

  Response appoint(Request request) {
    Visit visit = Visit.of(pools, request);
    Forms.Appointment form = ClientJson.read(Forms.Appointment.class, request.body());
    String player = request.pathParameter("player").toLowerCase(Locale.ROOT);
    boolean self = player.equals(visit.member().player());
    boolean leaves = TAKEN_OUT.equals(form.role());
    if (!(self && leaves)) {
      requireOwner(visit);
    }
    if (self && visit.member().role() == Role.OWNER) {
      throw Refusal.invalid("An owner stays one: appoint another, who can then change your role.");
    }
    Member member =
        (PLAYER.matcher(player).matches()
                ? pools.member(visit.pool().pool(), player)
                : Optional.<Member>empty())
            .orElseThrow(
                () ->
                    Problem.of(CommonCode.NOT_FOUND, "There is no such member in this pool.")
                        .refusal());
    if (leaves) {
      pools.remove(visit.pool(), member);
    } else {
      pools.appoint(visit.pool(), new Member(player, member.userName(), role(form.role())));
    }
    return Response.ok(view(visit));
  }

  private Answers.PoolView view(Visit visit) {
    Pool pool = visit.pool();
    return new Answers.PoolView(
        pool.pool(),
        pool.name(),
        pool.zone(),
        pool.firstDay(),
        pool.calendar().keyOf(clock.millis()),
        Answers.PoolMember.of(visit.member()),
        pools.members(pool.pool()).stream().map(Answers.PoolMember::of).toList());
  }

  private boolean isMine(String pool, String player) {
    return pools.member(pool, player).isPresent();
  }

  private void requireRoom(String player) {
    if (pools.poolsOf(player).size() >= Pools.MAX_POOLS_PER_PLAYER) {
      throw Problem.of(
              CommonCode.LIMIT_REACHED,
              "You are in " + Pools.MAX_POOLS_PER_PLAYER + " pools already.")
          .refusal();
    }
  }

  private static void requireOwner(Visit visit) {
    if (visit.member().role() != Role.OWNER) {
      throw Problem.of(CommonCode.FORBIDDEN, "Only the pool's owner may do this.").refusal();
    }
  }

  private static Refusal noInvitation() {
    return Problem.of(CommonCode.NOT_FOUND, "This invitation is used up, too old, or none of ours.")
        .refusal();
  }

  private static String userName(@Nullable String text) {
    String name = text == null ? "" : text.strip();
    if (!USER_NAME.matcher(name).matches()) {
      throw Refusal.invalid(
          "user_name is 1 to 24 letters, digits, spaces, dots, apostrophes and hyphens.");
    }
    return name;
  }

  private static Role role(@Nullable String word) {
    return Role.named(Objects.requireNonNullElse(word, ""))
        .orElseThrow(() -> Refusal.invalid("role is owner, grader, member or viewer."));
  }

  private static int between(String name, @Nullable Integer number, int usual, int max) {
    int value = number == null ? usual : number;
    if (value < 1 || value > max) {
      throw Refusal.invalid(name + " must be between 1 and " + max + ".");
    }
    return value;
  }
}
