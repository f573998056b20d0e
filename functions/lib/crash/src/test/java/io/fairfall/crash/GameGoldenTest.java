package io.fairfall.crash;

import io.fairfall.crash.FairnessEvent.Committed;
import io.fairfall.crash.FairnessEvent.Salted;
import io.fairfall.golden.GoldenFile;
import io.fairfall.golden.GoldenFile.Said;
import io.fairfall.journal.Entry;
import io.fairfall.json.JsonCodec;
import org.junit.jupiter.api.Test;

/** What is stored of the game, as it was stored before. */
class GameGoldenTest {
  @Test
  void everyEventOfARoundIsReadAndWrittenAsItWas() {
    GoldenFile.named("game")
        .replayEntries(RoundJson::event, event -> new Said(event.type(), JsonCodec.write(event)))
        .covers(RoundEvent.class);
  }

  @Test
  void everyStepOfAHashChainIsReadAndWrittenAsItWas() {
    GoldenFile.named("fairness")
        .replayEntries(GameGoldenTest::step, step -> new Said(typeOf(step), JsonCodec.write(step)))
        .covers(FairnessEvent.class);
  }

  private static FairnessEvent step(Entry entry) {
    return switch (entry.type()) {
      case Committed.TYPE -> JsonCodec.fromStore(Committed.class, entry.body());
      case Salted.TYPE -> JsonCodec.fromStore(Salted.class, entry.body());
      default -> throw new IllegalStateException("unknown type " + entry.type());
    };
  }

  private static String typeOf(FairnessEvent step) {
    return switch (step) {
      case Committed committed -> Committed.TYPE;
      case Salted salted -> Salted.TYPE;
    };
  }
}
