package dev.martlet.platform.kafka.testing;

import java.io.OutputStream;
import java.io.PrintStream;
import kafka.Kafka;
import kafka.tools.StorageTool;

/** The program of a {@link Broker}: formats a new directory, then serves. */
final class BrokerProgram {
    private BrokerProgram() {}

    /** @param arguments the settings file and the id of the cluster */
    public static void main(String[] arguments) {
        String settings = arguments[0];
        String[] format = {"format", "--ignore-formatted", "-c", settings, "-t", arguments[1]};
        StorageTool.execute(format, new PrintStream(OutputStream.nullOutputStream()));
        Kafka.main(new String[] {settings});
    }
}
