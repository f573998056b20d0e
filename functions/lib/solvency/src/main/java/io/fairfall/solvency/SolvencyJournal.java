package io.fairfall.solvency;

import io.fairfall.journal.Append;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import java.util.List;
import java.util.Optional;

/**
 * All statements, each in the slot of its number: a statement that was published is never another
 * one, and of two who make the same one of them publishes it.
 */
public final class SolvencyJournal {
  /** The journal's name in the table of events. */
  public static final String NAME = "solvency";

  static final String TYPE = "statement";

  private final Journals events;

  public SolvencyJournal(Journals events) {
    this.events = events;
  }

  /** The newest statement, or nothing if there is none yet. */
  public Optional<SolvencyStatement> newest() {
    return events.head(NAME).map(SolvencyJournal::read);
  }

  /**
   * Statements, newest first.
   *
   * @param before only those with a number below this
   * @param limit 1 to {@link Journals#MAX_ENTRIES_PER_READ}
   */
  public List<SolvencyStatement> latest(long before, int limit) {
    return events.latest(NAME, before, limit).stream().map(SolvencyJournal::read).toList();
  }

  /** The statement with a number, or nothing if there is none. */
  public Optional<SolvencyStatement> find(long number) {
    return events.range(NAME, number, number).stream().findFirst().map(SolvencyJournal::read);
  }

  /**
   * Publishes a statement.
   *
   * @param atMs the writer's clock, in milliseconds since 1970
   * @return whether it stands: not, where another one has its number
   * @throws IllegalArgumentException if it does not follow on the newest one
   */
  public boolean publish(SolvencyStatement statement, long atMs) {
    StatementContent content = statement.content();
    Optional<SolvencyStatement> before = newest();
    if (before.isPresent() && before.get().content().number() >= content.number()) {
      return before.get().equals(statement);
    }
    requireFollows(before.map(SolvencyStatement::content), content);
    Entry entry = new Entry(NAME, content.number(), TYPE, atMs, statement.json());
    return switch (events.append(entry)) {
      case Append.Written written -> true;
      case Append.SlotTaken(Entry winner) -> winner.body().equals(entry.body());
      case Append.Contended contended -> false;
    };
  }

  /** What a stored entry says. */
  static SolvencyStatement read(Entry entry) {
    SolvencyStatement statement = SolvencyStatement.read(entry.body());
    if (!entry.type().equals(TYPE) || statement.content().number() != entry.version()) {
      throw new IllegalStateException("a statement stands in the slot of its number");
    }
    return statement;
  }

  private static void requireFollows(Optional<StatementContent> before, StatementContent content) {
    boolean follows =
        before.isEmpty()
            ? content.number() == 1 && content.previous().equals(StatementContent.NONE)
            : content.number() == before.get().number() + 1
                && content.previous().equals(before.get().textHash())
                && content.hourAt() > before.get().hourAt();
    if (!follows) {
      throw new IllegalArgumentException("a statement follows on the one before");
    }
  }
}
