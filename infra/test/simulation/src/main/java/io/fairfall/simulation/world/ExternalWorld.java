package io.fairfall.simulation.world;

import io.fairfall.ledger.ExternalReceipts;
import io.fairfall.simulation.history.Call;
import io.fairfall.simulation.history.RequestedOperation;
import io.fairfall.simulation.history.RequestedOperation.Kind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The world outside, as two functions bring it in at once: deposits, old balances, and what became
 * of withdrawals. Both may bring the same, and one may say paid where the other says refunded.
 */
final class ExternalWorld implements Runnable {
  private static final int MAX_PAUSE_MS = 4_000;
  private static final int MAX_ATTEMPTS = 4;
  private static final int MAX_DEPOSIT = 4_000;
  private static final int MAX_RETRY_MS = 300;
  private static final int MAX_TOGETHER = 6;

  private final SimulatedWorld world;
  private final SplittableRandom random;
  private final Caller caller;
  private final Bundle bundle;
  private final List<RequestedOperation> asked = new ArrayList<>();
  private long deposits;

  ExternalWorld(SimulatedWorld world) {
    this.world = world;
    this.random = world.random();
    this.caller = new Caller(world);
    this.bundle = new Bundle(world, caller);
  }

  @Override
  public void run() {
    while (world.hasOperations()) {
      world.scheduler().sleep(random.nextInt(MAX_PAUSE_MS));
      if (world.takesOperation()) {
        act();
      }
    }
  }

  private void act() {
    int drawn = random.nextInt(23);
    if (drawn < 7) {
      bring(deposit());
    } else if (drawn < 9) {
      // a migration is run again, at times with another file
      long amount = random.nextInt(4) == 0 ? 778 : 777;
      String player = player();
      bring(
          RequestedOperation.keyed(
              Kind.OPENING, player, ExternalReceipts.openingKey(player), amount));
    } else if (drawn < 12 && !asked.isEmpty()) {
      bring(asked.get(random.nextInt(asked.size())));
    } else if (drawn < 13 && !asked.isEmpty()) {
      RequestedOperation before = asked.get(random.nextInt(asked.size()));
      if (before.kind() == Kind.DEPOSIT) {
        bring(before.withAmount(before.amount().add(BigInteger.ONE)));
      }
    } else if (drawn < 16) {
      bringTogether();
    } else {
      withdrawn();
    }
  }

  private String player() {
    return world.players().get(random.nextInt(world.players().size()));
  }

  private RequestedOperation deposit() {
    String key = "deposit:1:0x" + deposits++ + ":N";
    return RequestedOperation.keyed(Kind.DEPOSIT, player(), key, 1 + random.nextInt(MAX_DEPOSIT));
  }

  /** Each counts as one of the operations that the plan grants. */
  private void bringTogether() {
    List<RequestedOperation> together = new ArrayList<>(List.of(deposit()));
    int size = 2 + random.nextInt(MAX_TOGETHER - 1);
    while (together.size() < size && world.takesOperation()) {
      together.add(another(together));
    }
    together.forEach(this::remember);
    bundle.bring(together);
  }

  /** Mostly a new one; at times what came before, what is there twice, or nothing at all. */
  private RequestedOperation another(List<RequestedOperation> together) {
    return switch (random.nextInt(24)) {
      case 0 -> together.getFirst();
      case 1, 2 -> before().orElseGet(this::deposit);
      case 3 -> deposit().withAmount(BigInteger.ZERO);
      default -> deposit();
    };
  }

  private Optional<RequestedOperation> before() {
    return asked.isEmpty()
        ? Optional.empty()
        : Optional.of(asked.get(random.nextInt(asked.size())))
            .filter(one -> one.kind() == Kind.DEPOSIT);
  }

  /** A payment of what is not asked for yet, and may never be: nobody can know. */
  private void guessed() {
    String player = player();
    long version = world.seen(player).account() + random.nextInt(3);
    bring(
        RequestedOperation.keyed(
            Kind.WITHDRAWAL_PAID,
            player,
            ExternalReceipts.withdrawalKey(player, Math.max(1, version)),
            0));
  }

  /** Says how a withdrawal ended. */
  private void withdrawn() {
    if (random.nextInt(8) == 0) {
      guessed();
      return;
    }
    List<Withdrawals.Requested> requested = world.withdrawals().requested();
    if (!requested.isEmpty()) {
      Withdrawals.Requested one = requested.get(random.nextInt(requested.size()));
      Kind kind = random.nextInt(3) > 0 ? Kind.WITHDRAWAL_PAID : Kind.WITHDRAWAL_REFUNDED;
      bring(
          new RequestedOperation(
              kind, one.player(), one.key(), 0, 0, one.amount().value(), 0, -1, 0));
    }
  }

  private void remember(RequestedOperation what) {
    if (!asked.contains(what)) {
      asked.add(what);
    }
  }

  private void bring(RequestedOperation what) {
    remember(what);
    world.history().countOperation();
    Call call = new Call(what);
    world.history().calls().add(call);
    for (int i = 0; i < MAX_ATTEMPTS; i++) {
      if (caller.send(call, i == 0, world.scheduler().millis()).isPresent()) {
        return;
      }
      world.scheduler().sleep(random.nextInt(MAX_RETRY_MS));
    }
  }
}
