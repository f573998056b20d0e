package io.fairfall.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCodecTest {
  /** Members, and the sentence that refuses them. */
  private static final String[] REFUSALS = {
    "'number':18446744073709551717|number must be a whole number from -9223372036854775808 to"
        + " 9223372036854775807.",
    "'number':9223372036854775808|number must be a whole number from -9223372036854775808 to"
        + " 9223372036854775807.",
    "'number':-9223372036854775809|number must be a whole number from -9223372036854775808 to"
        + " 9223372036854775807.",
    "'number':99999999999999999999999999999999999999999|number must be a whole number from"
        + " -9223372036854775808 to 9223372036854775807.",
    "'insured':18446744073709551717|insured must be a whole number from -9223372036854775808 to"
        + " 9223372036854775807.",
    "'small':4294967298|small must be a whole number from -2147483648 to 2147483647.",
    "'small':2147483648|small must be a whole number from -2147483648 to 2147483647.",
    "'small':-2147483649|small must be a whole number from -2147483648 to 2147483647.",
    "'floor':4294967296|floor must be a whole number from -2147483648 to 2147483647.",
    "'number':1.0|number must be a whole number from -9223372036854775808 to"
        + " 9223372036854775807.",
    "'number':15e1|number must be a whole number from -9223372036854775808 to"
        + " 9223372036854775807.",
    "'number':'150'|number must be a whole number.",
    "'number':true|number must be a whole number.",
    "'number':null|number must be a whole number.",
    "'number':[1]|number must be a whole number.",
    "'number':{}|number must be a whole number.",
    "'insured':'7'|insured must be a whole number.",
    "'fragile':0|fragile must be true or false.",
    "'fragile':'true'|fragile must be true or false.",
    "'fragile':null|fragile must be true or false.",
    "'weight':'1'|weight must be a number.",
    "'weight':1e999|weight must be a number of 64 bits.",
    "'worth':1.5|worth must be a whole number.",
    "'worth':1e9|worth must be a whole number.",
    "'label':7|label must be a text.",
    "'label':true|label must be a text.",
    "'label':['a']|label must be a text.",
    "'sent_by':7|sent_by must be an object.",
    "'sent_by':[]|sent_by must be an object.",
    "'sent_by':{'user_name':7,'age':1}|sent_by.user_name must be a text.",
    "'sent_by':{'userName':'x','age':1}|sent_by.userName is no member of this message.",
    "'sent_by':{'user_name':'x'}|sent_by.age is missing.",
    "'sent_by':{'age':1,'age':2}|sent_by.age stands there twice.",
    "'sent_by':{'age':-1}|age is not negative.",
    "'pieces':{}|pieces must be a list.",
    "'pieces':'x'|pieces must be a list.",
    "'pieces':[7]|pieces[0] must be an object.",
    "'pieces':[null]|pieces[0] must not be null.",
    "'pieces':[{'weight':1},{'weight':1,'sizes':[1,4294967297]}]|pieces[1].sizes[1] must be a"
        + " whole number from -2147483648 to 2147483647.",
    "'pieces':[{'weight':1},]|pieces[0] has a comma behind it, and nothing else.",
    "'notes':['a',7]|notes[1] must be a text.",
    "'notes':['a',null]|notes[1] must not be null.",
    "'counts':{'a':'1'}|counts.a must be a whole number.",
    "'counts':{'a':1,'a':1}|counts.a stands there twice.",
    "'counts':{'a':null}|counts.a must not be null.",
    "'floor':1,'floor':1|floor stands there twice.",
    "'floor':1,'fl\\u006for':1|floor stands there twice.",
    "'floor':null,'floor':1|floor stands there twice.",
    "'floor':1,|floor has a comma behind it, and nothing else.",
    "'flor':1|flor is no member of this message.",
    "'<b>':1|A member's name is not one of this message's.",
    "'':1|A member's name is not one of this message's.",
    "'floor':01|The body is not valid JSON at floor: see its character 11.",
    "'floor':+1|floor must be a whole number.",
    "'floor':.5|floor must be a whole number.",
    "'floor':1x|The body is not valid JSON at floor: see its character 11.",
    "'floor':-|The body is not valid JSON at floor: see its character 11.",
    "'floor':NaN|floor must be a whole number.",
    "'floor':nulls|The body is not valid JSON at floor: see its character 14.",
    "'fragile':truest|The body is not valid JSON at fragile: see its character 16.",
    "'notes':['\\x']|The body is not valid JSON at notes[0]: see its character 13.",
    "'notes':['\\u00g0']|The body is not valid JSON at notes[0]: see its character 16.",
    "'notes':['\\ud800']|The body is not valid JSON at notes[0]: see its character 11.",
    "'notes':['\\udc00\\ud800']|The body is not valid JSON at notes[0]: see its character 11.",
    "'notes':['a\ud83d']|The body is not valid JSON at notes[0]: see its character 11.",
    "'notes':['\\ud83d\\ud83d\\ude00']|The body is not valid JSON at notes[0]: see its character 11.",
    "'\\ud83d':1|The body is not valid JSON: see its character 2.",
    "'floor' 1|The body is not valid JSON at floor: see its character 10.",
    "floor:1|The body is not valid JSON: see its character 2.",
    "'floor':1;'small':2|The body is not valid JSON at floor: see its character 11.",
    ",'floor':1|The body is not valid JSON: see its character 2."
  };

  private static final String NEEDED =
      "\"label\":\"a\",\"number\":1,\"small\":2,\"fragile\":false,\"weight\":0.5";

  private static final Parcel FULL =
      new Parcel(
          "é \"\\ \n 🏈",
          Long.MIN_VALUE,
          Integer.MAX_VALUE,
          true,
          -1.5e-7,
          Long.MAX_VALUE,
          Integer.MIN_VALUE,
          BigInteger.TWO.pow(200),
          new Parcel.Sender("Ann", 7),
          List.of(new Parcel.Piece(3, List.of(1, -2)), new Parcel.Piece(0, null)),
          List.of("", "x"),
          Map.of("a", 1L),
          "{\"x\":[1,{\"y\":null}]}");

  /** Stored bodies are sealed and compared: not a byte may change. */
  @Test
  void whatIsWrittenStaysAsItIs() {
    assertEquals(
        "{\"label\":\"b\",\"number\":1,\"small\":2,\"fragile\":false,\"weight\":0.5}",
        JsonCodec.write(Parcel.of("b")));
    assertEquals(
        "{\"label\":\"é \\\"\\\\ \\n 🏈\",\"number\":-9223372036854775808,\"small\":2147483647,"
            + "\"fragile\":true,\"weight\":-1.5E-7,\"insured\":9223372036854775807,"
            + "\"floor\":-2147483648,"
            + "\"worth\":1606938044258990275541962092341162602522202993782792835301376,"
            + "\"sent_by\":{\"user_name\":\"Ann\",\"age\":7},"
            + "\"pieces\":[{\"weight\":3,\"sizes\":[1,-2]},{\"weight\":0}],\"notes\":[\"\",\"x\"],"
            + "\"counts\":{\"a\":1},\"raw\":{\"x\":[1,{\"y\":null}]}}",
        JsonCodec.write(FULL));
  }

  @Test
  void whatIsWrittenIsReadBack() {
    assertEquals(FULL, JsonCodec.fromStore(Parcel.class, JsonCodec.write(FULL)));
    assertEquals(FULL, JsonCodec.fromClient(Parcel.class, JsonCodec.write(FULL)));
    Parcel plain = Parcel.of("b");
    assertEquals(plain, JsonCodec.fromStore(Parcel.class, JsonCodec.write(plain)));
  }

  static Stream<Arguments> refusals() {
    return Stream.of(REFUSALS).map(line -> Arguments.of((Object[]) line.split("\\|", 2)));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void whatIsNotAsTheFormWantsItIsRefusedByName(String members, String sentence) {
    String json = '{' + members.replace('\'', '"') + '}';
    InvalidJsonException refused =
        assertThrows(
            InvalidJsonException.class, () -> JsonCodec.fromClient(Parcel.class, json), json);
    assertEquals(sentence, refused.sentence());
    boolean isSyntax = sentence.startsWith("The body") || sentence.startsWith("A member's");
    boolean isRule = sentence.equals("age is not negative.");
    assertTrue(isSyntax || isRule || sentence.startsWith(refused.member() + " "), sentence);
    assertFalse(refused.isTooLong());
  }

  @ParameterizedTest
  @ValueSource(strings = {"number", "small", "fragile", "weight"})
  void nothingIsNotZero(String member) {
    String json = '{' + NEEDED.replaceAll("\"" + member + "\":[^,]*,?", "") + '}';
    InvalidJsonException refused =
        assertThrows(
            InvalidJsonException.class,
            () -> JsonCodec.fromClient(Parcel.class, json.replace(",}", "}")));
    assertEquals(member + " is missing.", refused.sentence());
    assertThrows(
        BrokenStoreException.class,
        () -> JsonCodec.fromStore(Parcel.class, json.replace(",}", "}")));
  }

  @Test
  void absentAndNullAreTheSameWhereNothingMayBe() {
    String nulls =
        "\"insured\":null,\"floor\":null,\"worth\":null,\"sent_by\":null,\"pieces\":null,"
            + "\"notes\":null,\"counts\":null,\"raw\":null";
    assertEquals(
        JsonCodec.fromClient(Parcel.class, '{' + NEEDED + '}'),
        JsonCodec.fromClient(Parcel.class, '{' + NEEDED + ',' + nulls + '}'));
  }

  @Test
  void whiteSpaceAndTheOrderOfMembersSayNothing() {
    String json =
        " \r\n"
            + "\t{ \"weight\" : 0.5 , \"small\" :2,\"pieces\": [ ] ,\"label\":\"a\", \"number\" : 1"
            + " , \"fragile\":\n"
            + "false } \n";
    assertEquals(List.of(), JsonCodec.fromClient(Parcel.class, json).pieces());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "null", "[]", "7", "\"a\"", "x", "\u0000"})
  void onlyAnObjectIsRead(String json) {
    assertThrows(InvalidJsonException.class, () -> JsonCodec.fromClient(Parcel.class, json));
    assertThrows(InvalidJsonException.class, () -> JsonCodec.membersFromClient(json));
    assertThrows(BrokenStoreException.class, () -> JsonCodec.fromStore(Parcel.class, json));
    assertThrows(BrokenStoreException.class, () -> JsonCodec.membersFromStore(json));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "x", ",", "]", "}", "\u0000", "null"})
  void nothingFollowsTheObject(String more) {
    String json = '{' + NEEDED + '}' + more;
    assertThrows(InvalidJsonException.class, () -> JsonCodec.fromClient(Parcel.class, json));
    assertThrows(InvalidJsonException.class, () -> JsonCodec.membersFromClient(json));
  }

  @Test
  void everyBeginningOfATextIsRefused() {
    String json = JsonCodec.write(FULL);
    for (int length = 0; length < json.length(); length++) {
      String beginning = json.substring(0, length);
      assertThrows(
          InvalidJsonException.class,
          () -> JsonCodec.fromClient(Parcel.class, beginning),
          beginning);
    }
  }

  @Test
  void aTextIsBoundedInDepthAndLength() {
    String deep = "[".repeat(14) + "]".repeat(14);
    JsonCodec.membersFromClient("{\"a\":[" + deep + "]}");
    assertEquals(
        "JSON may be nested 16 deep at most.",
        assertThrows(
                InvalidJsonException.class,
                () -> JsonCodec.membersFromClient("{\"a\":[[" + deep + "]]}"))
            .sentence());
    String pit = "{\"raw\":" + "[".repeat(JsonCodec.MAX_CHARS - 7);
    assertThrows(InvalidJsonException.class, () -> JsonCodec.fromClient(Parcel.class, pit));
    InvalidJsonException tooLong =
        assertThrows(
            InvalidJsonException.class, () -> JsonCodec.fromClient(Parcel.class, pit + "["));
    assertTrue(tooLong.isTooLong());
    assertTrue(
        assertThrows(InvalidJsonException.class, () -> JsonCodec.membersFromClient(" " + pit))
            .isTooLong());
  }

  @Test
  void aNewerReleaseMayHaveAddedMembers() {
    String newer =
        '{' + NEEDED + ",\"new\":{\"x\":[1,\"}\",{\"y\":null}]},\"sent_by\":{\"age\":1,\"z\":2}}";
    Parcel read = JsonCodec.fromStore(Parcel.class, newer);
    assertEquals(new Parcel.Sender(null, 1), read.sentBy());
    assertThrows(InvalidJsonException.class, () -> JsonCodec.fromClient(Parcel.class, newer));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"floor\":4294967297",
        "\"floor\":\"1\"",
        "\"floor\":1.5",
        "\"floor\":1,\"floor\":1",
        "\"floor\":1,",
        "\"new\":{\"a\":1,\"a\":1}",
        "\"new\":[1,]",
        "\"new\":tru",
        "\"sent_by\":{\"age\":-1}",
        "\"pieces\":[null]"
      })
  void whatWeWouldNotHaveWrittenIsABrokenStore(String members) {
    String json = '{' + NEEDED + ',' + members + '}';
    BrokenStoreException broken =
        assertThrows(BrokenStoreException.class, () -> JsonCodec.fromStore(Parcel.class, json));
    assertTrue(
        String.valueOf(broken.getMessage()).startsWith("a stored Parcel is unreadable: "),
        broken.getMessage());
  }

  @Test
  void membersAreReadAsWhatTheyAre() {
    Map<String, ?> members =
        JsonCodec.membersFromClient(
            "{\"long\":9223372036854775807,\"larger\":9223372036854775808,\"exponent\":15e1,"
                + "\"fraction\":1.50,\"text\":\"7\",\"flag\":true,\"nothing\":null,\"list\":[1,null],"
                + "\"object\":{\"a\":{}}}");
    assertEquals(Long.MAX_VALUE, members.get("long"));
    assertEquals(new BigDecimal("9223372036854775808"), members.get("larger"));
    assertEquals(new BigDecimal("15e1"), members.get("exponent"));
    assertEquals(new BigDecimal("1.50"), members.get("fraction"));
    assertEquals("7", members.get("text"));
    assertEquals(true, members.get("flag"));
    assertTrue(members.containsKey("nothing"));
    assertEquals(2, ((List<?>) Objects.requireNonNull(members.get("list"))).size());
    assertEquals(Map.of("a", Map.of()), members.get("object"));
    assertEquals(
        "(a member) stands there twice.",
        assertThrows(
                InvalidJsonException.class,
                () -> JsonCodec.membersFromClient("{\"<b>\":1,\"<b>\":2}"))
            .sentence());
    assertEquals(
        "object.a stands there twice.",
        assertThrows(
                InvalidJsonException.class,
                () -> JsonCodec.membersFromClient("{\"object\":{\"a\":1,\"a\":2}}"))
            .sentence());
  }

  @Test
  void asciiTextIsTheSameJson() {
    String text = JsonCodec.write(Map.of("a", "Łódź – ’x’ 界 \ud83c\udfc8 \"\\\""));
    String ascii = JsonCodec.ascii(text);
    assertTrue(ascii.chars().allMatch(c -> c < 0x80), ascii);
    assertEquals(JsonCodec.membersFromStore(text), JsonCodec.membersFromStore(ascii));
    assertSame(ascii, JsonCodec.ascii(ascii));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "7, 7",
    "9223372036854775807, 9223372036854775807",
    "100, 100",
  })
  void aWholeNumberInTextIsRead(String text, long value) {
    assertEquals(value, WholeNumber.parse(text, 0, Long.MAX_VALUE).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-1",
        "+1",
        "01",
        "00",
        "1.0",
        "1e1",
        "0x1",
        " 1",
        "1 ",
        "٣",
        "9223372036854775808",
        "18446744073709551617",
        "1000000000000000000000000",
        "1_000",
        "a"
      })
  void whatIsNoWholeNumberInTextIsNone(String text) {
    assertTrue(WholeNumber.parse(text, 0, Long.MAX_VALUE).isEmpty());
    assertTrue(WholeNumber.parse("5", 6, 7).isEmpty());
    assertTrue(WholeNumber.parse("8", 6, 7).isEmpty());
  }
}
