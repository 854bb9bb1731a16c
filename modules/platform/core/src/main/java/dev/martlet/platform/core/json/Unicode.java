package dev.martlet.platform.core.json;

/** What text is Unicode: every surrogate has its other half. */
public final class Unicode {
    private Unicode() {}

    public static boolean isWellFormed(String text) {
        return text.codePoints().noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }
}
