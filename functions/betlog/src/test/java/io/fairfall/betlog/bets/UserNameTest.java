package io.fairfall.betlog.bets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.text.Normalizer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of many scripts, as their owners write them. */
class UserNameTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ann Lee-Smith Ulla J.R. X_1 7Ann",
        "O´Neil O′Neil Mc`D Anne–Marie O'Brien O’Brien ‘Abdul d’Arcy ’tHooft L·lull Zoë Łódź Ñandú Þór Øyvind Ångström İpek Ştefan Đặng",
        "Ἀριστοτέλης Γιώργος Дмитро Юлія Ђорђе Нурсұлтан Հայկ Անահիտ გიორგი ნინო",
        "משה צ׳רלי רמב״ם محمد فاطمة علی‌رضا می‌رود گل‌رخ یوسف",
        "अमित श्रीनिवास ক্ষিতিশ ਗੁਰਪ੍ਰੀਤ ભાવેશ ଜଗନ୍ନାଥ தமிழ்ச்செல்வி శ్రీను ಕೃಷ್ಣ ശ്രീക്കുട്ടി ശ്രീ‍ ක්‍රිෂ්ණ",
        "สมชาย ນາງ བསྟན་ အောင် សុភា አበበ ᏣᎳᎩ ᐃᓄᒃ ᠪᠠᠲᠤ",
        "山田太郎 ジャン・ポール ｱｷﾗ 김민준 王小明 𠮷田 ㄅㄆㄇ ꦱꦸꦭꦺ ᮔᮥᮛ ⵜⴰⵏⵉⵔⵜ ߒߞߏ ⲁⲛⲧⲱⲛⲓ ʻOkina Kahoʻolawe ١٢٣علي"
      })
  void whatPeopleAreCalledIsAName(String names) {
    for (String name : names.split(" ", -1)) {
      String expected = Normalizer.normalize(name, Normalizer.Form.NFC);
      if (name.equals("བསྟན་")) {
        assertThrows(IllegalArgumentException.class, () -> UserName.parse(name));
        assertEquals("བསྟན", UserName.parse("བསྟན"));
      } else {
        assertEquals(expected, UserName.parse(name), name);
        assertEquals(expected, UserName.parse(Normalizer.normalize(name, Normalizer.Form.NFD)));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Ann! | U+0021 (!)",
        "Ann\u202e | U+202E",
        "Ann\ud83d\ude00 | U+1F600",
        "<b> | U+003C",
        "a/b | U+002F",
        "-Ann | begins with a letter or a digit",
        ".Ann | begins with a letter or a digit",
        "\u0301Ann | begins with a letter or a digit",
        "`  ` | is missing",
        "abcdefghijklmnopqrstuvwxy | 24 characters at most",
      })
  void whatIsNoneIsRefusedForAReasonThatIsTrue(String name, String reason) {
    String said =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> UserName.parse(name)).getMessage());
    assertTrue(said.contains(reason), said);
  }

  @Test
  void twentyFourCharactersOfAnyPlaneAreAName() {
    assertEquals("𠮷".repeat(24), UserName.parse("𠮷".repeat(24)));
    assertThrows(IllegalArgumentException.class, () -> UserName.parse("𠮷".repeat(25)));
    assertThrows(IllegalArgumentException.class, () -> UserName.parse(null));
  }

  @Test
  void namesThatNobodyTellsApartAreOne() {
    for (List<String> same :
        List.of(
            List.of("O'Brien", "O’Brien", "o‘brien", "OʼBRIEN"),
            List.of("Zoë", "ZOE\u0308"),
            List.of("Straße", "STRASSE"),
            List.of("Ann Lee", "ann\u00a0lee", "ANN\u3000LEE"),
            List.of("Jean-Luc", "Jean\u2010Luc", "Jean\u2013Luc"),
            List.of("O'Neil", "O\u00b4Neil", "O\u2032Neil", "O`Neil"),
            List.of("ＡＮＮ", "ann"),
            List.of("علی‌رضا", "علیرضا"))) {
      String first = UserName.folded(UserName.parse(same.getFirst()));
      same.forEach(name -> assertEquals(first, UserName.folded(UserName.parse(name)), name));
    }
    assertNotEquals(UserName.folded("Ann"), UserName.folded("Anne"));
  }
}
