package dev.martlet.bootstrap.k8s;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What would be sent to a cluster, as typed resources. */
record Manifests(List<Object> resources) {
    @SuppressWarnings("unchecked")
    static Manifests of(String text) {
        Iterable<Object> documents = new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(text);
        return new Manifests(StreamSupport.stream(documents.spliterator(), false).map(document -> Typed.of((Map<String, Object>) document)).toList());
    }

    <T> List<T> all(Class<T> type) {
        return stream(type).toList();
    }

    <T extends HasMetadata> T named(Class<T> type, String name) {
        return stream(type)
                .filter(resource -> resource.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + type.getSimpleName() + " " + name));
    }

    /** The pods of the shop itself. */
    List<Pods> pods() {
        return stream(Deployment.class).map(deployment -> Pods.of(deployment, this)).toList();
    }

    /** The pods that a Service sends requests to. */
    List<Pods> behind(Service service) {
        return pods().stream().filter(pods -> Labels.match(service.getSpec().getSelector(), pods.labels())).toList();
    }

    Pods migration() {
        return Pods.of(named(Job.class, "martlet-migrate"), this);
    }

    private <T> Stream<T> stream(Class<T> type) {
        return resources.stream().filter(type::isInstance).map(type::cast);
    }
}
