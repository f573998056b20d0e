package io.fairfall.audit;

import io.fairfall.audit.checkpoint.Checkpoint;
import io.fairfall.audit.checkpoint.CheckpointTable;
import io.fairfall.auditor.Auditor;
import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.golden.GoldenFile;
import io.fairfall.golden.GoldenTable;
import io.fairfall.journal.MacKey;
import io.fairfall.journal.MacKeys;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How far each account was in order, as it was stored before. */
@Tag("integration")
class CheckpointGoldenTest {
  private static final String TABLE = "checkpoints";
  private static final MacKeys KEYS =
      new MacKeys(List.of(new MacKey(1, 0, "0123456789abcdef".repeat(4))));

  /** The signature is part of the form: a checkpoint is shown only if this build believes it. */
  @Test
  void aCheckpointIsReadBelievedAndWrittenAsItWas() {
    try (EmbeddedDynamo dynamo = EmbeddedDynamo.inMemory()) {
      dynamo.createKeyedTable(TABLE);
      GoldenTable table = new GoldenTable(dynamo.client(), TABLE, "pk");
      CheckpointTable checkpoints = new CheckpointTable(dynamo.client(), TABLE);
      GoldenFile.named("checkpoint")
          .replay(
              stored -> {
                table.hold(stored);
                Checkpoint read = checkpoints.read(null).checkpoints().getFirst();
                if (!read.isGenuine(KEYS)) {
                  throw new IllegalStateException("is not believed");
                }
                return read;
              },
              (checkpoint, stored) -> {
                table.empty();
                checkpoints.move(
                    Checkpoint.sign(
                        checkpoint.account(),
                        checkpoint.version(),
                        checkpoint.seal(),
                        KEYS.signingAt(0)),
                    Optional.empty());
                return table.insteadOf(stored);
              })
          .covers();
    }
  }

  /** What the independent reading keeps is a text of its own, in which it looks for nothing new. */
  @Test
  void aMarkIsReadAndWrittenAsItWas() {
    try (EmbeddedDynamo dynamo = EmbeddedDynamo.inMemory()) {
      dynamo.createKeyedTable(TABLE);
      GoldenTable table = new GoldenTable(dynamo.client(), TABLE, "pk");
      CheckpointTable checkpoints = new CheckpointTable(dynamo.client(), TABLE);
      GoldenFile.named("mark")
          .replay(
              stored -> {
                table.hold(stored);
                return Auditor.Mark.parse(checkpoints.marks().values().iterator().next());
              },
              (mark, stored) -> {
                table.empty();
                checkpoints.mark(mark.journal(), mark.version(), mark.json());
                return table.insteadOf(stored);
              })
          .covers();
    }
  }
}
