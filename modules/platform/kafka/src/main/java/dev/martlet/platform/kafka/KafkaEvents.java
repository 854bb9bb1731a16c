package dev.martlet.platform.kafka;

import dev.martlet.platform.core.work.Worker;
import dev.martlet.platform.events.EventIntake;
import dev.martlet.platform.events.EventTransport;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Events by way of Kafka: a topic for each publishing module, a consumer group for each subscribing one. An event is published once the brokers have
 * acknowledged it, and consumed once the subscriber's inbox has it, so each arrives at least once, in order for one key; what arrives twice ends at the inbox.
 * Nothing here waits for the brokers to be there: a process starts and serves without them.
 */
public final class KafkaEvents implements AutoCloseable {
    /** The name under which a relay remembers how far it has carried its events to the brokers. */
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

    /** Brings a module's events to its topic, wherever their subscribers are. */
    public EventTransport carrier() {
        return publisher;
    }

    /** Brings the events of these modules to the subscriber's inbox, once started; its other processes take their share. */
    public void subscribe(String subscriber, Set<String> publishers, EventIntake intake) {
        subscribers.add(new Subscriber(subscriber, publishers, settings, topics, intake, meters));
    }

    /** Returns at once. */
    public void start() {
        brokers.worker().start();
        subscribers.forEach(subscriber -> subscriber.worker().start());
    }

    /** Whether the brokers answered when they were last asked, a few seconds ago. */
    public boolean brokersAnswer() {
        return brokers.answer();
    }

    /** What was received is taken in first. Publishers must have ended before. */
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
