package io.fairfall.anvil.world;

import io.fairfall.anvil.Anvil;
import io.fairfall.anvil.PayerContract;
import io.fairfall.anvil.PayerContract.Payment;
import io.fairfall.anvil.TokenContract;
import io.fairfall.anvil.TransferRequest;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * Fills a node with a chain, the same one for the same seed: deposits of all kinds, and among them
 * as many transactions that look like some and are none.
 */
public final class ChainFiller {
  private static final int PERCENT = 100;
  private static final int NATIVE_PERCENT = 65;
  private static final int TOKEN_PERCENT = 25;
  private static final int TWICE_PERCENT = 10;

  /** A block holds as much gas as this many transactions may use. */
  private static final int MAX_IN_BLOCK = 40;

  private static final BigInteger ETHER = BigInteger.TEN.pow(18);
  private static final BigInteger WEALTH = ETHER.multiply(BigInteger.valueOf(100_000));
  private static final BigInteger TOKENS = BigInteger.TEN.pow(18);
  private static final int TOKEN_PARTS_BITS = 32;
  private static final int WEI_BITS = 60;

  private final Anvil anvil;
  private final Plan plan;
  private final Random random;
  private final ChainFixture fixture;

  /**
   * How much of everything.
   *
   * @param blocks of the whole chain, those that set it up included
   * @param deposits exactly as many; about as many other transactions are among them
   */
  public record Plan(long seed, int blocks, int players, int deposits) {}

  private ChainFiller(Anvil anvil, Plan plan) {
    this.anvil = anvil;
    this.plan = plan;
    this.random = new Random(plan.seed());
    this.fixture = setUp();
  }

  /**
   * Fills a new node.
   *
   * @param progress is told the number of the newest block now and then
   */
  public static ChainFixture fill(Anvil anvil, Plan plan, LongConsumer progress) {
    ChainFiller filler = new ChainFiller(anvil, plan);
    filler.fill(progress);
    return filler.fixture;
  }

  private ChainFixture setUp() {
    String hotWallet = address();
    String deployer = address();
    List<String> players = new ArrayList<>();
    for (int i = 0; i < plan.players(); i++) {
      players.add(address());
    }
    anvil.endow(hotWallet, WEALTH);
    anvil.endow(deployer, WEALTH);
    players.forEach(player -> anvil.endow(player, WEALTH));
    String token = anvil.deploy(deployer, TokenContract.creation());
    String otherToken = anvil.deploy(deployer, TokenContract.creation());
    String payer = anvil.deploy(deployer, PayerContract.payer());
    String regretful = anvil.deploy(deployer, PayerContract.regretful(hotWallet));
    int waiting = 0;
    for (String player : players) {
      for (String one : List.of(token, otherToken)) {
        anvil.send(TransferRequest.message(deployer, one, TokenContract.mint(player, TOKENS)));
      }
      waiting += 2;
      if (waiting >= MAX_IN_BLOCK) {
        anvil.mine(1);
        waiting = 0;
      }
    }
    anvil.mine(1);
    return new ChainFixture(hotWallet, token, otherToken, payer, regretful, players, WEALTH);
  }

  private void fill(LongConsumer progress) {
    long number = anvil.head();
    Map<Long, List<TransferRequest>> blocks = drawn(number + 1);
    for (var block : blocks.entrySet()) {
      if (block.getKey() > number + 1) {
        anvil.mine(block.getKey() - number - 1);
      }
      block.getValue().forEach(anvil::send);
      anvil.mine(1);
      number = block.getKey();
      progress.accept(number);
    }
    if (number < plan.blocks()) {
      anvil.mine(plan.blocks() - number);
    }
  }

  private Map<Long, List<TransferRequest>> drawn(long first) {
    Map<Long, List<TransferRequest>> blocks = new TreeMap<>();
    int deposits = 0;
    while (deposits < plan.deposits()) {
      boolean two = plan.deposits() - deposits >= 2 && random.nextInt(PERCENT) < TWICE_PERCENT;
      place(blocks, first, deposit(two ? 2 : 1));
      deposits += two ? 2 : 1;
      place(blocks, first, other());
    }
    return blocks;
  }

  private void place(Map<Long, List<TransferRequest>> blocks, long first, TransferRequest request) {
    List<TransferRequest> block;
    do {
      long number = first + random.nextLong(plan.blocks() - first + 1);
      block = blocks.computeIfAbsent(number, _ -> new ArrayList<>());
    } while (block.size() >= MAX_IN_BLOCK);
    block.add(request);
  }

  private TransferRequest deposit(int count) {
    int kind = random.nextInt(PERCENT);
    if (kind < NATIVE_PERCENT && count == 1) {
      return TransferRequest.ether(player(), fixture.hotWallet(), wei());
    }
    if (kind < NATIVE_PERCENT + TOKEN_PERCENT) {
      String data =
          count == 1
              ? TokenContract.transfer(fixture.hotWallet(), parts())
              : TokenContract.transferTwice(fixture.hotWallet(), parts());
      return TransferRequest.message(player(), fixture.token(), data);
    }
    Payment[] payments = new Payment[count];
    for (int i = 0; i < count; i++) {
      payments[i] = new Payment(fixture.hotWallet(), wei());
    }
    return paid(payments);
  }

  /** What is no deposit. */
  private TransferRequest other() {
    return switch (random.nextInt(12)) {
      case 0 -> TransferRequest.ether(player(), fixture.regretful(), wei()); // fails
      case 1 -> tokens(fixture.token(), fixture.hotWallet(), TOKENS.shiftLeft(1)); // fails
      case 2 -> TransferRequest.ether(player(), fixture.hotWallet(), BigInteger.ZERO);
      case 3 -> TransferRequest.creation(player(), PayerContract.payer());
      case 4 -> TransferRequest.ether(player(), player(), wei());
      case 5 -> tokens(fixture.token(), player(), parts());
      case 6 -> tokens(fixture.otherToken(), fixture.hotWallet(), parts());
      case 7 -> TransferRequest.ether(fixture.hotWallet(), fixture.hotWallet(), wei());
      case 8 -> TransferRequest.ether(fixture.hotWallet(), player(), wei());
      case 9 -> paid(new Payment(fixture.regretful(), wei()), new Payment(player(), wei()));
      case 10 -> paid(new Payment(player(), wei()));
      default -> tokens(fixture.token(), fixture.hotWallet(), BigInteger.ZERO);
    };
  }

  private TransferRequest tokens(String token, String to, BigInteger parts) {
    return TransferRequest.message(player(), token, TokenContract.transfer(to, parts));
  }

  private TransferRequest paid(Payment... payments) {
    BigInteger sum = BigInteger.ZERO;
    for (Payment payment : payments) {
      sum = sum.add(payment.wei());
    }
    return new TransferRequest(player(), fixture.payer(), sum, PayerContract.pay(payments));
  }

  private String player() {
    return fixture.players().get(random.nextInt(fixture.players().size()));
  }

  private BigInteger wei() {
    return new BigInteger(WEI_BITS, random).add(BigInteger.ONE);
  }

  private BigInteger parts() {
    return new BigInteger(TOKEN_PARTS_BITS, random).add(BigInteger.ONE);
  }

  private String address() {
    return "0x%08x%016x%016x".formatted(0xfa17fa11, random.nextLong(), random.nextLong());
  }
}
