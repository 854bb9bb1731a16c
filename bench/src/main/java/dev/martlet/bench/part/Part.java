package dev.martlet.bench.part;

import dev.martlet.bench.report.Section;
import java.io.IOException;
import java.sql.SQLException;

/** A group of measurements that is run by its name and fills one section of the report. */
public interface Part {
    /** As in {@code -Dbench.parts}. */
    String name();

    Section run(Stage stage) throws IOException, InterruptedException, SQLException;
}
