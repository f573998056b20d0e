package io.fairfall.cli.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationReportTest {
  @Test
  void whatStoodInTheFileIsNoFormulaAndNoRowOfItsOwn(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("report.csv");
    try (MigrationReport report = MigrationReport.to(file)) {
      report.add(new Row.Rejected(2, "CSV_FORM", "a, b", "=HYPERLINK(\"x\"),\t1\u0007\n"));
      report.add(new Row.Rejected(3, "CSV_FORM", "c", "  @SUM(A1)"));
      report.add(new Row.Rejected(4, "CSV_FORM", "c", "-1"));
      report.add(new Row.Rejected(5, "CSV_FORM", "c", "+1"));
      report.add(new Row.Rejected(6, "CSV_FORM", "c", "x".repeat(999)));
    }
    assertEquals(
        List.of(
            "line,code,reason,row",
            "2,CSV_FORM,\"a, b\",\"'=HYPERLINK(\"\"x\"\"), 1\"",
            "3,CSV_FORM,c,'@SUM(A1)",
            "4,CSV_FORM,c,'-1",
            "5,CSV_FORM,c,'+1",
            "6,CSV_FORM,c," + "x".repeat(200)),
        Files.readAllLines(file));
  }
}
