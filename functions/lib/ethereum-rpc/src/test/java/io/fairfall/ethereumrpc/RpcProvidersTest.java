package io.fairfall.ethereumrpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.anvil.Anvil;
import io.fairfall.anvil.TransferRequest;
import io.fairfall.anvil.fault.FaultProxy;
import io.fairfall.anvil.fault.NodeFault;
import io.fairfall.ethereumrpc.ProviderHealth.State;
import io.fairfall.ethereumrpc.RpcResult.Absent;
import io.fairfall.ethereumrpc.RpcResult.Failed;
import io.fairfall.ethereumrpc.RpcResult.Failure;
import io.fairfall.ethereumrpc.RpcResult.Known;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several ways to real nodes, and what goes wrong on them. Only the waiting is not real. */
@Tag("integration")
class RpcProvidersTest {
  private static final String PLAYER = "0x00000000000000000000000000000000000f1a01";
  private static final String HOUSE = "0x00000000000000000000000000000000000f1a02";
  private static final String BLOCK = "eth_getBlockByNumber";
  private static final String RECEIPTS = "eth_getBlockReceipts";
  private static final long HEAD = 30;
  private static final long FORKED = 20;

  private static Anvil node;
  private static Anvil fork;

  private final Now now = new Now();
  private final List<FaultProxy> ways = new ArrayList<>();
  private FaultProxy first;
  private FaultProxy second;

  @BeforeAll
  static void startNodes() throws Exception {
    node = Anvil.start();
    fork = Anvil.start();
    for (Anvil one : List.of(node, fork)) {
      one.endow(PLAYER, BigInteger.TEN.pow(18));
      one.mine(FORKED - 1);
      one.send(TransferRequest.ether(PLAYER, HOUSE, one == node ? BigInteger.TEN : BigInteger.ONE));
      one.send(TransferRequest.ether(PLAYER, HOUSE, BigInteger.TWO));
      one.mine(1);
      one.mine(HEAD - FORKED);
    }
    assertEquals(node.hash(FORKED - 1), fork.hash(FORKED - 1));
    assertNotEquals(node.hash(FORKED), fork.hash(FORKED));
  }

  @AfterAll
  static void stopNodes() {
    node.close();
    fork.close();
  }

  @BeforeEach
  void open() throws Exception {
    first = way();
    second = way();
    way();
  }

  @AfterEach
  void close() {
    ways.forEach(FaultProxy::close);
  }

  @Test
  void theFirstIsAskedAndTheOthersOnlyForTheirChainAndHead() {
    RpcProviders providers = providers(2);
    assertEquals(new Known<>(HEAD), providers.newestBlock());
    assertEquals(new Known<>(HEAD), providers.newestBlock());
    assertEquals(new Known<>(Anvil.CHAIN_ID), providers.chainId());
    assertEquals(node.hash(7), block(providers, 7).hash());
    assertEquals(0, second.calls(BLOCK));
    assertEquals(1, second.calls("eth_blockNumber"));
    assertEquals(
        List.of(HEAD, HEAD),
        providers.standings().providers().stream().map(one -> one.head().number()).toList());
    assertEquals(first.calls() + second.calls(), providers.calls());
  }

  @Test
  void aBatchIsPairedByItsIds() {
    RpcProviders providers = providers(1);
    first.next(BLOCK, NodeFault.SWAPPED, 1);
    List<Block> blocks = known(providers.blocks(15, 10));
    for (int place = 0; place < blocks.size(); place++) {
      assertEquals(node.hash(15 + place), blocks.get(place).hash());
    }
    assertEquals(1, first.calls(BLOCK)); // one request
    List<List<Receipt>> receipts = known(providers.receipts(blocks));
    assertEquals(2, receipts.get((int) FORKED - 15).size());
    assertEquals(blocks, known(providers(2).blocks(15, 10)));
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "PARTIAL",
        "FOREIGN_ID",
        "REFUSED",
        "CUT_JSON",
        "OTHER_CHAIN",
        "NULL_RESULT",
        "FORGED_PARENT"
      })
  void aBatchThatIsNotWholeAndTrueIsNoAnswer(NodeFault fault) {
    RpcProviders providers = providers(1);
    first.next(BLOCK, fault, 1);
    RpcResult<List<Block>> answer = providers.blocks(15, 10);
    if (fault == NodeFault.OTHER_CHAIN) {
      assertInstanceOf(Failed.class, answer);
    }
    assertTrue(!(answer instanceof Known<List<Block>>), fault + ": " + answer);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "NULL_RESULT",
        "OTHER_BLOCK",
        "LATE_ANSWER",
        "FOREIGN_ID",
        "REFUSED",
        "TOO_MANY_REQUESTS",
        "UNAVAILABLE",
        "CUT_JSON",
        "CUT_CONNECTION"
      })
  void whereTheFirstHasNoBlockTheSecondIsAsked(NodeFault fault) {
    RpcProviders providers = providers(2);
    block(providers, 6);
    first.always(BLOCK, fault);
    Block found = block(providers, FORKED);
    assertEquals(node.hash(FORKED), found.hash());
    assertEquals(2, receipts(providers, found).size());
    if (fault != NodeFault.NULL_RESULT) {
      assertNotEquals("", providers.standings().providers().getFirst().reason());
    }
  }

  @Test
  void aProviderThatDoesNotAnswerIsLeftAlone() {
    first.always(NodeFault.SILENCE);
    RpcProviders providers = providers(2);
    assertEquals(node.hash(7), block(providers, 7).hash());
    long asked = first.calls();
    assertEquals(node.hash(8), block(providers, 8).hash());
    assertEquals(asked, first.calls());
    first.heal();
    now.pass(Duration.ofSeconds(1));
    long others = second.calls(BLOCK);
    block(providers, 9);
    assertEquals(others, second.calls(BLOCK));
    assertEquals("", providers.standings().providers().getFirst().reason());
  }

  @Test
  void whoIsLimitedIsNotAskedBeforeTheTimeThatItNamed() {
    RpcProviders providers = providers(1);
    block(providers, 6);
    first.next(BLOCK, NodeFault.TOO_MANY_REQUESTS, 1);
    assertEquals(new Failed<>(Failure.RATE_LIMITED, "429", 1_000), providers.block(7));
    long asked = first.calls();
    assertEquals(
        new Failed<>(Failure.UNREACHABLE, "no provider is ready", 1_000), providers.block(7));
    now.pass(Duration.ofMillis(999));
    assertInstanceOf(Failed.class, providers.block(7));
    assertEquals(asked, first.calls());
    now.pass(Duration.ofMillis(1));
    assertEquals(node.hash(7), block(providers, 7).hash());
  }

  @Test
  void whoFollowsAnotherChainIsNotBelieved() {
    first.always("eth_chainId", NodeFault.OTHER_CHAIN);
    RpcProviders providers = providers(2);
    assertEquals(node.hash(7), block(providers, 7).hash());
    assertEquals(0, first.calls(BLOCK));
    ProviderHealth liar = providers.standings().providers().getFirst();
    assertEquals(State.QUARANTINED, liar.state(now.millis()));
    assertEquals("it follows chain 1", liar.reason());

    RpcProviders next = providers(2, providers.standings());
    block(next, 8);
    assertEquals(1, first.calls("eth_chainId"));
    first.heal();
    now.pass(Duration.ofMinutes(1));
    long others = second.calls(BLOCK);
    block(next, 9);
    assertEquals(others, second.calls(BLOCK));
  }

  @Test
  void aForgedParentIsSeenAndThreeEndInQuarantine() {
    RpcProviders providers = providers(2);
    block(providers, 6);
    for (int lie = 1; lie <= 3; lie++) {
      first.next(BLOCK, NodeFault.FORGED_PARENT, 1);
      assertEquals(node.hash(6), block(providers, 7).parentHash());
      now.pass(Duration.ofSeconds(2));
    }
    ProviderHealth liar = providers.standings().providers().getFirst();
    assertEquals(State.QUARANTINED, liar.state(now.millis()));
    assertEquals("a block that does not stand on the one below", liar.reason());
  }

  @Test
  void aReorganisationIsNoLie() throws Exception {
    try (Anvil other = Anvil.start()) {
      other.mine(10);
      RpcProviders providers =
          new RpcProviders(
              List.of(NamedNode.at(other.url().toString())),
              Anvil.CHAIN_ID,
              ProviderHealthSnapshot.NONE,
              now);
      block(providers, 9);
      other.reorg(3);
      assertEquals(other.hash(10), block(providers, 10).hash());
      assertEquals("", providers.standings().providers().getFirst().reason());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EMPTY_LIST", "NO_LOGS", "PARTIAL", "SWAPPED", "NULL_RESULT"})
  void receiptsThatAreMissingComeFromTheSecond(NodeFault fault) {
    RpcProviders providers = providers(2);
    first.always(RECEIPTS, fault);
    assertEquals(2, receipts(providers, block(providers, FORKED)).size());
  }

  @Test
  void aBlockIsAbsentOnlyIfNobodyHasItAndNobodyFailed() {
    RpcProviders providers = providers(2);
    assertEquals(new Absent<>(), providers.block(HEAD + 1));
    second.always(BLOCK, NodeFault.UNAVAILABLE);
    assertInstanceOf(Failed.class, providers.block(HEAD + 1));
  }

  @Test
  void aProviderThatLagsIsAskedLast() {
    first.always("eth_blockNumber", NodeFault.OLD_HEAD);
    RpcProviders providers = providers(2);
    assertEquals(new Known<>(HEAD - 20), providers.newestBlock());
    assertEquals(new Known<>(HEAD), providers.newestBlock());
    first.heal();
    now.pass(Duration.ofSeconds(15));
    providers.newestBlock();
    long others = second.calls();
    assertEquals(new Known<>(HEAD), providers.newestBlock());
    assertEquals(others, second.calls());
  }

  @Test
  void aBlockStandsWhenTwoSayIt() {
    assertEquals(new Known<>(true), providers(1).stands(FORKED, node.hash(FORKED)));
    RpcProviders providers = providers(2);
    assertEquals(new Known<>(true), providers.stands(FORKED, node.hash(FORKED)));
    assertEquals(new Known<>(false), providers.stands(FORKED, fork.hash(FORKED)));
    assertEquals("", providers.standings().dispute());
  }

  @Test
  void oneProviderAloneIsNotEnoughWhereThereAreTwo() {
    second.always(NodeFault.UNAVAILABLE);
    assertEquals(
        new Failed<>(Failure.UNREACHABLE, "one provider alone knows block 20"),
        providers(2).stands(FORKED, node.hash(FORKED)));
  }

  @Test
  void twoProvidersOnTwoForksAreADispute() {
    second.always(BLOCK, NodeFault.OTHER_FORK);
    RpcProviders providers = providers(2);
    assertEquals(
        new Failed<>(Failure.CONTRADICTION, "providers have different blocks 20"),
        providers.stands(FORKED, node.hash(FORKED)));
    assertEquals("providers have different blocks 20", providers.standings().dispute());
    second.heal();
    assertEquals(new Known<>(true), providers.stands(FORKED, node.hash(FORKED)));
    assertEquals("", providers.standings().dispute());
  }

  @Test
  void ofThreeTheTwoThatAgreeAreBelieved() {
    first.always(BLOCK, NodeFault.OTHER_FORK);
    RpcProviders providers = providers(3);
    for (int time = 1; time <= 3; time++) {
      assertEquals(new Known<>(true), providers.stands(FORKED, node.hash(FORKED)));
      now.pass(Duration.ofSeconds(2));
    }
    ProviderHealth outvoted = providers.standings().providers().getFirst();
    assertEquals("outvoted on a block", outvoted.reason());
    assertEquals(State.QUARANTINED, outvoted.state(now.millis()));
  }

  @Test
  void aWalkPastEveryFaultHasEveryBlockAndReceipt() {
    NodeFault[] faults = {
      NodeFault.NULL_RESULT, NodeFault.EMPTY_LIST, NodeFault.NO_LOGS, NodeFault.PARTIAL,
          NodeFault.SWAPPED,
      NodeFault.LATE_ANSWER, NodeFault.OTHER_BLOCK, NodeFault.FORGED_PARENT, NodeFault.FOREIGN_ID,
          NodeFault.REFUSED,
      NodeFault.TOO_MANY_REQUESTS, NodeFault.UNAVAILABLE, NodeFault.CUT_JSON,
          NodeFault.CUT_CONNECTION
    };
    long seed = 5;
    first.draw(seed, 30, faults);
    second.draw(seed + 1, 30, faults);
    ProviderHealthSnapshot standings = ProviderHealthSnapshot.NONE;
    int tries = 0;
    for (long number = 1; number <= HEAD; tries++) {
      assertTrue(tries < 500, "no progress with seed " + seed + " at block " + number);
      RpcProviders providers = providers(2, standings);
      if (providers.block(number) instanceof Known<Block>(Block block)
          && providers.receipts(block) instanceof Known<List<Receipt>>(var receipts)) {
        assertEquals(node.hash(number), block.hash());
        assertEquals(block.transactions().size(), receipts.size());
        number++;
      }
      standings = providers.standings();
      now.pass(Duration.ofSeconds(1));
    }
  }

  private FaultProxy way() throws Exception {
    FaultProxy way = FaultProxy.before(node.url()).knowing(fork.url());
    ways.add(way);
    return way;
  }

  private RpcProviders providers(int count) {
    return providers(count, ProviderHealthSnapshot.NONE);
  }

  private RpcProviders providers(int count, ProviderHealthSnapshot before) {
    List<NamedNode> ranked =
        ways.stream().limit(count).map(way -> NamedNode.at(way.url().toString())).toList();
    return new RpcProviders(ranked, Anvil.CHAIN_ID, before, now);
  }

  private static Block block(Chain chain, long number) {
    return known(chain.block(number));
  }

  private static List<Receipt> receipts(Chain chain, Block block) {
    return known(chain.receipts(block));
  }

  private static <T> T known(RpcResult<T> answer) {
    if (answer instanceof Known<T>(T value)) {
      return value;
    }
    throw new AssertionError("not known: " + answer);
  }

  /** A clock that stands until it is told to go on. */
  private static final class Now extends Clock {
    private Instant instant = Instant.ofEpochMilli(1_700_000_000_000L);

    void pass(Duration time) {
      instant = instant.plus(time);
    }

    @Override
    public Instant instant() {
      return instant;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
