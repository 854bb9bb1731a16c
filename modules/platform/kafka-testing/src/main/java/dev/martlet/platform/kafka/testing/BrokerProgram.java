package dev.martlet.platform.kafka.testing;

import java.io.OutputStream;
import java.io.PrintStream;
import kafka.Kafka;
import kafka.tools.StorageTool;

/** The program that a {@link Broker} runs: formats its directory if that is new, then serves. */
final class BrokerProgram {
    private BrokerProgram() {}

    /** @param arguments the file of its settings and the id of its cluster */
    public static void main(String[] arguments) {
        String settings = arguments[0];
        String[] format = {"format", "--ignore-formatted", "-c", settings, "-t", arguments[1]};
        StorageTool.execute(format, new PrintStream(OutputStream.nullOutputStream()));
        Kafka.main(new String[] {settings});
    }
}
