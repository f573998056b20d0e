package io.fairfall.auditor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a reference house's exports are judged with. */
final class Exports {
  static final String NOW = "1900000000000";

  private Exports() {}

  /** Keys, bounds and vouched fundings, and no cut: nothing moves in these houses. */
  static String[] options(Path folder) throws IOException {
    Path keys = folder.resolve("keys.json");
    Files.writeString(
        keys,
        "{\"notBefore.1\":\"0\",\"key.1\":\"%s\",\"notBefore.2\":\"%d\",\"key.2\":\"%s\"}"
            .formatted(
                ReferenceHouse.FIRST_KEY.secret(),
                ReferenceHouse.ROTATION_MS,
                ReferenceHouse.SECOND_KEY.secret()));
    Path fundings = folder.resolve("fundings");
    Files.write(fundings, List.of("opening", "more"));
    return new String[] {
      "--keys",
      keys.toString(),
      "--fundings",
      fundings.toString(),
      "--deployed",
      "1,1000,20000",
      "--now",
      NOW,
      "--cut-minutes",
      "0"
    };
  }
}
