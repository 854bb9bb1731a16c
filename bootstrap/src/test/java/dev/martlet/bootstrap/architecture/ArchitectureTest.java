package dev.martlet.bootstrap.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.martlet.bootstrap.ModuleGraph;
import dev.martlet.platform.calls.Api;
import dev.martlet.platform.calls.invoke.Operation;
import dev.martlet.platform.core.Ids;
import dev.martlet.platform.sql.Sql;
import java.time.Clock;
import java.util.Date;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The second of four boundaries: layers, and the only arrows that there are between modules. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("testing/target/") && !location.contains("test-classes") && !location.contains("-tests.jar"))
            .importPackages("dev.martlet");

    private static final ModuleGraph GRAPH = ModuleGraph.load();

    @Test
    void theDomainKnowsNothingButJavaAndThePlatformsValues() {
        classes().that().resideInAPackage("dev.martlet.*.domain..")
                .should().onlyDependOnClassesThat(resideInAnyPackage("java..", "dev.martlet.platform.core", "dev.martlet.*.domain.."))
                .check(CLASSES);
        noClasses().that().resideInAPackage("dev.martlet.*.domain..").should().dependOnClassesThat().resideInAnyPackage("java.sql..", "java.net.http..")
                .check(CLASSES);
    }

    @Test
    void layersPointInwards() {
        noClasses().that().resideInAPackage("dev.martlet.*.application..").should().dependOnClassesThat().resideInAPackage("dev.martlet.*.infrastructure..")
                .check(CLASSES);
        noClasses().that().resideInAPackage("dev.martlet.*.api..")
                .should().dependOnClassesThat().resideInAnyPackage("dev.martlet.*.domain..", "dev.martlet.*.application..", "dev.martlet.*.infrastructure..")
                .check(CLASSES);
        noClasses().that().resideInAPackage("dev.martlet.*.application..")
                .should().dependOnClassesThat()
                .resideInAnyPackage("dev.martlet.platform.http..", "dev.martlet.platform.core.json..", "tools.jackson..", "io.helidon..", "java.sql..")
                .check(CLASSES);
    }

    @Test
    void modulesDependOnEachOthersApiOnlyAndOnlyWhereAnArrowIs() {
        GRAPH.names().forEach(module -> {
            String[] others = GRAPH.names().stream()
                    .filter(other -> !other.equals(module))
                    .map(other -> "dev.martlet." + other + "..")
                    .toArray(String[]::new);
            String[] allowed = arrows(module).stream().map(target -> "dev.martlet." + target + ".api").toArray(String[]::new);
            noClasses().that().resideInAPackage("dev.martlet." + module + "..")
                    .should().dependOnClassesThat(resideInAnyPackage(others).and(not(resideInAnyPackage(allowed))))
                    .check(CLASSES);
        });
    }

    @Test
    void everyArrowThatAModuleDeclaresIsUsed() {
        GRAPH.names().forEach(module -> assertThat(arrows(module)).as(module).allSatisfy(target -> assertThat(CLASSES.stream()
                .filter(type -> type.getPackageName().startsWith("dev.martlet." + module + ".") || type.getPackageName().equals("dev.martlet." + module))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(dependency -> dependency.getTargetClass().getPackageName()))
                .as(target).contains("dev.martlet." + target + ".api")));
    }

    /** Whose API or events a module declares that it uses. */
    private static Set<String> arrows(String module) {
        var arrows = new TreeSet<>(GRAPH.descriptor(module).dependencies());
        arrows.addAll(GRAPH.descriptor(module).publishers());
        return arrows;
    }

    @Test
    void modulesAndRoomsOfThePlatformHaveNoCycles() {
        slices().matching("dev.martlet.(*)..").should().beFreeOfCycles().check(CLASSES);
        slices().matching("dev.martlet.platform.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void thePlatformKnowsNothingOfCommerceAndNobodyKnowsTheBootstrap() {
        String[] modules = GRAPH.names().stream().map(module -> "dev.martlet." + module + "..").toArray(String[]::new);
        noClasses().that().resideInAPackage("dev.martlet.platform..").should().dependOnClassesThat().resideInAnyPackage(modules).check(CLASSES);
        noClasses().that().resideOutsideOfPackage("dev.martlet.bootstrap..").should().dependOnClassesThat().resideInAPackage("dev.martlet.bootstrap..")
                .check(CLASSES);
    }

    @Test
    void onlyRepositoriesSpeakSql() {
        noClasses().that().resideOutsideOfPackages("dev.martlet.platform..").and().haveSimpleNameNotEndingWith("Repository")
                .should().callMethodWhere(target(owner(assignableTo(Sql.class))))
                .check(CLASSES);
        noClasses().that().resideOutsideOfPackages("dev.martlet.platform..").should().dependOnClassesThat().resideInAnyPackage("java.sql..", "org.postgresql..")
                .check(CLASSES);
    }

    /** Ids alone begin with the clock of the process, until a database has answered. */
    @Test
    void theWallClockOfTheProcessDecidesNothing() {
        noClasses().that().doNotBelongToAnyOf(Ids.class)
                .should().callMethod(System.class, "currentTimeMillis")
                .orShould().callMethodWhere(target(owner(assignableTo(Clock.class))).and(target(nameMatching("(system|tick).*"))))
                .orShould().callMethodWhere(target(owner(resideInAPackage("java.time"))).and(target(nameMatching("now"))))
                .orShould().callConstructor(Date.class)
                .check(CLASSES);
    }

    @Test
    void onlyTheBootstrapKnowsLocalFromRemote() {
        noClasses().that().resideOutsideOfPackages("dev.martlet.platform..", "dev.martlet.bootstrap..")
                .should().dependOnClassesThat(resideInAPackage("dev.martlet.platform.calls..").and(nameMatching(".*(Invoker|GuardedApi)")))
                .check(CLASSES);
    }

    @Test
    void everyApiKeepsTheRulesOfOperations() {
        var apis = CLASSES.stream().filter(type -> type.isAnnotatedWith(Api.class)).map(type -> type.reflect()).toList();
        assertThat(apis).hasSameSizeAs(GRAPH.modules().stream().filter(module -> module.descriptor().offers().isPresent()).toList())
                .allSatisfy(api -> assertThat(Operation.of(api)).isNotEmpty());
    }
}
