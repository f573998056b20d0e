package io.fairfall.dynamodb;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * SQLite's native library for this machine. It is unpacked once per process, before DynamoDB Local
 * is first loaded, and removed when the process ends.
 */
final class NativeSqlite {
  private static final String PATH_PROPERTY = "sqlite4java.library.path";
  private static @Nullable Path unpacked;

  private NativeSqlite() {}

  /** Makes the library loadable. A folder named by the system property is left as it is. */
  static synchronized void prepare() {
    if (unpacked != null || System.getProperty(PATH_PROPERTY) != null) {
      return;
    }
    try {
      Path folder = Files.createTempDirectory("fairfall-sqlite");
      Path library = folder.resolve(fileName());
      try (InputStream packed = NativeSqlite.class.getResourceAsStream("natives/" + fileName())) {
        if (packed == null) {
          throw new IllegalStateException("the SQLite library is missing in this build");
        }
        Files.copy(packed, library, StandardCopyOption.REPLACE_EXISTING);
      }
      folder.toFile().deleteOnExit(); // the last one named goes first
      library.toFile().deleteOnExit();
      System.setProperty(PATH_PROPERTY, folder.toString());
      unpacked = folder;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack the SQLite library", e);
    }
  }

  private static String fileName() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    boolean intel = System.getProperty("os.arch").matches("amd64|x86_64");
    boolean mac = system.startsWith("mac");
    if (mac) {
      return intel ? "libsqlite4java-osx.dylib" : "libsqlite4java-osx-aarch64.dylib";
    }
    if (intel && system.startsWith("linux")) {
      return "libsqlite4java-linux-amd64.so";
    }
    if (intel && system.startsWith("windows")) {
      return "sqlite4java-win32-x64.dll";
    }
    throw new IllegalStateException(
        "DynamoDB Local has no SQLite library for %s on %s; name a folder that holds one in -D%s"
            .formatted(
                System.getProperty("os.name"), System.getProperty("os.arch"), PATH_PROPERTY));
  }
}
