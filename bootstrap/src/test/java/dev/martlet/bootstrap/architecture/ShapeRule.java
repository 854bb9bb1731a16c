package dev.martlet.bootstrap.architecture;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The rules of docs/adding-a-module.md on the layout of a feature module. */
enum ShapeRule {
    /** The root package holds the wiring alone; below it are the four packages, {@code api} only where other modules use it. */
    PACKAGES(module -> {
        var expected = new HashSet<>(Set.of("", "domain", "application", "infrastructure"));
        if (module.hasApiPackage()) {
            expected.add("api");
        }
        var found = new HashSet<String>();
        module.main().forEach(file -> found.add(file.folder()));
        return Stream.of(
                expected.stream().filter(folder -> !found.contains(folder)).map(folder -> "no package " + folder),
                found.stream().filter(folder -> !expected.contains(folder)).map(folder -> "package " + folder),
                module.main("").stream().filter(file -> !file.name().equals(module.typeName() + "Module")).map(file -> file + " in the root package"))
                .flatMap(violations -> violations);
    }),

    /** {@code api} documents itself, and has the types that the descriptor promises. */
    API(module -> {
        var required = new ArrayList<Pattern>();
        if (module.hasApiPackage()) {
            required.add(Pattern.compile("package-info"));
        }
        if (module.offersApi()) {
            required.add(Pattern.compile(module.typeName() + "Api"));
        }
        if (module.publishesEvents()) {
            required.add(Pattern.compile("\\w+Events"));
        }
        return required.stream()
                .filter(name -> module.main("api").stream().noneMatch(file -> name.matcher(file.name()).matches()))
                .map(name -> "no api/" + name);
    }),

    /** The suffix of a name tells its package. */
    SUFFIXES(module -> {
        var folders = Map.of("Module", "", "Api", "api", "Events", "api", "Service", "application", "Handlers", "application",
                "Routes", "infrastructure", "Body", "infrastructure", "View", "infrastructure", "Repository", "infrastructure", "Settings", "infrastructure");
        return module.main().stream()
                .filter(file -> folders.entrySet().stream().anyMatch(
                        folder -> file.name().endsWith(folder.getKey()) && !file.folder().equals(folder.getValue())))
                .map(file -> file + " in the wrong package");
    }),

    /** {@code <Name>Service} in {@code application} implements the API. */
    API_IMPLEMENTATION(module -> !module.offersApi() || module.main("application").stream().anyMatch(
                    file -> file.name().equals(module.typeName() + "Service") && file.implementsType(module.typeName() + "Api"))
            ? Stream.of()
            : Stream.of("no application/" + module.typeName() + "Service that implements the API")),

    /** One class of event handlers for each publishing module, named after it. */
    HANDLERS(module -> {
        var handlers = module.main("application").stream().filter(file -> file.name().endsWith("Handlers")).map(SourceFile::name).toList();
        var expected = module.publishers().stream().map(publisher -> singular(publisher) + "Handlers").toList();
        return Stream.of(
                expected.stream().filter(name -> !handlers.contains(name)).map(name -> "no application/" + name),
                handlers.stream().filter(name -> !expected.contains(name)).map(name -> "application/" + name + " without such a publisher"))
                .flatMap(violations -> violations);
    }),

    /** A use case is a public final class named verb first, by which its only public method is called. */
    USE_CASES(module -> module.main("application").stream()
            .filter(file -> file.isClass() && !file.isException() && !file.name().endsWith("Service") && !file.name().endsWith("Handlers"))
            .filter(file -> isCalledByRoutes(file, module) || file.publicMethods().size() == 1)
            .filter(file -> !isUseCase(file))
            .map(file -> file + " is no use case: methods " + file.publicMethods())),

    /** A request body is named after the use case that it is for. */
    BODIES(module -> module.main("infrastructure").stream()
            .filter(file -> file.name().endsWith("Body"))
            .filter(file -> module.main("application").stream().noneMatch(useCase -> file.name().equals(useCase.name() + "Body") && isUseCase(useCase)))
            .map(file -> file + " without its use case")),

    /** A port has a fake in the tests; a functional interface, for which a lambda is enough, need not. */
    PORTS(module -> module.main("application").stream()
            .filter(file -> file.isInterface() && !file.is("sealed") && !file.is("@FunctionalInterface"))
            .filter(port -> module.tests().stream().noneMatch(
                    fake -> Set.of("InMemory" + port.name(), "Fake" + port.name()).contains(fake.name()) && fake.implementsType(port.name())))
            .map(port -> port + " without a fake in the tests")),

    /** SQL stands in constants whose names are the module's. */
    STATEMENTS(module -> {
        var elsewhere = Pattern.compile("\\b(?!of\\b)\\w+\\(\\s*\"\"\"");
        var name = Pattern.compile("SqlStatement\\.of\\(\\s*\"([^\"]*)\"");
        var names = module.main("infrastructure").stream()
                .flatMap(file -> name.matcher(file.code()).results()).map(found -> found.group(1)).toList();
        return Stream.of(
                module.main("infrastructure").stream().filter(file -> elsewhere.matcher(file.code()).find()).map(file -> file + " has SQL in a call"),
                names.stream().filter(statement -> !statement.startsWith(module.name() + ".")).map(statement -> "statement " + statement),
                names.stream().filter(statement -> names.indexOf(statement) != names.lastIndexOf(statement)).map(statement -> statement + " twice"))
                .flatMap(violations -> violations);
    }),

    /** Columns by name: a star breaks prepared statements when a newer version adds one. Pages start at their cursor, not at "null or". */
    COLUMNS(module -> {
        var loose = Pattern.compile("(?i)\\b(select|returning)\\s+(all\\s+|distinct\\s+)?(\\w+\\.)?\\*|\\w\\.\\*[\\s,]|[:?][^\\n]{0,20}\\bis null\\s+or\\b");
        return module.main("infrastructure").stream()
                .filter(file -> file.name().endsWith("Repository") && loose.matcher(file.code()).find())
                .map(file -> file + " has a star or a cursor that may be null");
    }),

    /** What a module brings beside its classes. */
    RESOURCES(module -> {
        var expected = new ArrayList<>(List.of(
                "main/java/module-info.java",
                "main/resources/openapi/" + module.name() + ".yaml",
                "main/resources/db/" + module.name() + "/V1__" + module.name() + ".sql"));
        if (module.hasApiPackage()) {
            expected.add("main/resources/contract/" + module.name() + ".json");
        }
        return expected.stream().filter(path -> !module.files().containsKey(path)).map(path -> "no src/" + path);
    }),

    /** The tests that every module has in the root package of its tests. */
    TESTS(module -> {
        var expected = new ArrayList<>(List.of(module.typeName() + "RoundTripsTest"));
        module.main("infrastructure").stream().filter(file -> file.name().endsWith("Routes")).forEach(file -> expected.add(file.name() + "Test"));
        if (module.offersApi()) {
            expected.add(module.typeName() + "ApiTest");
        }
        return expected.stream()
                .filter(name -> module.tests().stream().noneMatch(file -> file.folder().isEmpty() && file.name().equals(name)))
                .map(name -> "no test " + name);
    });

    private final Function<ModuleSources, Stream<String>> check;

    ShapeRule(Function<ModuleSources, Stream<String>> check) {
        this.check = check;
    }

    List<String> violations(ModuleSources module) {
        return check.apply(module).toList();
    }

    private static boolean isUseCase(SourceFile file) {
        if (!file.isClass() || !file.is("public") || !file.is("final") || file.publicMethods().size() != 1) {
            return false;
        }
        String method = file.publicMethods().getFirst();
        String verb = Character.toUpperCase(method.charAt(0)) + method.substring(1);
        return file.name().matches(verb + "[A-Z]\\w*");
    }

    private static boolean isCalledByRoutes(SourceFile file, ModuleSources module) {
        return module.main("infrastructure").stream().anyMatch(routes -> routes.name().endsWith("Routes") && routes.mentions(file.name()));
    }

    private static String singular(String module) {
        return Character.toUpperCase(module.charAt(0)) + module.substring(1).replaceFirst("s$", "");
    }
}
