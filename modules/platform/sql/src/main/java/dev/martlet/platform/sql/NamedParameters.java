package dev.martlet.platform.sql;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Turns {@code :name} into JDBC's {@code ?}. What PostgreSQL does not read as SQL is left alone: literals, quoted identifiers, dollar-quoted text,
 * comments. A {@code ?} of PostgreSQL's own (an operator of {@code jsonb}) becomes {@code ??}, as its driver expects.
 *
 * @param jdbc the statement for JDBC
 * @param occurrences the parameter at each {@code ?}
 */
record NamedParameters(String jdbc, List<String> occurrences) {
    private static final Pattern TOKEN = Pattern.compile("""
            (?xs)
              --[^\\n]*                                 # comment to the end of the line
            | /\\*.*?\\*/                                # comment
            | \\b[eE]'(?:[^'\\\\]|''|\\\\.)*'             # literal with escapes
            | '(?:[^']|'')*'                           # literal
            | "(?:[^"]|"")*"                           # quoted identifier
            | (?<tag>\\$(?:[A-Za-z_]\\w*)?\\$).*?\\k<tag>  # dollar-quoted text
            | ::                                       # cast
            | :=                                       # assignment of a named argument
            | (?<!\\w):(?<name>[a-zA-Z]\\w*)             # parameter
            | (?<question>\\?)
            """);

    NamedParameters(String sql) {
        this(
                TOKEN.matcher(sql).replaceAll(token -> Matcher.quoteReplacement(replacement(token.group(), token.group("name")))),
                parameters(sql).toList());
    }

    private static String replacement(String token, String parameter) {
        if (parameter != null) {
            return "?";
        }
        return token.equals("?") ? "??" : token;
    }

    private static Stream<String> parameters(String sql) {
        return TOKEN.matcher(sql).results().map(token -> token.group("name")).filter(name -> name != null);
    }
}
