package io.fairfall.cli.deposits;

import static io.fairfall.deposits.DepositsFixture.ALICE;
import static io.fairfall.deposits.DepositsFixture.BOB;
import static io.fairfall.deposits.DepositsFixture.CONFIRMATIONS;
import static io.fairfall.deposits.DepositsFixture.HOUSE;
import static io.fairfall.deposits.DepositsFixture.STRANGER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.anvil.Anvil;
import io.fairfall.anvil.PayerContract;
import io.fairfall.anvil.PayerContract.Payment;
import io.fairfall.anvil.TokenContract;
import io.fairfall.anvil.TransferRequest;
import io.fairfall.anvil.fault.FaultProxy;
import io.fairfall.anvil.fault.NodeFault;
import io.fairfall.cli.admin.AdminCommandException;
import io.fairfall.cli.certificate.VerifyDepositsCommand;
import io.fairfall.deposits.DepositAdminHandler;
import io.fairfall.deposits.DepositsFixture;
import io.fairfall.deposits.outbox.UnattributedFunds;
import io.fairfall.deposits.repair.Claims;
import io.fairfall.deposits.wiring.DepositsContext;
import io.fairfall.json.JsonCodec;
import io.fairfall.load.Tree;
import io.fairfall.platform.Environment;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the books of an indexer say of a chain, signed, and checked by other code at the chain. */
@Tag("integration")
class CertificateOfBooksTest {
  /** More than two pages; {@code -Ddeposits.certified=20000} makes it long. */
  private static final int BLOCKS = Integer.getInteger("deposits.certified", 600);

  private static final long LOOK_MS = 20_000;

  @AutoClose private final DepositsFixture world;
  private final String token;
  private final String payer;
  private final KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
  private final long from;
  private long to;
  private StringWriter err = new StringWriter();

  @TempDir private Path folder;

  CertificateOfBooksTest() throws Exception {
    // or it forgets all states but the newest thousand
    Anvil anvil = Anvil.start("--max-persisted-states", "100000");
    anvil.endow(BOB, BigInteger.TEN.pow(20));
    token = anvil.deploy(BOB, TokenContract.creation());
    payer = anvil.deploy(BOB, PayerContract.payer());
    anvil.send(TransferRequest.message(BOB, token, TokenContract.mint(BOB, BigInteger.TEN.pow(9))));
    world = new DepositsFixture(anvil, Map.of("DEPOSIT_TOKENS", token + ":1:15"));
    world.endowHouse(BigInteger.TEN.pow(18)); // which has to pay for gas
    world.mine(2);
    from = anvil.head() + 1;
  }

  private void everythingHappens() {
    world.send(ALICE, 1_000);
    world.send(STRANGER, 70);
    world.send(STRANGER, 3); // dust
    world.anvil.mine(1);
    pays(300);
    world.anvil.send(
        TransferRequest.message(
            BOB, token, TokenContract.transferMany(HOUSE, BigInteger.valueOf(101), 3)));
    world.anvil.mine(BLOCKS / 2);
    world.anvil.send(TransferRequest.ether(HOUSE, BOB, BigInteger.valueOf(111)));
    world.anvil.send(TransferRequest.ether(HOUSE, HOUSE, BigInteger.valueOf(5)));
    world.anvil.send(new TransferRequest(HOUSE, token, BigInteger.ONE, "0xdeadbeef")); // reverts
    world.send(STRANGER, 71);
    pays(4);
    world.anvil.mine(BLOCKS / 2);
    to = world.anvil.head();
    for (int look = 0; look < BLOCKS && world.cursor().number() < to; look++) {
      world.workFor(LOOK_MS);
    }
    for (int look = 0; look < 3; look++) {
      world.passedMs.addAndGet(61_000);
      world.mine(CONFIRMATIONS);
    }
    String key =
        world.kept().stream()
            .filter(one -> one.amount().toString().equals("71"))
            .findFirst()
            .orElseThrow()
            .key();
    new Claims(world.desk()).claim(key, new UnattributedFunds.Claim(BOB, "ada", "showed it"));
  }

  private void pays(long wei) {
    BigInteger value = BigInteger.valueOf(wei);
    world.anvil.send(
        new TransferRequest(BOB, payer, value, PayerContract.pay(new Payment(HOUSE, value))));
  }

  private CertificateText pages() {
    return pages(to);
  }

  /** Those up to a block, and what else is in the page of that. */
  private CertificateText pages(long last) {
    DepositAdminHandler operations = new DepositAdminHandler(world.another());
    CertificateText text = new CertificateText(from);
    while (text.next() <= last) {
      Map<String, Object> answer =
          operations.answer(
              "{\"action\":\"deposits.certificate\",\"from\":%d,\"to\":%d}"
                  .formatted(text.next(), to));
      assertEquals(true, answer.get("ok"), answer.toString());
      text.add(Tree.read(JsonCodec.write(answer)));
    }
    return text;
  }

  @Test
  void whatTheBooksSayHoldsAtTheChainAndNothingCanBeLeftOut() throws Exception {
    everythingHappens();
    String text = pages().signed(keys.getPrivate());
    assertEquals(
        Map.of("credited", 4L, "unattributed", 2L, "claimed", 1L, "dust", 2L), states(text));
    assertEquals(0, verify(text), err.toString());
    List<String> lines = text.lines().filter(one -> one.matches("(line|sent) .*")).toList();
    for (String line : lines) {
      assertEquals(1, verify(signedAgain(text, line, "")), line);
    }
    String dust = lines.stream().filter(one -> one.contains(":N 3 dust")).findFirst().orElseThrow();
    assertEquals(1, verify(signedAgain(text, dust, dust.replace(" 3 ", " 4 "))));
    assertEquals(1, verify(text.replace("credited", "claimed")));
    aNodeThatForgotAnOldBalanceIsNamedWithWhatItSays();
    whatWasReadIsACertificateOfItsOwn();
  }

  private static Map<String, Long> states(String text) {
    return text.lines()
        .filter(one -> one.startsWith("line "))
        .collect(
            Collectors.groupingBy(
                one -> one.substring(one.lastIndexOf(' ') + 1), Collectors.counting()));
  }

  /** As a dishonest house would write it, with its own signature. */
  private String signedAgain(String text, String line, String instead) throws Exception {
    List<String> all =
        text.lines()
            .map(one -> one.equals(line) ? instead : one)
            .filter(
                one ->
                    one.matches("(fairfall|chain|wallet|blocks|opening|closing|token|line|sent).*"))
            .toList();
    long count = all.stream().filter(one -> one.matches("(line|sent) .*")).count();
    String body = String.join("\n", all) + "\nend " + count + "\n";
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(keys.getPrivate());
    signature.update(body.getBytes(StandardCharsets.US_ASCII));
    return body + "signature " + Base64.getEncoder().encodeToString(signature.sign()) + "\n";
  }

  /** And can be written and checked, where the nodes fall silent then. */
  private void whatWasReadIsACertificateOfItsOwn() throws Exception {
    CertificateText some = pages(from);
    to = some.next() - 1;
    assertTrue(to < world.anvil.head() - CONFIRMATIONS, "there is more");
    assertEquals(0, verify(some.signed(keys.getPrivate())), err.toString());
  }

  private void aNodeThatForgotAnOldBalanceIsNamedWithWhatItSays() throws IOException {
    try (FaultProxy forgetful = FaultProxy.before(world.anvil.url())) {
      forgetful.always("eth_getBalance", NodeFault.REFUSED);
      Map<String, String> environment = new HashMap<>(world.environment());
      environment.put("ETHEREUM_RPC_URL", forgetful.url().toString());
      Map<String, Object> answer =
          new DepositAdminHandler(DepositsContext.of(new Environment(environment), world.clock))
              .answer(
                  "{\"action\":\"deposits.certificate\",\"from\":%d,\"to\":%d}"
                      .formatted(from, to));
      assertEquals(false, answer.get("ok"));
      assertTrue(answer.toString().contains("nothing is certified (blocks from " + from));
      assertTrue(answer.toString().contains("REFUSED"), answer.toString());
    }
  }

  @Test
  void whatNoTransactionBringsIsNotSigned() {
    everythingHappens();
    world.endowHouse(BigInteger.TEN.pow(19));
    world.anvil.mine(1);
    to = world.anvil.head();
    world.mine(CONFIRMATIONS);
    AdminCommandException refused = assertThrows(AdminCommandException.class, this::pages);
    assertTrue(String.valueOf(refused.getMessage()).contains("that nothing explains"));
  }

  @Test
  void onlyWhatCountsAndIsFinalIsCertified() {
    DepositAdminHandler operations = new DepositAdminHandler(world.another());
    for (String range :
        List.of(
            "\"from\":0,\"to\":1", "\"from\":2,\"to\":1", "\"from\":1,\"to\":99999", "\"to\":1")) {
      Map<String, Object> answer =
          operations.answer("{\"action\":\"deposits.certificate\",%s}".formatted(range));
      assertEquals(false, answer.get("ok"), range);
    }
  }

  private int verify(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("certificate"), text);
    String form = Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded());
    Path key =
        Files.writeString(
            folder.resolve("key"),
            "-----BEGIN PUBLIC KEY-----\n" + form + "\n-----END PUBLIC KEY-----\n");
    err = new StringWriter();
    try (FaultProxy other = FaultProxy.before(world.anvil.url())) {
      return new CommandLine(new VerifyDepositsCommand())
          .setOut(new PrintWriter(new StringWriter()))
          .setErr(new PrintWriter(err, true))
          .execute(
              "" + from,
              "" + to,
              "--certificate=" + file,
              "--key=" + key,
              "--provider=" + world.anvil.url(),
              "--provider=" + other.url());
    }
  }
}
