package io.fairfall.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A record of the handlers, and the schemas that say what it is like in JSON. Where it serves both
 * APIs, its members are those of all these schemas together.
 *
 * @param name with the package, those inside others with a point between
 * @param fromClients whether clients send it: then what is missing is refused by a sentence of its
 *     own, and any member may be absent
 * @param schemas of openapi.yaml
 * @param overSockets of asyncapi.yaml, each as a pointer
 */
record ApiRecord(String name, boolean fromClients, List<String> schemas, List<String> overSockets) {
  private static final Pattern OUTERMOST = Pattern.compile("\\.[A-Z]");
  private static final String PLAY = "io.fairfall.play.";
  private static final String LEDGER = "io.fairfall.ledger.";
  private static final String GAME_BETS = "io.fairfall.game.bets.";
  private static final String BETLOG = "io.fairfall.betlog.";
  private static final String DEPOSITS = "io.fairfall.deposits.";
  private static final String IDENTITY = "io.fairfall.identity.";
  private static final String MESSAGES = "/components/messages/";

  /** The class whose file it is in: the first name in capitals. */
  String outermost() {
    int end = name.indexOf('.', OUTERMOST.matcher(name).results().findFirst().orElseThrow().end());
    return end < 0 ? name : name.substring(0, end);
  }

  /** Its name within that class's file. */
  String local() {
    return name.substring(outermost().lastIndexOf('.') + 1);
  }

  /** Whether nothing else says what may be absent: a form's constructor may insist on a member. */
  boolean isToldByOneSchemaAlone() {
    return schemas.size() == 1
        && (fromClients || ofClients().stream().noneMatch(form -> form.name().equals(name)));
  }

  /** What clients send. */
  static List<ApiRecord> ofClients() {
    List<ApiRecord> all = new ArrayList<>();
    all.add(sent(IDENTITY + "NonceRequest", "NonceRequest"));
    all.add(sent(IDENTITY + "SignInRequest", "SignInRequest"));
    all.add(sent(PLAY + "Bets.Form", "BetRequest"));
    all.add(said(PLAY + "Bets.Message", "bet"));
    all.add(said(PLAY + "Cashouts.Message", "cashout"));
    all.add(sent(PLAY + "ProtectionPages.Form", "ProtectionRequest"));
    all.add(sent(PLAY + "ProtectionPages.Bounds", "LimitsRequest"));
    all.add(sent(PLAY + "Faucet.Form", "FaucetRequest"));
    all.add(sent(DEPOSITS + "DepositPages.ClaimRequest", "ClaimRequest"));
    all.add(sent(BETLOG + "Forms.NewPool", "PoolRequest"));
    all.add(sent(BETLOG + "Forms.NewInvitation", "InvitationRequest"));
    all.add(sent(BETLOG + "Forms.Joining", "JoinRequest"));
    all.add(sent(BETLOG + "Forms.Appointment", "AppointmentRequest"));
    all.add(sent(BETLOG + "Forms.NewBet", "LoggedBetRequest"));
    all.add(sent(BETLOG + "Forms.EditedBet", "LoggedBetEdit"));
    all.add(sent(BETLOG + "Forms.Deletion", "DeletionsRequest"));
    all.add(sent(BETLOG + "Forms.KnownBet", "KnownBet"));
    all.add(sent(BETLOG + "Forms.Grades", "GradesRequest"));
    all.add(sent(BETLOG + "Forms.GradedBet", "GradeRequest"));
    all.add(sent(BETLOG + "Forms.Import", "ImportRequest"));
    all.add(sent(BETLOG + "Slip", "SlipRequest"));
    all.add(sent(BETLOG + "Leg", "LegRequest"));
    return all;
  }

  private static ApiRecord said(String name, String message) {
    return new ApiRecord(name, true, List.of(), List.of(MESSAGES + message + "/payload"));
  }

  /** What they are answered. */
  static List<ApiRecord> ofTheHouse() {
    List<ApiRecord> all = new ArrayList<>();
    all.add(told(IDENTITY + "Identity.SigningRequest", "Nonce"));
    all.add(told(IDENTITY + "Identity.OpenedSession", "Session"));
    all.add(told(IDENTITY + "Identity.SocketTicket", "SocketTicket"));
    all.add(told(GAME_BETS + "AccountView", "Account"));
    all.add(told(LEDGER + "Balance", "Balance"));
    all.add(told(GAME_BETS + "AccountView.Bet", "OpenBet"));
    all.add(told(GAME_BETS + "AccountView.End", "EndedBet"));
    all.add(told(GAME_BETS + "AccountView.Moves", "Legs"));
    all.add(told(GAME_BETS + "AccountView.History", "AccountEntry"));
    all.add(told(LEDGER + "Reconciliation", "Reconciliation"));
    all.add(told(LEDGER + "Reconciliation.Amounts", "Amounts"));
    all.add(told(LEDGER + "Reconciliation.Credits", "Credits"));
    all.add(told(LEDGER + "Reconciliation.Debits", "Debits"));
    all.addAll(ofPlay());
    all.add(told(DEPOSITS + "DepositPages.View", "Deposits"));
    all.add(told(DEPOSITS + "DepositPages.History", "DepositHistory"));
    all.add(told(DEPOSITS + "DepositPages.Claimable", "ClaimableDeposits"));
    all.add(told(DEPOSITS + "DepositPages.Kept", "ClaimableDeposit"));
    all.add(told(DEPOSITS + "DepositState.Line", "Deposit"));
    all.addAll(ofTheBetLog());
    return all;
  }

  private static List<ApiRecord> ofPlay() {
    return List.of(
        told(PLAY + "AccountPages.Entries", "AccountEntries"),
        told(PLAY + "ProtectionView", "Protection"),
        told(PLAY + "ProtectionView.Bounds", "Limits"),
        told(PLAY + "ProtectionView.Raise", "Raise"),
        told(PLAY + "ProtectionView.Spent", "Spending"),
        told(PLAY + "Faucet.Credited", "PlayEther"),
        told(PLAY + "RoundPages.Rounds", "Rounds"),
        told(PLAY + "RoundPages.Fairness", "Fairness"),
        told(PLAY + "RoundPages.Chain", "HashChain"),
        new ApiRecord(
            "io.fairfall.game.RoundView",
            false,
            List.of("CurrentRound", "GameRound"),
            List.of("/components/schemas/round")),
        new ApiRecord(
            PLAY + "Bets.Placed",
            false,
            List.of("PlacedBet"),
            List.of(MESSAGES + "bet_ack/payload")),
        new ApiRecord(
            PLAY + "Cashouts.CashedOut",
            false,
            List.of("CashedOutBet"),
            List.of(MESSAGES + "cashout_ack/payload")));
  }

  private static List<ApiRecord> ofTheBetLog() {
    return List.of(
        told(BETLOG + "Answers.MyPools", "Pools"),
        told(BETLOG + "Answers.PoolRole", "Membership"),
        told(BETLOG + "Answers.PoolView", "Pool"),
        told(BETLOG + "Answers.PoolMember", "PoolMember"),
        told(BETLOG + "Answers.InvitationCode", "Invitation"),
        told(BETLOG + "Answers.StandingsView", "Standings"),
        told(BETLOG + "Answers.WeekStandings", "WeekStandings"),
        told(BETLOG + "Standings.Row", "StandingsRow"),
        told(BETLOG + "Answers.WeekKeys", "Weeks"),
        told(BETLOG + "Answers.WeekView", "Week"),
        told(BETLOG + "Answers.DeletedBets", "DeletedBets"),
        told(BETLOG + "Answers.WeekFile", "WeekExport"),
        told(BETLOG + "Answers.ChangedBet", "ChangedBet"),
        told(BETLOG + "Answers.GradedBets", "GradedBets"),
        told(BETLOG + "Answers.Deletions", "Deletions"),
        told(BETLOG + "Answers.BetState", "LoggedBetState"),
        told(BETLOG + "Answers.BetHistory", "BetHistory"),
        told(BETLOG + "History.Revision", "BetRevision"),
        told(BETLOG + "Answers.Imported", "Import"),
        told(BETLOG + "Answers.ImportedRow", "ImportedRow"),
        told(BETLOG + "Bet", "LoggedBet"),
        told(BETLOG + "Slip", "Slip"),
        told(BETLOG + "Leg", "Leg"),
        told(BETLOG + "Grading.Payout", "Payout"),
        told(BETLOG + "BetPatch", "BetPatch"),
        told(BETLOG + "History.Patches", "BetPatches"),
        told(BETLOG + "WeekPages.Event", "BetCreated"),
        told(BETLOG + "WeekPages.Event", "BetUpdated"),
        told(BETLOG + "WeekPages.Event", "BetDeleted"));
  }

  private static ApiRecord sent(String name, String schema) {
    return new ApiRecord(name, true, List.of(schema), List.of());
  }

  private static ApiRecord told(String name, String schema) {
    return new ApiRecord(name, false, List.of(schema), List.of());
  }
}
