package io.fairfall.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignInMessageTest {
  private static final SignInMessage.Site SITE =
      new SignInMessage.Site(URI.create("https://fairfall.example"), "1");
  private static final SignInMessage MESSAGE =
      new SignInMessage(
          SITE,
          TestWallet.DEVELOPMENT.address(),
          "0123456789abcdef0123456789abcdef",
          Instant.parse("2026-11-20T10:00:00Z"));

  @Test
  void itIsLaidOutAsEip4361Says() {
    assertEquals(
        """
        fairfall.example wants you to sign in with your Ethereum account:
        0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266

        Sign in to Fairfall. Signing is free: it sends no transaction and moves no funds.

        URI: https://fairfall.example
        Version: 1
        Chain ID: 1
        Nonce: 0123456789abcdef0123456789abcdef
        Issued At: 2026-11-20T10:00:00Z
        Expiration Time: 2026-11-20T10:05:00Z\
        """,
        MESSAGE.text());
  }

  @Test
  void whatItWritesItReads() {
    assertEquals(Optional.of(MESSAGE), SignInMessage.read(SITE, MESSAGE.text()));
  }

  @Test
  void aTextThatIsLongerThanAnyMessageIsNotLookedAt() {
    String longest = MESSAGE.text() + " ".repeat(1_024 - MESSAGE.text().length());
    assertEquals(Optional.empty(), SignInMessage.read(SITE, longest));
    assertEquals(Optional.empty(), SignInMessage.read(SITE, longest + " "));
  }

  @Test
  void aMessageOfAnotherSiteOrChainIsNotOurs() {
    var impostor = new SignInMessage.Site(URI.create("https://fairfa11.example"), "1");
    var insecure = new SignInMessage.Site(URI.create("http://fairfall.example"), "1");
    var otherChain = new SignInMessage.Site(URI.create("https://fairfall.example"), "10");
    for (SignInMessage.Site site : new SignInMessage.Site[] {impostor, insecure, otherChain}) {
      String text =
          new SignInMessage(site, MESSAGE.address(), MESSAGE.nonce(), MESSAGE.issuedAt()).text();
      assertEquals(Optional.empty(), SignInMessage.read(SITE, text));
    }
  }

  @Test
  void noCharacterCanBeLeftOutOrDoubledOrChangedInCase() {
    String text = MESSAGE.text();
    for (int i = 0; i < text.length(); i++) {
      String before = text.substring(0, i);
      char c = text.charAt(i);
      String after = text.substring(i + 1);
      char other = Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c);
      assertEquals(Optional.empty(), SignInMessage.read(SITE, before + after));
      assertEquals(Optional.empty(), SignInMessage.read(SITE, before + c + c + after));
      if (other != c) {
        assertEquals(Optional.empty(), SignInMessage.read(SITE, before + other + after));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", " ", "\nResources:\n- https://another.example", "\0"})
  void nothingMayFollow(String more) {
    assertEquals(Optional.empty(), SignInMessage.read(SITE, MESSAGE.text() + more));
    assertEquals(Optional.empty(), SignInMessage.read(SITE, more + MESSAGE.text()));
  }

  @Test
  void lineEndsOfAnotherSystemAreNotOurs() {
    assertEquals(Optional.empty(), SignInMessage.read(SITE, MESSAGE.text().replace("\n", "\r\n")));
  }

  @Test
  void anImpossibleInstantIsNotOurs() {
    String text = MESSAGE.text();
    assertEquals(Optional.empty(), SignInMessage.read(SITE, text.replace("11-20T", "13-41T")));
    assertEquals(Optional.empty(), SignInMessage.read(SITE, text.replace("2026-", "-999-")));
  }
}
