package dev.martlet.platform.http.openapi;

import dev.martlet.platform.core.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads a part of the OpenAPI document as YAML 1.2 means it: {@code on} is a word and a time is text. */
final class OpenApiYaml {
    private OpenApiYaml() {}

    static Map<String, Object> read(String name) {
        String file = "openapi/" + name + ".yaml";
        try (InputStream yaml = OpenApiYaml.class.getClassLoader().getResourceAsStream(file)) {
            if (yaml == null) {
                throw new IllegalStateException(file + " is not on the class path");
            }
            return object(yaml(), yaml);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A document as YAML, in block style. */
    static String write(Map<String, Object> document) {
        var options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setWidth(140);
        options.setSplitLines(false);
        return new Yaml(options).dump(withoutSharedParts(document));
    }

    /** What is there twice would become an anchor and aliases. */
    private static Map<?, ?> withoutSharedParts(Map<String, Object> document) {
        return Json.tolerant().convertValue(Json.tolerant().valueToTree(document), Map.class);
    }

    private static Map<String, Object> object(Yaml reader, InputStream yaml) {
        Map<Object, Object> document = reader.load(yaml);
        return withTextKeys(document);
    }

    /** JSON has no other keys, but YAML reads the status {@code 200} as a number. */
    private static Map<String, Object> withTextKeys(Map<?, ?> map) {
        var result = new LinkedHashMap<String, Object>();
        map.forEach((key, value) -> result.put(String.valueOf(key), convert(value)));
        return result;
    }

    private static Object convert(Object value) {
        return switch (value) {
            case Map<?, ?> map -> withTextKeys(map);
            case List<?> list -> list.stream().map(OpenApiYaml::convert).toList();
            case null -> null;
            case Object scalar -> scalar;
        };
    }

    private static Yaml yaml() {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        var dumper = new DumperOptions();
        return new Yaml(new SafeConstructor(options), new Representer(dumper), dumper, options, new Yaml12());
    }

    private static final class Yaml12 extends Resolver {
        private static final Pattern BOOLEAN = Pattern.compile("true|false");

        @Override
        public void addImplicitResolver(Tag tag, Pattern pattern, String first, int limit) {
            if (tag.equals(Tag.BOOL)) {
                super.addImplicitResolver(tag, BOOLEAN, "tf", limit);
            } else if (!tag.equals(Tag.TIMESTAMP)) {
                super.addImplicitResolver(tag, pattern, first, limit);
            }
        }
    }
}
