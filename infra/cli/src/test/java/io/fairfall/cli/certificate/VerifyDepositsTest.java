package io.fairfall.cli.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.cli.certificate.PaperChain.Paid;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a certificate over 20,000 blocks must not hide, each hidden once by a dishonest house. */
class VerifyDepositsTest {
  private static final long FROM = 101;
  private static final long TO = 20_100;
  private static final int PAYMENTS = 30;
  private static final String STRANGER = "0x" + "5a".repeat(20);

  @AutoClose private final PaperChain chain = new PaperChain();
  private final Random random = new Random(17);
  private int hashes;

  @TempDir private Path folder;
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  VerifyDepositsTest() throws Exception {
    for (int payment = 0; payment < PAYMENTS; payment++) {
      long block = FROM + payment * (TO - FROM) / (PAYMENTS - 1);
      switch (payment % 6) {
        case 0, 1 -> pay(block, STRANGER, PaperChain.WALLET, 1_000 + payment);
        case 2 -> contract(block, 500 + payment, List.of());
        case 3 -> pay(block, PaperChain.WALLET, STRANGER, 77 + payment);
        case 4 -> contract(block, 0, List.of(big(1_001), big(0), big(300 + payment)));
        default -> {
          pay(block, STRANGER, PaperChain.WALLET, 9);
          contract(block, 12, List.of());
          pay(block, PaperChain.WALLET, PaperChain.WALLET, 4);
        }
      }
    }
    chain.paid.add(
        new Paid(7_000, hash(), STRANGER, PaperChain.WALLET, big(8), big(0), List.of(), false));
    chain.paid.add(
        new Paid(7_001, hash(), PaperChain.WALLET, STRANGER, big(8), big(0), List.of(), false));
    pay(FROM - 1, STRANGER, PaperChain.WALLET, 3);
    pay(TO + 1, STRANGER, PaperChain.WALLET, 3);
  }

  private static BigInteger big(long number) {
    return BigInteger.valueOf(number);
  }

  private String hash() {
    return "0x%064x".formatted(hashes++ * 31L + 5_000_000);
  }

  private void pay(long block, String from, String to, long wei) {
    chain.paid.add(new Paid(block, hash(), from, to, big(wei), big(0), List.of(), true));
  }

  private void contract(long block, long passedOn, List<BigInteger> parts) {
    String to = "0x" + "cc".repeat(20);
    chain.paid.add(new Paid(block, hash(), STRANGER, to, big(2), big(passedOn), parts, true));
  }

  private Written honest() throws Exception {
    return new Written(chain, FROM, TO);
  }

  private int verify(Written written) throws Exception {
    return verify(written, written.signed(written.text()), chain.url(), other());
  }

  /** The same node under another name. */
  private URI other() {
    return chain.url().resolve("/other");
  }

  private int verify(Written written, String text, URI... providers) throws Exception {
    Path file = Files.writeString(folder.resolve("certificate"), text);
    out = new StringWriter();
    err = new StringWriter();
    List<String> arguments =
        new ArrayList<>(List.of("" + FROM, "" + TO, "--certificate", file.toString()));
    arguments.addAll(List.of("--key", written.publicKey(folder).toString()));
    for (URI provider : providers) {
      arguments.addAll(List.of("--provider", provider.toString()));
    }
    return new CommandLine(new VerifyDepositsCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments.toArray(String[]::new));
  }

  private void assertRefused(Written written, String words) throws Exception {
    assertEquals(1, verify(written), out + "" + err);
    assertTrue(err.toString().startsWith("Refused. "), err.toString());
    assertTrue(err.toString().contains(words), words + " is not in: " + err);
  }

  @Test
  void anHonestOneHoldsAtTwoProviders() throws Exception {
    assertEquals(0, verify(honest()), err.toString());
    assertTrue(out.toString().startsWith("It holds at 2 providers: "), out.toString());
    assertTrue(out.toString().contains("provider 2: "), out.toString());
  }

  @Test
  void eachOmissionIsRefusedAndItsBlockNamed() throws Exception {
    int lines = honest().lines.size();
    assertTrue(lines > PAYMENTS);
    for (int line = 0; line < lines; line++) {
      Written written = honest();
      String gone = written.lines.remove(line);
      boolean isToken = gone.endsWith("dust");
      String block = gone.split(" ", -1)[0];
      assertRefused(written, isToken ? "of tokens the chain has it otherwise" : "block " + block);
    }
    for (int one = 0; one < honest().sent.size(); one++) {
      Written written = honest();
      String gone = written.sent.remove(one);
      assertRefused(written, "block " + gone.split(" ", -1)[0]);
    }
  }

  @Test
  void onePaymentThatTheHouseDoesNotKnowIsFoundByItsBlock() throws Exception {
    for (int time = 0; time < 20; time++) {
      Written written = honest();
      long block = FROM + random.nextLong(TO - FROM + 1);
      if (random.nextBoolean()) {
        pay(block, STRANGER, PaperChain.WALLET, 1);
      } else {
        contract(block, 1, List.of());
      }
      written.closing = chain.hash(TO) + " " + chain.balance(TO);
      assertRefused(written, "in block %d the balance changes by 1 wei".formatted(block));
      chain.paid.removeLast();
    }
  }

  @Test
  void aHiddenPaymentIsNotMadeUpForByALineOrByWhatIsSent() throws Exception {
    Written first = honest();
    pay(5_000, STRANGER, PaperChain.WALLET, 6);
    String hidden = chain.paid.getLast().hash();
    first.closing = chain.hash(TO) + " " + chain.balance(TO);
    String made = "5000 deposit:31337:0x" + "ab".repeat(32) + ":";
    insert(first, made + "N 6 credited");
    assertRefused(first, "there is no transaction 0xabab");
    first.lines.removeIf(one -> one.startsWith(made));
    insert(first, made + "I0 6 credited");
    assertRefused(first, "in block 5000 transactions brought 6 wei, not 0");
    first.lines.removeIf(one -> one.startsWith(made));
    insert(first, made.replace("5000 ", "4999 ") + "I0 6 credited");
    assertRefused(first, "in block 4999 the balance grew by 0 wei, not 6");
    first.lines.removeIf(one -> one.startsWith("4999 "));
    insert(first, "5000 deposit:31337:" + hidden + ":N 6 credited");
    assertEquals(0, verify(first), err.toString());
    // and one that is hidden beside a payment of the same amount
    Written second = honest();
    long fees = 21_000 * 7;
    pay(9_000, STRANGER, PaperChain.WALLET, fees + 6);
    pay(9_001, PaperChain.WALLET, STRANGER, 6);
    assertRefused(second, "nonce grew by");
    chain.code = "0xef0100" + "11".repeat(20);
    assertRefused(honest(), "the wallet has code");
  }

  private static void insert(Written written, String line) {
    long block = Long.parseLong(line.split(" ", -1)[0]);
    int place = 0;
    while (place < written.lines.size()
        && Long.parseLong(written.lines.get(place).split(" ", -1)[0]) <= block) {
      place++;
    }
    written.lines.add(place, line);
  }

  @Test
  void whatIsToldOtherwiseThanTheChainHasItIsRefused() throws Exception {
    Written amounts = honest();
    amounts.lines.set(0, amounts.lines.getFirst().replace(" 1000 ", " 1001 "));
    amounts.lines.set(1, amounts.lines.get(1).replace(" 1001 ", " 1000 "));
    assertRefused(amounts, "the chain does not have it so: deposit:31337:");
    Written swapped = honest();
    String first = swapped.lines.getFirst();
    swapped.lines.set(0, first.replace(":N ", ":I0 "));
    assertRefused(swapped, "in block 101 transactions brought 1000 wei, not 0");
    Written token = honest();
    token.lines.replaceAll(one -> one.replace(" 3503 dust", " 3504 dust"));
    assertRefused(token, "of tokens the chain has it otherwise: log 0");
    Written opening = honest();
    opening.opening = opening.opening + "0";
    assertRefused(opening, "after block 100 the wallet has");
    Written chainless = honest();
    chainless.closing = "0x" + "1".repeat(64) + " " + chain.balance(TO);
    assertRefused(chainless, "block 20100 is another one");
    Written twice = honest();
    twice.lines.add(1, twice.lines.getFirst());
    assertRefused(twice, "twice: deposit:31337:");
    Written returned = honest();
    returned.lines.add(1, returned.lines.getFirst().replace(":N ", ":N.2 "));
    assertRefused(returned, "twice: deposit:31337:");
    Written order = honest();
    order.lines.add(order.lines.removeFirst());
    assertRefused(order, "out of its place");
    Written state = honest();
    state.lines.replaceAll(one -> one.replace("credited", "kept"));
    assertRefused(state, "line 8 is no line of it");
  }

  @Test
  void aDepositThatCameBackCountsOnceUnderItsNewKey() throws Exception {
    Written written = honest();
    written.lines.replaceAll(one -> one.replace(":N ", ":N.2 ").replace(":I2 ", ":I2.3 "));
    assertEquals(0, verify(written), err.toString());
  }

  @Test
  void onlyWhatIsSignedWithTheHousesKeyCounts() throws Exception {
    Written written = honest();
    String text = written.signed(written.text());
    assertEquals(1, verify(honest(), text, chain.url(), other()));
    assertEquals("Refused. it is not signed with this key.\n", err.toString());
    assertEquals(1, verify(written, text.replace("credited", "claimed"), chain.url(), other()));
    assertEquals(1, verify(written, text + "\n", chain.url(), other()));
    assertEquals(1, verify(written, written.text(), chain.url(), other()));
    assertEquals(1, verify(written, "", chain.url(), other()));
    String shorter = written.text().replaceFirst("\nline [^\n]*", "");
    assertEquals(1, verify(written, written.signed(shorter), chain.url(), other()));
    assertTrue(err.toString().contains("lines are missing"), err.toString());
    Written elsewhere = new Written(chain, FROM, TO - 1);
    assertEquals(1, verify(elsewhere, elsewhere.signed(elsewhere.text()), chain.url(), other()));
    assertTrue(err.toString().contains("it is of blocks 101 to 20099"), err.toString());
  }

  @Test
  void twoProvidersMustSaySo() throws Exception {
    Written written = honest();
    String text = written.signed(written.text());
    assertEquals(2, verify(written, text, chain.url()));
    assertEquals(2, verify(written, text, chain.url(), chain.url()));
    try (PaperChain liar = new PaperChain()) {
      liar.paid.addAll(chain.paid);
      assertEquals(0, verify(written, text, chain.url(), liar.url()), err.toString());
      liar.paid.removeFirst();
      assertEquals(1, verify(written, text, chain.url(), liar.url()));
      assertTrue(err.toString().contains("provider 2: after block 20100"), err.toString());
    }
  }

  @Test
  void whatAProviderDoesNotSayIsUnknown() throws Exception {
    Written written = honest();
    String text = written.signed(written.text());
    for (String answer :
        List.of(
            "no JSON",
            "[]",
            "{\"id\":1}",
            "{\"id\":1,\"error\":{\"message\":\"missing trie node\"},\"result\":\"0x1\"}",
            "{\"id\":2,\"result\":\"0x7a69\"}",
            "{\"id\":1,\"result\":\"0x07a69\"}",
            "{\"id\":1,\"result\":31337}",
            "{\"id\":1,\"result\":\"0x10000000000000000\"}")) {
      chain.lying(_ -> answer);
      assertEquals(3, verify(written, text, chain.url(), other()), answer);
      assertTrue(err.toString().startsWith("Unknown: provider 1"), err.toString());
    }
    URI closed;
    try (PaperChain gone = new PaperChain()) {
      closed = gone.url();
    }
    chain.lying(answer -> answer);
    assertEquals(3, verify(written, text, chain.url(), closed));
    assertTrue(err.toString().startsWith("Unknown: provider 2"), err.toString());
  }
}
