package io.fairfall.architecturetests;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may know whom. The picture of it is in docs/start/architecture.md. */
@Tag("integration")
class BoundariesTest {
  private static final List<String> LIBRARIES =
      List.of(
          "money",
          "json",
          "resilience",
          "journal",
          "settings",
          "ledger",
          "crash",
          "treasury",
          "payouts",
          "audit",
          "platform",
          "http",
          "mac-keys",
          "session",
          "ethereum-signatures",
          "betlog-store",
          "ethereum-rpc",
          "beacon",
          "beacon-client",
          "solvency");
  private static final List<String> DEPLOYABLES =
      List.of(
          "authorizer",
          "identity",
          "crash-api",
          "conductor",
          "realtime",
          "deposits",
          "withdrawals",
          "admin",
          "betlog");
  static final JavaClasses FUNCTIONS = functions();

  private static JavaClasses functions() {
    List<Path> folders =
        java.util.stream.Stream.concat(
                LIBRARIES.stream().map(module -> "lib/" + module), DEPLOYABLES.stream())
            .map(module -> SourceTree.root().resolve("functions/" + module + "/target/classes"))
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
            .resideInAnyPackage(
                packages("api-contract"),
                packages("dynamodb"),
                packages("golden"),
                packages("development-beacon"),
                packages("development-keys")));
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
            .resideInAnyPackage(packages("crash"), packages("treasury")));
  }

  @Test
  void depositsBuildNoGameJournal() {
    check(
        noClasses()
            .that()
            .resideInAPackage(packages("deposits"))
            .should()
            .dependOnClassesThat()
            .haveNameMatching("io\\.fairfall\\.crash\\.(GameJournal|bets\\.CrashGame)"));
  }

  @Test
  void theCodecKnowsNobody() {
    check(
        noClasses()
            .that()
            .resideInAPackage(packages("json"))
            .should()
            .dependOnClassesThat(
                resideInAPackage("io.fairfall..")
                    .and(DescribedPredicate.not(resideInAPackage(packages("json"))))));
  }

  @Test
  void httpAndPlatformKnowNoGame() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(packages("http"), packages("platform"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(packages("crash"), packages("ledger")));
  }

  @Test
  void onlyTheEthereumLibrariesKnowWeb3j() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(packages("ethereum-rpc"), packages("ethereum-signatures"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.web3j.."));
  }

  @Test
  void onlyTheBeaconsClientKnowsTheCurve() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(packages("beacon-client"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("supranational.."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ledger.Rules",
        "ledger.WalletRule",
        "ledger.EntryBuilder",
        "ledger.Replay",
        "crash.bets.BetRule",
        "crash.bets.CashoutRule",
        "crash.bets.BetSettlement"
      })
  void rulesKnowNoStoreAndNoClock(String rule) {
    assertTrue(FUNCTIONS.contain("io.fairfall." + rule), rule);
    check(
        noClasses()
            .that()
            .haveFullyQualifiedName("io.fairfall." + rule)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("software.amazon..", "io.fairfall.journal..", "java.time.."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"HouseRules", "RoundPnl", "Exposure", "ForcePoint"})
  void rulesOfTheHouseKnowNoStoreAndNoClock(String rule) {
    assertTrue(FUNCTIONS.contain("io.fairfall.treasury." + rule), rule);
    check(
        noClasses()
            .that()
            .haveFullyQualifiedName("io.fairfall.treasury." + rule)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("software.amazon..", "io.fairfall.journal..", "java.time.."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"deposits", "betlog", "audit", "conductor"})
  void roomsStandInOneOrder(String module) {
    check(slices().matching("io.fairfall." + module + ".(*)..").should().beFreeOfCycles());
  }

  @Test
  void roomsOfRealtimeStandInOneOrder() {
    check(slices().matching("io.fairfall.realtime.(*)..").should().beFreeOfCycles());
    check(
        noClasses()
            .that()
            .resideInAPackage("io.fairfall.realtime.delivery..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "io.fairfall.realtime.recovery..",
                "io.fairfall.realtime.snapshots..",
                "io.fairfall.realtime.protocol.."));
  }

  @Test
  void whoeverTalksToBrowsersHasNoSecret() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(packages("realtime"), packages("identity"))
            .should()
            .dependOnClassesThat()
            .haveNameMatching("io\\.fairfall\\.crash\\.(RoundSecrets?|Flight|HashChain)"));
  }

  /** What is on them is started once for all modules, and left out where answers come at once. */
  @Test
  void testsOnRealPartsSayThatTheyAre() {
    JavaClasses tests = new ClassFileImporter().importPaths(SourceTree.folders("test-classes"));
    DescribedPredicate<JavaClass> realParts =
        resideInAnyPackage(packages("dynamodb"), packages("anvil"), "com.microsoft.playwright..")
            .or(belongToAnyOf(ProcessBuilder.class))
            .or(simpleName("RunningFairfall"))
            .or(simpleName("DevelopmentChain"))
            .or(simpleName("LocalStackContainer"));
    ArchRule saidSo =
        noClasses()
            .that()
            .haveSimpleNameEndingWith("Test")
            .and(describe("have no tag", type -> !type.isAnnotatedWith(Tag.class)))
            .should()
            .transitivelyDependOnClassesThat(realParts);
    saidSo.check(tests);
  }

  @Test
  void timeIsHandedIn() {
    Set<String> roots = Handlers.classes();
    assertTrue(FUNCTIONS.stream().map(JavaClass::getName).toList().containsAll(roots));
    check(MachineTime.isAskedByNobody());
    check(MachineTime.isTakenBy(roots));
  }

  @ParameterizedTest
  @ValueSource(classes = {Clocks.Taken.class, Clocks.Referred.class, Clocks.OfTheZone.class})
  void aClockBelowTheCompositionRootsIsFound(Class<?> planted) {
    JavaClasses one = new ClassFileImporter().importClasses(planted);
    assertThrows(
        AssertionError.class, () -> MachineTime.isTakenBy(Handlers.classes()).check(one), "taken");
    MachineTime.isTakenBy(Set.of(planted.getName())).check(one);
  }

  @ParameterizedTest
  @ValueSource(classes = {Clocks.Read.class, Clocks.ReadAsADate.class, Clocks.ReadOfOld.class})
  void aClockThatIsReadIsFoundAnywhere(Class<?> planted) {
    JavaClasses one = new ClassFileImporter().importClasses(planted);
    assertThrows(AssertionError.class, () -> MachineTime.isAskedByNobody().check(one), "read");
  }

  /** Each function hands the ledger who is told; without, its lost slots would be in no metric. */
  @Test
  void lostSlotsOfAccountsAreCounted() {
    List<List<String>> made =
        FUNCTIONS.stream()
            .filter(one -> !one.getPackageName().equals("io.fairfall.ledger"))
            .flatMap(one -> one.getConstructorCallsFromSelf().stream())
            .filter(call -> call.getTargetOwner().getName().equals("io.fairfall.ledger.Accounts"))
            .map(
                call ->
                    call.getTarget().getRawParameterTypes().stream()
                        .map(JavaClass::getSimpleName)
                        .toList())
            .toList();
    assertTrue(made.size() >= 5, made::toString);
    for (List<String> parameters : made) {
      assertEquals("AppendListener", parameters.getLast(), parameters::toString);
    }
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

  @Test
  void exceptionsSayThatTheyAre() {
    check(
        noClasses()
            .that()
            .areAssignableTo(Exception.class)
            .should()
            .haveSimpleNameNotEndingWith("Exception"));
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(FUNCTIONS);
  }

  private static String packages(String module) {
    return "io.fairfall." + module.replace("-", "") + "..";
  }

  private static DescribedPredicate<JavaClass> isIn(String module) {
    return resideInAPackage(packages(module));
  }
}
