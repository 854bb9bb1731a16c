package dev.martlet.platform.kafka;

import dev.martlet.platform.core.work.Worker;
import dev.martlet.platform.events.transport.EventTransport;
import dev.martlet.platform.events.transport.PartitionIntake;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Events over Kafka: a topic for each publishing module, a consumer group for each subscribing module. An event is published when the brokers have
 * committed it, and consumed when the subscriber has handled it. So each event arrives at least once, in order for one key; the subscriber's positions drop
 * duplicates.
 * A process starts and serves requests without the brokers.
 */
public final class KafkaEvents implements AutoCloseable {
    /** The name under which a relay stores the position up to which its events were sent to the brokers. */
    public static final String DESTINATION = "kafka";

    private final KafkaSettings settings;
    private final MeterRegistry meters;
    private final Topics topics;
    private final BrokerHealth brokers;
    private final Publisher publisher;
    private final List<Subscriber> subscribers = new ArrayList<>();

    public KafkaEvents(KafkaSettings settings, MeterRegistry meters) {
        this.settings = settings;
        this.meters = meters;
        topics = new Topics(settings);
        brokers = new BrokerHealth(settings, meters);
        publisher = new Publisher(settings, topics);
    }

    /** Sends the events of a module to its topic. */
    public EventTransport transport() {
        return publisher;
    }

    /** Reads the events of these modules for the subscriber after the start; all processes of the subscriber share them. */
    public void subscribe(String subscriber, Set<String> publishers, PartitionIntake intake) {
        subscribers.add(new Subscriber(subscriber, publishers, settings, topics, intake, meters));
    }

    /** Does not wait for the brokers. */
    public void start() {
        brokers.worker().start();
        subscribers.forEach(subscriber -> subscriber.worker().start());
    }

    /** Whether the brokers answered the last check, a few seconds ago. */
    public boolean brokersAnswer() {
        return brokers.isUp();
    }

    /** Received events are handled first. Publishers must have ended before. */
    @Override
    public void close() {
        var workers = new ArrayList<Worker>();
        workers.add(brokers.worker());
        subscribers.forEach(subscriber -> workers.add(subscriber.worker()));
        Worker.closeAll(workers);
        subscribers.forEach(Subscriber::close);
        publisher.close();
    }
}
