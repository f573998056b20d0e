package io.fairfall.apicontract;

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
  private static final String PLAY = "io.fairfall.crashapi.";
  private static final String LEDGER = "io.fairfall.ledger.";
  private static final String GAME_BETS = "io.fairfall.crash.bets.";
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
    all.add(sent(PLAY + "BetHandler.Form", "BetRequest"));
    all.add(said(PLAY + "BetHandler.Message", "bet"));
    all.add(said(PLAY + "CashoutHandler.Message", "cashout"));
    all.add(sent(PLAY + "PlayerLimitsEndpoint.Form", "ProtectionRequest"));
    all.add(sent(PLAY + "PlayerLimitsEndpoint.Bounds", "LimitsRequest"));
    all.add(sent(PLAY + "WithdrawalsEndpoint.Form", "WithdrawalRequest"));
    all.add(sent(PLAY + "FaucetHandler.Form", "FaucetRequest"));
    all.add(sent(DEPOSITS + "DepositsEndpoint.ClaimRequest", "ClaimRequest"));
    all.add(sent(BETLOG + "RequestDtos.NewPool", "PoolRequest"));
    all.add(sent(BETLOG + "RequestDtos.NewInvitation", "InvitationRequest"));
    all.add(sent(BETLOG + "RequestDtos.Joining", "JoinRequest"));
    all.add(sent(BETLOG + "RequestDtos.Appointment", "AppointmentRequest"));
    all.add(sent(BETLOG + "RequestDtos.NewBet", "LoggedBetRequest"));
    all.add(sent(BETLOG + "RequestDtos.EditedBet", "LoggedBetEdit"));
    all.add(sent(BETLOG + "RequestDtos.Deletion", "DeletionsRequest"));
    all.add(sent(BETLOG + "RequestDtos.KnownBet", "KnownBet"));
    all.add(sent(BETLOG + "RequestDtos.Grades", "GradesRequest"));
    all.add(sent(BETLOG + "RequestDtos.GradedBet", "GradeRequest"));
    all.add(sent(BETLOG + "RequestDtos.Import", "ImportRequest"));
    all.add(sent(BETLOG + "bets.Slip", "SlipRequest"));
    all.add(sent(BETLOG + "bets.Leg", "LegRequest"));
    return all;
  }

  private static ApiRecord said(String name, String message) {
    return new ApiRecord(name, true, List.of(), List.of(MESSAGES + message + "/payload"));
  }

  /** What they are answered. */
  static List<ApiRecord> ofTheHouse() {
    List<ApiRecord> all = new ArrayList<>();
    all.add(told(IDENTITY + "IdentityHandler.SigningRequest", "Nonce"));
    all.add(told(IDENTITY + "IdentityHandler.OpenedSession", "Session"));
    all.add(told(IDENTITY + "IdentityHandler.SocketTicket", "SocketTicket"));
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
    all.add(told(DEPOSITS + "HouseHealth.Health", "HouseHealth"));
    all.add(told(DEPOSITS + "HouseHealth.Part", "PartHealth"));
    all.add(told(DEPOSITS + "DepositsEndpoint.View", "Deposits"));
    all.add(told(DEPOSITS + "DepositsEndpoint.History", "DepositHistory"));
    all.add(told(DEPOSITS + "DepositsEndpoint.Claimable", "ClaimableDeposits"));
    all.add(told(DEPOSITS + "DepositsEndpoint.Kept", "ClaimableDeposit"));
    all.add(told(DEPOSITS + "outbox.DepositState.Line", "Deposit"));
    all.addAll(ofTheBetLog());
    return all;
  }

  private static List<ApiRecord> ofPlay() {
    return List.of(
        told(PLAY + "AccountEndpoint.Entries", "AccountEntries"),
        told(PLAY + "PlayerLimitsView", "Protection"),
        told(PLAY + "PlayerLimitsView.Bounds", "Limits"),
        told(PLAY + "PlayerLimitsView.Raise", "Raise"),
        told(PLAY + "PlayerLimitsView.Spent", "Spending"),
        told(PLAY + "WithdrawalView", "Withdrawal"),
        told(PLAY + "WithdrawalsEndpoint.Requested", "RequestedWithdrawal"),
        told(PLAY + "WithdrawalsEndpoint.Page", "Withdrawals"),
        told(PLAY + "FaucetHandler.Credited", "PlayEther"),
        told(PLAY + "RoundsEndpoint.Rounds", "Rounds"),
        told(PLAY + "RoundsEndpoint.Fairness", "Fairness"),
        told(PLAY + "RoundsEndpoint.HashChainView", "HashChain"),
        told("io.fairfall.crash.RoundEvent.Beacon", "Beacon"),
        new ApiRecord(
            "io.fairfall.crash.RoundView",
            false,
            List.of("CurrentRound", "GameRound"),
            List.of("/components/schemas/round")),
        new ApiRecord(
            PLAY + "BetHandler.Placed",
            false,
            List.of("PlacedBet"),
            List.of(MESSAGES + "bet_ack/payload")),
        new ApiRecord(
            PLAY + "CashoutHandler.CashedOut",
            false,
            List.of("CashedOutBet"),
            List.of(MESSAGES + "cashout_ack/payload")));
  }

  private static List<ApiRecord> ofTheBetLog() {
    return List.of(
        told(BETLOG + "ResponseDtos.MyPools", "Pools"),
        told(BETLOG + "ResponseDtos.PoolRole", "Membership"),
        told(BETLOG + "ResponseDtos.PoolView", "Pool"),
        told(BETLOG + "ResponseDtos.PoolMember", "PoolMember"),
        told(BETLOG + "ResponseDtos.InvitationCode", "Invitation"),
        told(BETLOG + "ResponseDtos.StandingsView", "Standings"),
        told(BETLOG + "ResponseDtos.WeekStandings", "WeekStandings"),
        told(BETLOG + "bets.PoolStandings.Row", "StandingsRow"),
        told(BETLOG + "ResponseDtos.WeekKeys", "Weeks"),
        told(BETLOG + "ResponseDtos.WeekView", "Week"),
        told(BETLOG + "ResponseDtos.DeletedBets", "DeletedBets"),
        told(BETLOG + "ResponseDtos.WeekFile", "WeekExport"),
        told(BETLOG + "ResponseDtos.ChangedBet", "ChangedBet"),
        told(BETLOG + "ResponseDtos.GradedBets", "GradedBets"),
        told(BETLOG + "ResponseDtos.Deletions", "Deletions"),
        told(BETLOG + "ResponseDtos.BetState", "LoggedBetState"),
        told(BETLOG + "ResponseDtos.BetHistory", "BetHistory"),
        told(BETLOG + "weeks.BetRevisions.Revision", "BetRevision"),
        told(BETLOG + "ResponseDtos.Imported", "Import"),
        told(BETLOG + "ResponseDtos.ImportedRow", "ImportedRow"),
        told(BETLOG + "bets.LoggedBet", "LoggedBet"),
        told(BETLOG + "bets.Slip", "Slip"),
        told(BETLOG + "bets.Leg", "Leg"),
        told(BETLOG + "bets.Grading.Payout", "Payout"),
        told(BETLOG + "weeks.BetPatch", "BetPatch"),
        told(BETLOG + "weeks.BetRevisions.Patches", "BetPatches"),
        told(BETLOG + "WeeksEndpoint.Event", "BetCreated"),
        told(BETLOG + "WeeksEndpoint.Event", "BetUpdated"),
        told(BETLOG + "WeeksEndpoint.Event", "BetDeleted"));
  }

  private static ApiRecord sent(String name, String schema) {
    return new ApiRecord(name, true, List.of(schema), List.of());
  }

  private static ApiRecord told(String name, String schema) {
    return new ApiRecord(name, false, List.of(schema), List.of());
  }
}
