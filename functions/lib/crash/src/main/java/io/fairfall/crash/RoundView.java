package io.fairfall.crash;

import io.avaje.jsonb.Json;
import io.fairfall.beacon.BeaconSignature;
import io.fairfall.crash.RoundEvent.Beacon;
import io.fairfall.crash.RoundEvent.Crashed;
import io.fairfall.crash.RoundEvent.Opened;
import io.fairfall.crash.RoundEvent.Voided;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A round as clients see it, made of journal entries alone: what is not in the journal yet cannot
 * be in here. Instants are milliseconds since 1970.
 *
 * @param roundId the version of its opening, as text
 * @param position the version of its newest entry: the client's position in the channel {@code
 *     game}
 * @param phase open, locked, flying, crashed, voided, or idle where no round is due
 * @param forcedAt where the round pays everybody who still flies, if it has such a point
 * @param startsAt the flight's first instant, and before its start the earliest
 * @param gameHash shown once the round is over
 * @param beacon what decides the round
 * @param signature the beacon's, once the flight has begun
 * @param last the rounds that crashed before this one, newest first, where somebody starts from
 *     nothing
 * @param paused whether the house takes no bets for now, where somebody asks without following the
 *     settings
 */
@Json
public record RoundView(
    @Nullable String roundId,
    long position,
    String phase,
    @Nullable Long opensAt,
    @Nullable Long closesAt,
    @Nullable Long startsAt,
    @Nullable Long crashedAt,
    @Nullable Multiplier crash,
    @Nullable String gameHash,
    @Nullable String commitment,
    @Nullable String chain,
    @Nullable Long game,
    @Nullable Beacon beacon,
    @Nullable String signature,
    @Nullable Wei minStake,
    @Nullable Wei maxStake,
    @Nullable Wei maxProfit,
    @Nullable Multiplier forcedAt,
    @Nullable Long serverTime,
    @Nullable List<Past> last,
    @Nullable Boolean paused) {
  /** The phase in which no round is running and none is announced. */
  public static final String IDLE = "idle";

  /** A house that has never opened a round. */
  public static RoundView none(long nowMs) {
    return new RoundView(
        null, 0, IDLE, null, null, null, null, null, null, null, null, null, null, null, null, null,
        null, null, nowMs, null, null);
  }

  /** A round of the past, without the server's time. */
  public static RoundView of(Round round, long nowMs) {
    return view(round, phase(round, nowMs), null);
  }

  /**
   * The latest round, with the server's time.
   *
   * @param idle whether the conductor rests: then a round that is over is followed by none
   */
  public static RoundView current(Round round, boolean idle, long nowMs) {
    return view(round, idle && round.isOver() ? IDLE : phase(round, nowMs), nowMs);
  }

  /** This view and the crashes before it. */
  public RoundView after(List<Past> crashes) {
    return with(crashes, paused);
  }

  /** This view, saying whether betting is paused. */
  public RoundView whileBetting(boolean isPaused) {
    return with(last, isPaused);
  }

  private RoundView with(@Nullable List<Past> newLast, @Nullable Boolean nowPaused) {
    return new RoundView(
        roundId,
        position,
        phase,
        opensAt,
        closesAt,
        startsAt,
        crashedAt,
        crash,
        gameHash,
        commitment,
        chain,
        game,
        beacon,
        signature,
        minStake,
        maxStake,
        maxProfit,
        forcedAt,
        serverTime,
        newLast,
        nowPaused);
  }

  /** A round that has crashed, in short. */
  @Json
  public record Past(String roundId, Multiplier crash) {
    public static Optional<Past> of(Round round) {
      return Optional.ofNullable(round.crashed())
          .map(crashed -> new Past(Long.toString(round.id()), crashed.crash()));
    }
  }

  private static RoundView view(Round round, String phase, @Nullable Long serverTime) {
    Opened opened = round.opened();
    Crashed crashed = round.crashed();
    String gameHash =
        crashed != null ? crashed.gameHash() : round.voided().map(Voided::gameHash).orElse(null);
    return new RoundView(
        Long.toString(round.id()),
        round.version(),
        phase,
        opened.opensAt(),
        opened.closesAt(),
        round.startsAt(),
        crashed == null ? null : crashed.crashedAt(),
        crashed == null ? null : crashed.crash(),
        gameHash,
        opened.commitment(),
        opened.chain(),
        opened.game(),
        opened.beacon(),
        round.signature().map(BeaconSignature::hex).orElse(null),
        opened.minStake(),
        opened.maxStake(),
        opened.maxProfit(),
        round.force().map(RoundEvent.Force::at).orElse(null),
        serverTime,
        null,
        null);
  }

  private static String phase(Round round, long nowMs) {
    return round.phase(nowMs).name().toLowerCase(Locale.ROOT);
  }
}
