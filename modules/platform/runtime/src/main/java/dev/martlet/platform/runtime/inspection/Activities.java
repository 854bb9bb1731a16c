package dev.martlet.platform.runtime.inspection;

import java.util.List;

/** What a module has recorded about a subject, in any order. */
public record Activities(List<Activity> items) {
    public static final Activities NONE = new Activities(List.of());

    /** @param rows what each row tells */
    public static Activities ofRows(List<List<Activity>> rows) {
        return new Activities(rows.stream().flatMap(List::stream).toList());
    }
}
