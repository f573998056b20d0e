package io.fairfall.simulation.world;

import io.fairfall.journal.Append;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.journal.TransactionalAppend;
import io.fairfall.simulation.history.InjectedFault;
import io.fairfall.simulation.history.RunHistory;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A table as a handler sees it: every call gives the others a turn first, and then anything that
 * can go wrong with it may.
 */
final class FaultyJournals implements Journals {
  /** How long the SDK may wait for a reply before it sends again, in milliseconds. */
  private static final int MAX_PATIENCE_MS = 2_000;

  private final Table table;
  private final SimulatedWorld world;

  FaultyJournals(Table table, SimulatedWorld world) {
    this.table = table;
    this.world = world;
  }

  @Override
  public Optional<Entry> head(String journal) {
    return read(() -> table.base().head(journal));
  }

  @Override
  public List<Entry> range(String journal, long from, long to) {
    RunHistory history = world.history();
    return read(
        () -> Shrunk.page(table.base(), journal, from, to, history.sizes(), history::reached));
  }

  @Override
  public List<Entry> latest(String journal, long before, int limit) {
    return read(() -> table.base().latest(journal, before, limit));
  }

  @Override
  public Append append(Entry entry) {
    return write(entry.toString(), () -> table.append(entry), new Append.Contended());
  }

  @Override
  public TransactionalAppend appendTogether(List<Entry> entries) {
    return write(
        entries.toString(),
        () -> table.appendTogether(entries),
        new TransactionalAppend.Contended());
  }

  /** A put, which may be performed more than once. */
  private interface Write<T> {
    T perform();
  }

  private <T> T read(Supplier<T> read) {
    return world.read(read);
  }

  private <T> T write(String what, Write<T> write, T contended) {
    world.scheduler().yieldNow();
    Optional<InjectedFault> fault = world.dice().onWrite();
    world.tell(() -> "puts " + what + fault.map(it -> " (" + it.words() + ")").orElse(""));
    return fault.isEmpty() ? write.perform() : strike(fault.get(), write, contended);
  }

  private <T> T strike(InjectedFault fault, Write<T> write, T contended) {
    return switch (fault) {
      case REQUEST_LOST, THROTTLED -> throw unavailable(fault);
      case CONTENDED -> contended;
      case REPLY_LOST -> {
        write.perform();
        throw unavailable(fault);
      }
      case DELAYED -> {
        later(write);
        throw unavailable(fault);
      }
      case DUPLICATED -> {
        write.perform();
        world.scheduler().yieldNow();
        yield write.perform();
      }
      case REPEATED -> {
        T answer = write.perform();
        later(write);
        yield answer;
      }
      case RESENT -> {
        later(write);
        world.scheduler().yieldNow();
        yield write.perform();
      }
      case RESENT_INTO_CONFLICT -> {
        later(write);
        world.scheduler().sleep(world.dice().patience(MAX_PATIENCE_MS));
        yield contended;
      }
      case STOPPED_AFTER -> {
        write.perform();
        throw new Stopped();
      }
      default -> throw new Stopped();
    };
  }

  private void later(Write<?> write) {
    world
        .network()
        .send(
            world.scheduler(),
            () -> {
              Object result = write.perform();
              world.tell(() -> "a late put lands: " + result);
            });
  }

  private static StoreUnavailableException unavailable(InjectedFault fault) {
    return new StoreUnavailableException(fault.words(), new Stopped());
  }
}
