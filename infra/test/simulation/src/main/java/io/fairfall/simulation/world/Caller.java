package io.fairfall.simulation.world;

import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.ledger.Account;
import io.fairfall.ledger.AccountContendedException;
import io.fairfall.ledger.Answer;
import io.fairfall.simulation.history.Attempted;
import io.fairfall.simulation.history.Call;
import io.fairfall.simulation.history.InjectedFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The way of a request to a handler and back, with what can happen on it. */
final class Caller {
  static final int MAX_WAY_MS = 20;
  static final int MAX_PATIENCE_MS = 60;
  static final int MAX_LOST_MS = 2_000;

  /** No signed stamp is good for longer: it is refused, and the client asks without it. */
  private static final long MAX_STAMP_AGE_MS = 86_400_000;

  private final SimulatedWorld world;

  Caller(SimulatedWorld world) {
    this.world = world;
  }

  /**
   * Sends one attempt.
   *
   * @param stampMs the gateway's stamp, or an earlier one that an answer returned
   * @return the account as the answer shows it; nothing if nobody knows what happened
   */
  Optional<Account> send(Call call, boolean claimsFirst, long stampMs) {
    long now = world.scheduler().millis();
    long counts = now - stampMs > MAX_STAMP_AGE_MS ? now : stampMs;
    Attempted attempt = call.attempt(claimsFirst, counts, world.seen(call.asked().player()));
    world.tell(() -> "asks " + call.asked() + (claimsFirst ? " first" : " again"));
    if (world.dice().strikes(InjectedFault.ABANDONED)) {
      attempt.abandon();
      world.aside(
          Thread.currentThread().getName() + "'s ghost",
          () -> {
            world.scheduler().sleep(world.random().nextInt(MAX_LOST_MS));
            perform(call, attempt);
          });
      world.scheduler().sleep(world.random().nextInt(MAX_PATIENCE_MS));
      return Optional.empty();
    }
    return perform(call, attempt);
  }

  private Optional<Account> perform(Call call, Attempted attempt) {
    world.scheduler().sleep(world.random().nextInt(MAX_WAY_MS));
    List<Account> account = new ArrayList<>();
    world.instances().use(instance -> answer(instance, call, attempt).ifPresent(account::add));
    return account.stream().findFirst();
  }

  /** Has an instance answer one attempt. */
  Optional<Account> answer(Instance instance, Call call, Attempted attempt) {
    try {
      Answer answer = instance.answer(call.asked(), attempt.claimsFirst(), attempt.stampMs());
      return Optional.of(note(call, attempt, answer, instance.millis()));
    } catch (StoreUnavailableException | AccountContendedException unknown) {
      world.tell(() -> "is told that nobody knows: " + unknown.getMessage());
    } catch (RuntimeException mistake) {
      world.broken(mistake);
    }
    return Optional.empty();
  }

  private Account note(Call call, Attempted attempt, Answer answer, long clockMs) {
    Attempted.Seen seen = world.seen(call.asked().player());
    Account account =
        switch (answer) {
          case Answer.Ok ok -> {
            attempt.ok(ok.entry().version(), seen, clockMs);
            yield ok.entry().after();
          }
          case Answer.No no -> {
            attempt.no(no.rejection().name(), no.account().version(), seen, clockMs);
            yield no.account();
          }
          case Answer.RateLimited hurried -> hurried.account();
          case Answer.Nothing nothing -> throw new IllegalStateException("nothing is no answer");
        };
    world.tell(() -> "is told " + attempt);
    return account;
  }
}
