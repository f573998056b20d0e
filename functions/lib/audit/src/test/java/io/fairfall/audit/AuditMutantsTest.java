package io.fairfall.audit;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.fairfall.simulation.mutant.Checkout;
import io.fairfall.simulation.mutant.Mutant;
import io.fairfall.simulation.mutant.MutantLoader;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each check of checkpoints, marks and what is new, taken out: a test must fail without it. */
@Tag("integration")
class AuditMutantsTest {
  /** Every so many of them are hunted: all of them take minutes. */
  private static final int EVERY = Integer.getInteger("fairfall.audit.mutants", 3);

  private static final String TAILS = "lib/audit/increment/Tails";
  private static final String NEWS = "lib/audit/increment/NewEntries";
  private static final String AUDITOR = "auditor/Auditor";

  private static final String ENTRIES = "NewEntriesTest.";
  private static final String BOOKS = "NewBooksTest.";
  private static final String FORGED = "CheckpointForgeryTest.";

  /**
   * A mutant, and the test that finds it.
   *
   * @param test of this module
   */
  record Hunted(Mutant mutant, String test) {
    static Hunted of(String name, String file, String text, String replacement, String test) {
      return new Hunted(
          new Mutant(name, name, List.of(new Mutant.Edit(file, text, replacement))), test);
    }

    @Override
    public String toString() {
      return mutant.name();
    }
  }

  static Stream<Hunted> mutants() {
    List<Hunted> all =
        Stream.of(checkpoints(), news(), books(), marks()).flatMap(List::stream).toList();
    return IntStream.range(0, all.size()).filter(i -> i % EVERY == 0).mapToObj(all::get);
  }

  private static List<Hunted> checkpoints() {
    return List.of(
        Hunted.of(
            "checkpoint-signature-ignored",
            TAILS,
            "!checkpoint.isGenuine(context.keys().get().get())",
            "false",
            FORGED + "checkpointsOfOtherJournalsInTheirPlaceAreFound"),
        Hunted.of(
            "checkpoint-without-entry-ignored",
            TAILS,
            "found(checkpoint, \"had come to this entry, and now there is none\");",
            "",
            ENTRIES + "aTailThatWasCutOffIsFoundAtOnce"),
        Hunted.of(
            "checkpoint-seal-ignored",
            TAILS,
            "!last.seal().equals(checkpoint.seal())",
            "false",
            FORGED + "anotherEntryUnderAGoodSealIsFoundByBoth"),
        Hunted.of(
            "checkpoint-content-ignored",
            TAILS,
            "!isSealed(page, last)",
            "false",
            FORGED + "anotherContentUnderTheSameSealIsFoundByBoth"),
        Hunted.of(
            "checkpoints-not-counted",
            NEWS,
            "now < before",
            "now < 0",
            FORGED + "theCheckpointOfTheGameThatIsGoneIsFound"),
        Hunted.of(
            "marks-not-counted",
            NEWS,
            "requireNoFewer(context, \"marks\", marks.size(), since.marks());",
            "",
            FORGED + "aMarkThatIsGoneIsFound"),
        Hunted.of(
            "coverage-signature-ignored",
            "lib/audit/increment/Coverage",
            ".filter(coverage -> coverage.isGenuine(keys))",
            "",
            "increment.CoverageTest.whicheverNumberIsChangedItIsNothing"),
        Hunted.of(
            "coverage-signs-half",
            "lib/audit/increment/Coverage",
            "Long.toString(marks)",
            "\"\"",
            "increment.CoverageTest.whicheverNumberIsChangedItIsNothing"),
        Hunted.of(
            "left-out-ignored",
            "lib/audit/check/CheckpointMoves",
            "requireCovered(newer, older);",
            "",
            ENTRIES + "anEntryThatNoPassHasReadIsFoundByTheReadingOfEverything"));
  }

  private static List<Hunted> news() {
    return List.of(
        Hunted.of(
            "newcomers-unread",
            NEWS,
            "accounts(playersTold.stream().map(Accounts::journalOf).toList());",
            "",
            ENTRIES + "anAccountThatIsNewIsReadFromItsBeginning"),
        Hunted.of(
            "older-rounds-unread",
            NEWS,
            "rounds(accountNews.rounds());",
            "",
            ENTRIES + "aCorrectionLongAfterItsRoundIsInOrderInBoth"),
        Hunted.of(
            "not-told-again",
            "lib/audit/increment/AccountNews",
            ".ifPresent(entry -> tellAgain(journal, entry.version()));",
            ".isPresent();",
            ENTRIES + "checkpointsThatAnotherAuditHasMovedOnHideNoFacts"),
        Hunted.of(
            "facts-of-all-times",
            "lib/audit/check/AuditContext",
            "atMs > sinceMs && isBehindTheCut(atMs)",
            "isBehindTheCut(atMs)",
            ENTRIES + "aCorrectionLongAfterItsRoundIsInOrderInBoth"),
        Hunted.of(
            "future-behind-the-begin",
            "lib/audit/check/SegmentScan",
            "\n          && entry.atMs() > context.clock().millis() + CLOCKS_APART_MS",
            "",
            "StoppedPassTest.whatIsWrittenWhileAPassIsMadeIsNotFromTheFuture"),
        Hunted.of(
            "future-behind-the-other-begin",
            "lib/audit/IndependentPass",
            "Math.max(beganMs, clock.millis())",
            "beganMs",
            "StoppedPassTest.whatIsWrittenWhileAPassIsMadeIsNotFromTheFuture"),
        Hunted.of(
            "uneven-rounds-ignored",
            NEWS,
            "context.balances().eachWithFactsLeft(uneven::add);",
            "",
            ENTRIES + "aNewFactWithoutItsEntryIsFound"));
  }

  private static List<Hunted> books() {
    return List.of(
        Hunted.of(
            "unposted-rounds-ignored",
            NEWS,
            ".eachWithPostingsLeft(",
            ".eachWithPostingsLeft(any -> {}); List.<Long>of().forEach(",
            BOOKS + "aRoundThatIsPostedWithoutItsFactsIsFoundByBoth"),
        Hunted.of(
            "twins-unread",
            NEWS,
            "twins(twins);",
            "",
            BOOKS + "anAdjustmentInTheBooksThatNoAccountHasIsFoundByBoth"),
        Hunted.of(
            "rounds-of-postings-unread",
            NEWS,
            "rounds(rounds);\n      others(others);",
            "others(others);",
            BOOKS + "aPostingOfAnOldRoundIsFoundByBoth"),
        Hunted.of(
            "missing-twins-ignored",
            "lib/audit/check/DuplicateCheck",
            "twin.filter(one -> isThere(entry, events, one)).isEmpty()",
            "twin.isEmpty()",
            BOOKS + "aFundingWithoutItsOwnJournalIsFoundByBoth"),
        Hunted.of(
            "open-proposals-unread",
            NEWS,
            "pass.others(OpenProposals.since(evidence.eventJournals(), since.cutMs() -"
                + " ENDED_WITHIN_MS));",
            "",
            BOOKS + "aStepThatCannotComeIsFoundByBoth"),
        Hunted.of(
            "proposals-of-today-only",
            "lib/audit/increment/OpenProposals",
            "sinceMs - AdjustmentProposal.WAITS_MS",
            "sinceMs - 86_400_000",
            BOOKS + "aStepThatCannotComeIsFoundByBoth"));
  }

  private static List<Hunted> marks() {
    return List.of(
        Hunted.of(
            "mark-signature-ignored",
            AUDITOR,
            "options.keys().filter(mark::isGenuine).isEmpty()",
            "options.keys().isEmpty()",
            ENTRIES + "aMarkThatWasForgedIsFoundByTheIndependentReading"),
        Hunted.of(
            "mark-seal-ignored",
            AUDITOR,
            "!named.get().seal().equals(mark.seal())",
            "mark.seal().isEmpty()",
            FORGED + "anotherEntryUnderAGoodSealIsFoundByBoth"),
        Hunted.of(
            "mark-content-ignored",
            AUDITOR,
            "reading.mac(\n          last,",
            "List.of(\n          last,",
            FORGED + "anotherContentUnderTheSameSealIsFoundByBoth"),
        Hunted.of(
            "marks-not-told-again",
            AUDITOR,
            "tellAgain(reading, last);\n      reading.resume",
            "reading.resume",
            ENTRIES + "checkpointsThatAnotherAuditHasMovedOnHideNoFacts"),
        Hunted.of(
            "day-of-losses-not-seen",
            AUDITOR,
            "seeTheDay(step.item());",
            "",
            ENTRIES + "aCorrectionLongAfterItsRoundIsInOrderInBoth"),
        Hunted.of(
            "marks-over-what-was-found",
            AUDITOR,
            "key.isEmpty() || isFound() || !isMarked",
            "key.isEmpty() || !isMarked",
            FORGED + "whatIsFoundOnceIsFoundAgainByBoth"),
        Hunted.of(
            "proposals-not-marked",
            AUDITOR,
            "Set.of(GAME, HOUSE, SETTINGS, SINCE, PROPOSALS)",
            "Set.of(GAME, HOUSE, SETTINGS, SINCE)",
            BOOKS + "aTailThatIsCutOffTheListIsFoundByBoth"),
        Hunted.of(
            "malformed-marks-ignored",
            "lib/audit/Marks",
            "all.put(journal, mark(text, journal).orElseGet(() -> unsigned(journal)));",
            "mark(text, journal).ifPresent(one -> all.put(journal, one));",
            FORGED + "aMarkThatIsNoneIsFound"));
  }

  @ParameterizedTest
  @MethodSource("mutants")
  @SuppressWarnings("unchecked") // a world of its own knows the type by its name
  void aMutantIsFound(Hunted hunted) {
    UnaryOperator<String> world =
        MutantLoader.load(
            hunted.mutant(), UnaryOperator.class, "io.fairfall.audit.MutantWorld", Checkout.root());
    assertFalse(world.apply(hunted.test()).isEmpty(), hunted + " lives");
  }
}
