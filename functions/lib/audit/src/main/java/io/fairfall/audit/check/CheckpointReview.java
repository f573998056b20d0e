package io.fairfall.audit.check;

import io.fairfall.audit.checkpoint.Checkpoint;
import io.fairfall.audit.checkpoint.Checkpoints;
import io.fairfall.audit.report.AuditTally;
import io.fairfall.audit.report.Rule;
import io.fairfall.audit.table.JournalTable;
import io.fairfall.audit.table.JournalTable.Place;
import io.fairfall.audit.table.JournalTable.Row;
import io.fairfall.ledger.Accounts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every checkpoint against its journal, an account or the house's, before any of them moves: the
 * entry that it names must be there, with the seal that it had. So a tail that was cut off shows,
 * an account that is gone altogether, and a history that was written anew, by whoever.
 */
public final class CheckpointReview {
  private final AuditContext context;

  public CheckpointReview(AuditContext context) {
    this.context = context;
  }

  public void review(Checkpoints checkpoints) {
    String after = null;
    do {
      Checkpoints.Page page = checkpoints.read(after);
      for (int i = 0; i < page.checkpoints().size(); i += JournalTable.MAX_ROWS) {
        int end = Math.min(page.checkpoints().size(), i + JournalTable.MAX_ROWS);
        review(page.checkpoints().subList(i, end));
      }
      after = page.last();
    } while (after != null);
  }

  private void review(List<Checkpoint> some) {
    Map<Place, Row> rows = new HashMap<>();
    List<Place> ofAccounts = new ArrayList<>();
    List<Place> ofEvents = new ArrayList<>();
    for (Checkpoint one : some) {
      if (one.version() > 0) {
        boolean isAccount = Accounts.playerOf(place(one).journal()).isPresent();
        (isAccount ? ofAccounts : ofEvents).add(place(one));
      }
    }
    look(context.evidence().accounts(), ofAccounts, rows);
    look(context.evidence().events(), ofEvents, rows);
    some.forEach(checkpoint -> review(checkpoint, rows.get(place(checkpoint))));
  }

  private static void look(JournalTable table, List<Place> places, Map<Place, Row> rows) {
    if (!places.isEmpty()) {
      table.rows(places).forEach(row -> rows.put(row.place(), row));
    }
  }

  private void review(Checkpoint checkpoint, @Nullable Row row) {
    context.tally().count(AuditTally.Count.CHECKPOINTS, 1);
    if (context.keys().isPresent() && !checkpoint.isGenuine(context.keys().get().get())) {
      found(checkpoint, "has a checkpoint here that the house did not sign");
    } else if (row == null) {
      found(checkpoint, "had come to this entry, and now there is none");
    } else if (!(row instanceof Row.Stored stored)
        || !stored.entry().seal().equals(checkpoint.seal())) {
      found(checkpoint, "had another entry here");
    }
  }

  private void found(Checkpoint checkpoint, String what) {
    context.found(checkpoint.account(), checkpoint.version(), Rule.CHECKPOINT, what);
  }

  private static Place place(Checkpoint checkpoint) {
    return new Place(checkpoint.account(), checkpoint.version());
  }
}
