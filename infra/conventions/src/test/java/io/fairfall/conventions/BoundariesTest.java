package io.fairfall.conventions;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may know whom. The picture of it is in docs/start/architecture.md. */
class BoundariesTest {
  private static final List<String> LIBRARIES =
      List.of(
          "money",
          "resilience",
          "journal",
          "settings",
          "ledger",
          "game",
          "house",
          "audit",
          "edge",
          "keys",
          "session",
          "wallet",
          "pools",
          "chain");
  private static final List<String> DEPLOYABLES =
      List.of(
          "authorizer",
          "identity",
          "play",
          "conductor",
          "feed",
          "deposits",
          "operations",
          "betlog");
  private static final JavaClasses FUNCTIONS = functions();

  private static JavaClasses functions() {
    List<Path> folders =
        java.util.stream.Stream.concat(LIBRARIES.stream(), DEPLOYABLES.stream())
            .map(module -> Checkout.root().resolve("functions/" + module + "/target/classes"))
            .toList();
    for (Path folder : folders) {
      if (!Files.isDirectory(folder)) {
        throw new IllegalStateException("build the functions first: there is no " + folder);
      }
    }
    return new ClassFileImporter().importPaths(folders);
  }

  @Test
  void everyModuleIsLookedAt() {
    for (String module : LIBRARIES) {
      assertFalse(FUNCTIONS.that(isIn(module)).isEmpty(), module);
    }
    for (String module : DEPLOYABLES) {
      assertFalse(FUNCTIONS.that(isIn(module)).isEmpty(), module);
    }
  }

  @Test
  void nothingThatIsDeployedKnowsWhatItIsCheckedWith() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(packages("contract"), packages("dynamodb")));
  }

  @Test
  void noDeployableKnowsAnother() {
    for (String one : DEPLOYABLES) {
      String[] others =
          DEPLOYABLES.stream()
              .filter(other -> !other.equals(one))
              .map(BoundariesTest::packages)
              .toArray(String[]::new);
      check(
          noClasses()
              .that()
              .resideInAPackage(packages(one))
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(others));
    }
  }

  @Test
  void noLibraryKnowsADeployable() {
    String[] deployables =
        DEPLOYABLES.stream().map(BoundariesTest::packages).toArray(String[]::new);
    for (String library : LIBRARIES) {
      check(
          noClasses()
              .that()
              .resideInAPackage(packages(library))
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(deployables));
    }
  }

  @Test
  void librariesStandOnEachOtherWithoutCircles() {
    check(slices().matching("io.fairfall.(*)..").should().beFreeOfCycles());
  }

  @Test
  void theLedgerKnowsNoGame() {
    check(
        noClasses()
            .that()
            .resideInAPackage(packages("ledger"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(packages("game"), packages("house")));
  }

  @Test
  void depositsBuildNoGameJournal() {
    check(
        noClasses()
            .that()
            .resideInAPackage(packages("deposits"))
            .should()
            .dependOnClassesThat()
            .haveNameMatching("io\\.fairfall\\.game\\.(GameJournal|bets\\.CrashGame)"));
  }

  @Test
  void theEdgeKnowsNoGame() {
    check(
        noClasses()
            .that()
            .resideInAPackage(packages("edge"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(packages("game"), packages("ledger")));
  }

  @Test
  void onlyTheChainAndWalletsKnowEthereum() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(packages("chain"), packages("wallet"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.web3j.."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ledger.Rules",
        "ledger.WalletRule",
        "ledger.Draft",
        "ledger.Replay",
        "game.bets.BetRule",
        "game.bets.CashoutRule",
        "game.bets.Closing"
      })
  void rulesKnowNoStoreAndNoClock(String rule) {
    check(
        noClasses()
            .that()
            .haveFullyQualifiedName("io.fairfall." + rule)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("software.amazon..", "io.fairfall.journal..", "java.time.."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"HouseRules", "Takings"})
  void rulesOfTheHouseKnowNoStoreAndNoClock(String rule) {
    check(
        noClasses()
            .that()
            .haveFullyQualifiedName("io.fairfall.house." + rule)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("software.amazon..", "io.fairfall.journal..", "java.time.."));
  }

  @Test
  void roomsOfTheFeedStandInOneOrder() {
    check(slices().matching("io.fairfall.feed.(*)..").should().beFreeOfCycles());
    check(
        noClasses()
            .that()
            .resideInAPackage("io.fairfall.feed.delivery..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "io.fairfall.feed.greeting..",
                "io.fairfall.feed.snapshots..",
                "io.fairfall.feed.words.."));
  }

  @Test
  void whoeverTalksToBrowsersHasNoSecret() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(packages("feed"), packages("identity"))
            .should()
            .dependOnClassesThat()
            .haveNameMatching("io\\.fairfall\\.game\\.(RoundSecrets?|Flight|HashChain)"));
  }

  @Test
  void timeIsHandedIn() {
    check(noClasses().should().callMethod(System.class, "currentTimeMillis"));
    check(noClasses().should().callMethod(Instant.class, "now"));
  }

  @Test
  void namesAreTheFields() {
    check(
        noClasses()
            .should()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Manager"));
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(FUNCTIONS);
  }

  private static String packages(String module) {
    return "io.fairfall." + module + "..";
  }

  private static com.tngtech.archunit.base.DescribedPredicate<
          com.tngtech.archunit.core.domain.JavaClass>
      isIn(String module) {
    return com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage(packages(module));
  }
}
