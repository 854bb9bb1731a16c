import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/**
 * Adds a module: copies {@code modules/samples} under another name and adds it to both POMs. The profile {@code new-module} runs it and then writes the
 * documents and manifests.
 *
 * <p>{@code java modules/NewModule.java <name> [<thing>]}, in the root of the project. The name is a plural; the thing is one of them, and is made from the
 * name if it is left out: {@code reviews} and {@code review}. Ends with 1, without a change, for a name that cannot be a module's.
 */
public final class NewModule {
    private static final Path SAMPLES = Path.of("modules", "samples");
    private static final Set<String> LEFT_OUT = Set.of("target");
    private static final Pattern WORD = Pattern.compile("[a-z]{2,30}");
    private static final Pattern MODULE_LINE = Pattern.compile("^ *<module>modules/[a-z]+</module>$");
    private static final Pattern DEPENDENCY_LINE = Pattern.compile("^ *<dependency><groupId>dev\\.martlet</groupId><artifactId>martlet-[a-z]+</artifactId>.*");
    /** Packages, nodes and values of the configuration, first segments of paths. */
    private static final Set<String> RESERVED = Set.of("all", "none", "run", "rehearse", "default", "platform", "bootstrap", "launcher", "testing", "openapi",
            "health", "metrics", "modules", "events", "internal", "management", "public", "pg", "martlet", "api", "domain", "application", "infrastructure");
    /** PostgreSQL's reserved words: schema, role and table have the module's name, unquoted (appendix C of its manual). */
    private static final Set<String> SQL = Set.of("analyse", "analyze", "and", "any", "array", "as", "asc", "asymmetric", "authorization", "binary", "both",
            "cast", "check", "collate", "collation", "column", "concurrently", "constraint", "create", "cross", "deferrable", "desc", "distinct", "end",
            "except", "fetch", "foreign", "freeze", "from", "full", "grant", "group", "having", "ilike", "in", "initially", "inner", "intersect", "into",
            "is", "isnull", "join", "lateral", "leading", "left", "like", "limit", "localtime", "localtimestamp", "natural", "not", "notnull", "offset",
            "on", "only", "or", "order", "outer", "overlaps", "placing", "primary", "references", "returning", "right", "select", "similar", "some",
            "symmetric", "system", "table", "tablesample", "then", "to", "trailing", "union", "unique", "user", "using", "variadic", "verbose", "when",
            "where", "window", "with");

    private final String name;
    private final String thing;

    private NewModule(String name, String thing) {
        this.name = name;
        this.thing = thing;
    }

    /** @param arguments name and thing; a thing that is {@code -} is made from the name */
    public static void main(String[] arguments) throws IOException {
        String name = arguments.length > 0 ? arguments[0] : "";
        String thing = arguments.length > 1 && !arguments[1].equals("-") ? arguments[1] : singular(name);
        var module = new NewModule(name, thing);
        List<String> faults = module.faults();
        if (!faults.isEmpty()) {
            IO.println("Usage: ./mvnw -Pnew-module -Dname=reviews [-Dthing=review]\n" + String.join("\n", faults));
            System.exit(1);
        }
        module.make();
        IO.println("Made modules/" + name + ". Next: write its documents and manifests.");
    }

    private static String singular(String plural) {
        return plural.endsWith("ies") ? plural.replaceFirst("ies$", "y") : plural.replaceFirst("s$", "");
    }

    private List<String> faults() throws IOException {
        var faults = new ArrayList<String>();
        for (String word : List.of(name, thing)) {
            if (!WORD.matcher(word).matches()) {
                faults.add("name and thing are 2 to 30 lower-case letters, not '" + word + "'");
            } else if (RESERVED.contains(word) || SQL.contains(word) || SourceVersion.isKeyword(word)) {
                faults.add("'" + word + "' is reserved");
            } else if (words().contains(word) || words().contains(typeName(word))) {
                faults.add("the module samples uses the word '" + word + "' for something else");
            }
        }
        if (name.equals(thing)) {
            faults.add("the name is a plural; give the singular with -Dthing=");
        }
        if (faults.isEmpty() && Files.exists(Path.of("modules", name))) {
            faults.add("modules/" + name + " exists");
        }
        return faults;
    }

    /** What the code of the module samples uses, but for its own name. */
    private static Set<String> words() throws IOException {
        var words = new HashSet<String>();
        for (Path file : files()) {
            if (file.toString().endsWith(".java")) {
                String code = Files.readString(file).replaceAll("(?s)/\\*.*?\\*/|//[^\\n]*|\"\"\".*?\"\"\"|\"[^\"\\n]*\"", " ");
                Pattern.compile("\\w+").matcher(code).results().forEach(word -> words.add(word.group()));
            }
        }
        return words;
    }

    private void make() throws IOException {
        for (Path file : files()) {
            Path target = Path.of(renamed(file.toString()));
            Files.createDirectories(target.getParent());
            Files.writeString(target, renamed(Files.readString(file)));
        }
        String dependency = "<dependency><groupId>dev.martlet</groupId><artifactId>martlet-" + name + "</artifactId>";
        addAfterLast(Path.of("pom.xml"), MODULE_LINE, "samples", "    <module>modules/" + name + "</module>");
        addAfterLast(Path.of("pom.xml"), DEPENDENCY_LINE, "platform", "      " + dependency + "<version>${project.version}</version></dependency>");
        addAfterLast(Path.of("bootstrap", "pom.xml"), DEPENDENCY_LINE, "platform", "    " + dependency + "</dependency>");
    }

    /** After the last line of this form without the word. */
    private static void addAfterLast(Path file, Pattern form, String without, String line) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        int last = -1;
        for (int at = 0; at < lines.size(); at++) {
            if (form.matcher(lines.get(at)).matches() && !lines.get(at).contains(without) && !lines.get(at).contains("launcher")) {
                last = at;
            }
        }
        if (last < 0) {
            throw new IllegalStateException("no module in " + file);
        }
        lines.add(last + 1, line);
        Files.writeString(file, String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(SAMPLES)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> LEFT_OUT.stream().noneMatch(folder -> file.startsWith(SAMPLES.resolve(folder))))
                    .sorted()
                    .toList();
        }
    }

    private String renamed(String text) {
        return text.replace("samples", name).replace("Samples", typeName(name)).replace("sample", thing).replace("Sample", typeName(thing));
    }

    private static String typeName(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
