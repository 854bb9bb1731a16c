package dev.martlet.bootstrap.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of which parts, between markers, are made by a program. */
record MarkedDocument(Path file) {
    /** What stands between the markers of this part. */
    String part(String name) throws IOException {
        String text = Files.readString(file);
        return text.substring(begin(text, name), end(text, name));
    }

    void write(String name, String part) throws IOException {
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, begin(text, name)) + part + text.substring(end(text, name)));
    }

    private int begin(String text, String name) {
        String marker = "<!-- generated: " + name + " -->\n";
        return index(text, marker) + marker.length();
    }

    private int end(String text, String name) {
        return index(text, "<!-- end: " + name + " -->");
    }

    private int index(String text, String marker) {
        int index = text.indexOf(marker);
        if (index < 0) {
            throw new IllegalStateException(file + " lacks the line " + marker.strip());
        }
        return index;
    }
}
