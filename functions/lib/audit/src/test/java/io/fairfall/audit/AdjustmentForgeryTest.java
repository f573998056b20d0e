package io.fairfall.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.audit.check.DeployedBounds;
import io.fairfall.audit.report.AuditReport;
import io.fairfall.audit.report.Rule;
import io.fairfall.auditor.Auditor;
import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.treasury.AdjustmentJournal;
import io.fairfall.treasury.adjustments.ProposalJournal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Adjustments that nobody agreed on or that no books have, and deposits of which more is taken back
 * than they brought. Whoever forges has the keys, unless something else is said. Both readings must
 * find each.
 */
@Tag("integration")
class AdjustmentForgeryTest {
  private static final String LIST = ProposalJournal.LIST;

  private static EmbeddedDynamo dynamo;
  private static AuditedHouse casino;
  private static Backup before;
  private static Forger forger;
  private static AuditedOperators.Done first;
  private static AuditedOperators.Done given;
  private static AuditedOperators.Done taken;
  private static AuditedOperators.Done rejected;
  private static String receipts;

  @BeforeAll
  static void play() {
    dynamo = EmbeddedDynamo.inMemory();
    casino = new AuditedHouse(dynamo, "adjusted", 3, 11);
    casino.openAndPlay(4);
    AuditedOperators operators = new AuditedOperators(casino);
    String player = casino.players().getFirst();
    casino.quiet();
    // the first one of all says since when they are posted
    first = operators.alone(player, 1);
    casino.project();
    operators.bound(100);
    given = operators.alone(player, 60);
    taken = operators.together(player, -50);
    rejected = operators.rejected(player, 70);
    receipts = "external:" + operators.reversed(casino.players().getLast());
    casino.settle();
    forger = new Forger(casino);
    before = Backup.of(dynamo, casino);
  }

  @AfterEach
  void undo() {
    before.restore();
  }

  @AfterAll
  static void stop() {
    dynamo.close();
  }

  @Test
  void withoutAForgeryNothingIsFound() {
    AuditReport replay = casino.audit();
    assertEquals(List.of(), replay.first());
    assertEquals(List.of(), casino.auditIndependently(replay, DeployedBounds.UNKNOWN).first());
    for (String journal : List.of(LIST, AdjustmentJournal.SINCE)) {
      assertTrue(forger.item(casino.checkpointsTable, journal).containsKey("pk"), journal);
    }
  }

  // ------------------------------------------------------------------ the house's books

  @Test
  void anAdjustmentThatIsNotPostedIsFound() {
    forger.delete(casino.eventsTable, posting(given).journal(), 1);
    assertFound(account(given), Rule.POSTING, Auditor.Rule.ADJUSTED);
  }

  /** Whatever says since when they are posted is gone as well; they were agreed on by then. */
  @Test
  void anAdjustmentThatIsNotPostedIsFoundThoughNothingSaysSinceWhenTheyAre() {
    forger.delete(casino.eventsTable, posting(given).journal(), 1);
    forger.delete(casino.eventsTable, AdjustmentJournal.SINCE, 1);
    assertFound(account(given), Rule.POSTING, Auditor.Rule.ADJUSTED);
  }

  /** The very first, whose posting would have been the first to say it. */
  @Test
  void theFirstAdjustmentOfAllIsFoundIfItIsNotPosted() {
    forger.delete(casino.eventsTable, posting(first).journal(), 1);
    assertFound(account(first), Rule.POSTING, Auditor.Rule.ADJUSTED);
  }

  @Test
  void postingsOfWhichNothingSaysSinceWhenTheyAreAreFound() {
    forger.delete(casino.eventsTable, AdjustmentJournal.SINCE, 1);
    assertFound(posting(given), Rule.POSTING, Auditor.Rule.ADJUSTED);
  }

  @Test
  void anAdjustmentThatIsPostedTwiceIsFound() {
    Entry own = posting(given);
    Entry last = last("house");
    long next = last.version() + 1;
    Entry twice =
        forger.forge(
            new Entry(
                "house",
                next,
                own.type(),
                last.atMs(),
                own.body()
                    .replaceFirst(
                        "\"version\":\\d+,\"bankroll", "\"version\":" + next + ",\"bankroll")));
    assertFound(twice, Rule.POSTING, Auditor.Rule.TWIN);
  }

  @Test
  void anAdjustmentThatIsPostedWithAnotherAmountIsFound() {
    Entry own = posting(given);
    Entry inBooks =
        casino.events.range("house", 1, Journals.MAX_ENTRIES_PER_READ).stream()
            .filter(entry -> entry.body().equals(own.body()))
            .findFirst()
            .orElseThrow();
    forger.edit(inBooks, "\"amount\":\"-60\"", "\"amount\":\"-61\"");
    Entry forged = forger.edit(own, "\"amount\":\"-60\"", "\"amount\":\"-61\"");
    assertFound(forged, Rule.POSTING, Auditor.Rule.ADJUSTED);
    assertTrue(hasFound(casino.audit(), account(given), Rule.POSTING));
  }

  @Test
  void aPostingOfWhatNoAccountWasAdjustedByIsFound() {
    Entry own = posting(given);
    Entry strange =
        forger.forge(
            new Entry(
                AdjustmentJournal.journalOf(given.player(), 1),
                1,
                own.type(),
                own.atMs(),
                own.body().replaceFirst("\"version\":\\d+,\"amount", "\"version\":1,\"amount")));
    assertFound(strange, Rule.POSTING, Auditor.Rule.ADJUSTED);
  }

  // ------------------------------------------------------------------ who agreed

  @Test
  void anAdjustmentThatNobodyProposedIsFound() {
    for (Entry step : steps(given)) {
      forger.delete(casino.eventsTable, step.journal(), step.version());
    }
    assertFound(account(given), Rule.OPERATOR, Auditor.Rule.OPERATOR);
  }

  @Test
  void anAdjustmentAboveTheBoundThatNobodyApprovedIsFound() {
    forger.delete(casino.eventsTable, ProposalJournal.journalOf(taken.id()), 3);
    forger.delete(casino.eventsTable, ProposalJournal.journalOf(taken.id()), 2);
    assertFound(account(taken), Rule.OPERATOR, Auditor.Rule.OPERATOR);
  }

  @Test
  void anApprovalOfWhoProposedIsFound() {
    Entry forged = forger.edit(steps(taken).get(1), "local:bob", "local:ann");
    assertFound(forged, Rule.OPERATOR, Auditor.Rule.OPERATOR);
  }

  @Test
  void anApprovalAfterTheProposalHadExpiredIsFound() {
    Entry approval = steps(taken).get(1);
    editBoth(taken, "\"expiresAt\":\\d+", "\"expiresAt\":" + (approval.atMs() - 60_000));
    assertFound(approval, Rule.OPERATOR, Auditor.Rule.OPERATOR);
  }

  @Test
  void anotherAmountThanWasProposedIsFound() {
    editBoth(taken, "\"amount\":\"-50\"", "\"amount\":\"-49\"");
    assertFound(account(taken), Rule.OPERATOR, Auditor.Rule.OPERATOR);
  }

  @Test
  void anotherReasonThanWasProposedIsFound() {
    editBoth(taken, "a mistake", "a gift");
    assertFound(account(taken), Rule.OPERATOR, Auditor.Rule.OPERATOR);
  }

  @Test
  void aProposalThatIsCarriedOutThoughItWasRejectedIsFound() {
    Entry done = steps(taken).getLast();
    Entry last = steps(rejected).getLast();
    Entry forged =
        forger.forge(
            new Entry(last.journal(), last.version() + 1, done.type(), last.atMs(), done.body()));
    assertFound(forged, Rule.OPERATOR, Auditor.Rule.OPERATOR);
  }

  @Test
  void oneOperatorForMoreThanTheBoundOfTheDayIsFound() {
    forger.edit(
        last("settings"), "\"secondOperatorAbove\":\"100\"", "\"secondOperatorAbove\":\"59\"");
    assertFound(listed(given), Rule.OPERATOR, Auditor.Rule.OPERATOR);
  }

  @Test
  void oneOperatorForManySmallAmountsIsFound() {
    assertFound(forgeAlone(41), Rule.OPERATOR, Auditor.Rule.OPERATOR);
  }

  @Test
  void oneOperatorForAsMuchAsTheBoundIsInOrder() {
    Entry forged = forgeAlone(40);
    AuditReport replay = casino.audit();
    assertEquals(List.of(), replay.first(), forged.toString());
    assertEquals(List.of(), casino.auditIndependently(replay, DeployedBounds.UNKNOWN).first());
  }

  @Test
  void aProposalThatEscapesTheListIsFound() {
    Entry open = last(LIST);
    forger.delete(casino.eventsTable, LIST, open.version());
    assertFound(steps(rejected).getFirst(), Rule.OPERATOR, Auditor.Rule.OPERATOR);
  }

  @Test
  void aProposalWithoutTheKeyIsFound() {
    Entry unsealed = last(LIST);
    Entry bare =
        new Entry(LIST, unsealed.version(), unsealed.type(), unsealed.atMs(), unsealed.body());
    forger.put(casino.eventsTable, bare, Map.of());
    assertFound(bare, Rule.SEAL, Auditor.Rule.MAC);
    Entry own = steps(rejected).getFirst();
    forger.put(
        casino.eventsTable,
        new Entry(own.journal(), 1, own.type(), own.atMs(), own.body()),
        Map.of());
    assertFound(own, Rule.SEAL, Auditor.Rule.MAC);
  }

  // ------------------------------------------------------------------ deposits that left the chain

  @Test
  void aDepositOfWhichMoreIsTakenBackThanItBroughtIsFound() {
    rewrite(receipt(1), "\"amount\":\"500\"", "\"amount\":\"309\"");
    assertFound(receipt(2), Rule.RECEIPT, Auditor.Rule.REVERSED);
  }

  @Test
  void aTakingThatIsCountedTwiceIsFound() {
    Entry last = receipt(3);
    Entry again = new Entry(receipts, 4, last.type(), last.atMs(), last.body());
    forger.put(casino.accountsTable, again, Map.of());
    assertFound(again, Rule.RECEIPT, Auditor.Rule.REVERSED);
  }

  @Test
  void takingsThatDoNotAddUpAreFound() {
    rewrite(receipt(3), "\"detail\":\"500\"", "\"detail\":\"499\"");
    assertFound(receipt(3), Rule.RECEIPT, Auditor.Rule.REVERSED);
  }

  @Test
  void aTakingWithoutItsReceiptIsFound() {
    Entry last = receipt(3);
    long version = Long.parseLong(last.body().replaceFirst(".*\"version\":(\\d+).*", "$1"));
    forger.delete(casino.accountsTable, receipts, 3);
    Entry taking = forger.entry("account:" + casino.players().getLast(), version);
    assertFound(taking, Rule.RECEIPT, Auditor.Rule.RECEIPT);
  }

  // ------------------------------------------------------------------ how it is done

  private static Entry account(AuditedOperators.Done done) {
    return forger.entry("account:" + done.player(), done.version());
  }

  private static Entry posting(AuditedOperators.Done done) {
    String journal = AdjustmentJournal.journalOf(done.player(), done.version());
    return casino.events.range(journal, 1, 1).getFirst();
  }

  private static List<Entry> steps(AuditedOperators.Done done) {
    return casino.events.range(ProposalJournal.journalOf(done.id()), 1, 9);
  }

  private static Entry listed(AuditedOperators.Done done) {
    return casino.events.range(LIST, 1, Journals.MAX_ENTRIES_PER_READ).stream()
        .filter(entry -> entry.body().contains(done.id()))
        .findFirst()
        .orElseThrow();
  }

  private static Entry last(String journal) {
    return casino.events.latest(journal, Long.MAX_VALUE, 1).getFirst();
  }

  private static Entry receipt(long slot) {
    return forger.entry(receipts, slot);
  }

  private static void rewrite(Entry receipt, String pattern, String replacement) {
    String body = receipt.body().replaceFirst(pattern, replacement);
    assertTrue(!body.equals(receipt.body()), receipt.body());
    forger.put(casino.accountsTable, receipt, Map.of("body", Forger.text(body)));
  }

  private static void editBoth(AuditedOperators.Done done, String pattern, String replacement) {
    forger.edit(listed(done), pattern, replacement);
    forger.edit(steps(done).getFirst(), pattern, replacement);
  }

  /** Another proposal of one operator, in the list and in its own journal. */
  private static Entry forgeAlone(long wei) {
    Entry one = listed(given);
    Entry last = last(LIST);
    String id = "forged-001";
    String body =
        one.body()
            .replace(given.id(), id)
            .replaceFirst("\"amount\":\"60\"", "\"amount\":\"" + wei + "\"");
    forger.forge(new Entry(ProposalJournal.journalOf(id), 1, one.type(), last.atMs(), body));
    return forger.forge(new Entry(LIST, last.version() + 1, one.type(), last.atMs(), body));
  }

  private static boolean hasFound(AuditReport replay, Entry place, Rule rule) {
    return replay.first().stream()
        .anyMatch(
            found ->
                found.journal().equals(place.journal())
                    && found.version() == place.version()
                    && found.rule().equals(rule.word()));
  }

  private static void assertFound(Entry place, Rule rule, Auditor.Rule independent) {
    AuditReport replay = casino.audit(Optional.of(AuditedHouse.KEYS));
    Auditor.Report second = casino.auditIndependently(replay, DeployedBounds.UNKNOWN);
    assertTrue(hasFound(replay, place, rule), () -> place + " " + replay.first());
    assertTrue(
        second.first().stream()
            .anyMatch(
                found ->
                    found.journal().equals(place.journal())
                        && found.slot() == place.version()
                        && found.rule() == independent),
        () -> place + " " + second.first());
  }
}
