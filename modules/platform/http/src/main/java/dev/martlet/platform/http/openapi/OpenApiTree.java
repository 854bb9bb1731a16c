package dev.martlet.platform.http.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Access to the parts of an OpenAPI document as maps and lists that can be changed. */
final class OpenApiTree {
    private OpenApiTree() {}

    /** The object with this name; an empty one is made if there is none. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Map<String, Object> parent, String name) {
        return (Map<String, Object>) parent.computeIfAbsent(name, _ -> new LinkedHashMap<String, Object>());
    }

    /** The objects that are the values of an object. */
    static Iterable<Map<String, Object>> objects(Map<String, Object> parent) {
        return parent.keySet().stream().map(name -> object(parent, name)).toList();
    }

    /** The texts of a list; none if there is no such list. */
    static List<String> texts(Map<String, Object> parent, String name) {
        return parent.get(name) instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
    }

    /** Puts an item in front of a list's items. */
    static void prepend(Map<String, Object> parent, String name, Object item) {
        var items = new ArrayList<Object>(List.of(item));
        items.addAll(parent.get(name) instanceof List<?> list ? list : List.of());
        parent.put(name, items);
    }

    static void append(Map<String, Object> parent, String name, Object item) {
        var items = new ArrayList<Object>(parent.get(name) instanceof List<?> list ? list : List.of());
        items.add(item);
        parent.put(name, items);
    }

    /** Puts the members of an object into the order of their names. */
    static void sort(Map<String, Object> object) {
        var sorted = new TreeMap<>(object);
        object.clear();
        object.putAll(sorted);
    }

    static Map<String, Object> reference(String kind, String name) {
        return new LinkedHashMap<>(Map.of("$ref", "#/components/" + kind + "/" + name));
    }
}
