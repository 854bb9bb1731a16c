package dev.martlet.bootstrap.architecture;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A Java file of a feature module.
 *
 * @param folder its package below the module's: {@code api}, {@code infrastructure}, …; empty for the module's root package
 * @param code without comments
 */
record SourceFile(String folder, String name, String code) {
    private static final Pattern COMMENT = Pattern.compile("(?s)(\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])+')|/\\*.*?\\*/|//[^\\n]*");
    private static final Pattern TYPE = Pattern.compile(
            "(?m)^((?:@\\w+(?:\\([^)]*\\))?\\s+)*)((?:(?:public|final|abstract|sealed|non-sealed) )*)(class|record|interface|enum|@interface) (\\w+)");
    private static final Pattern PUBLIC_METHOD = Pattern.compile("(?m)^    public (?!static |record |enum |interface |class )[^=;(]*?\\b([a-z]\\w*)\\(");

    /** @param path below the module's package */
    static SourceFile of(Path path, String text) {
        String folder = path.getParent() == null ? "" : path.getParent().toString().replace('\\', '/');
        return new SourceFile(folder, path.getFileName().toString().replace(".java", ""), COMMENT.matcher(text).replaceAll("$1"));
    }

    boolean isInterface() {
        return kind().equals("interface");
    }

    boolean isClass() {
        return kind().equals("class");
    }

    boolean isException() {
        return isClass() && code.contains(" extends RuntimeException");
    }

    boolean is(String modifier) {
        return type().map(type -> List.of((type.group(1) + type.group(2)).split("\\s+")).contains(modifier)).orElse(false);
    }

    boolean implementsType(String type) {
        return Pattern.compile("\\b" + name + "\\b[^{]*\\bimplements\\b[^{]*\\b" + type + "\\b").matcher(code).find();
    }

    /** The names of the public instance methods of the top-level type. */
    List<String> publicMethods() {
        return PUBLIC_METHOD.matcher(code).results().map(method -> method.group(1)).distinct().toList();
    }

    boolean mentions(String type) {
        return Pattern.compile("\\b" + type + "\\b").matcher(code).find();
    }

    private String kind() {
        return type().map(type -> type.group(3)).orElse("");
    }

    private Optional<MatchResult> type() {
        return TYPE.matcher(code).results().filter(type -> type.group(4).equals(name)).findFirst();
    }

    @Override
    public String toString() {
        return folder.isEmpty() ? name : folder + "/" + name;
    }
}
