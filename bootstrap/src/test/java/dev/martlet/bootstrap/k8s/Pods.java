package dev.martlet.bootstrap.k8s;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One kind of pod: those of a Deployment, or of the Job that migrates.
 *
 * @param environment what its program finds in its environment
 */
record Pods(String name, Map<String, String> labels, PodSpec spec, Map<String, String> environment) {
    private static final String RUNS = "martlet.dev/runs-";

    static Pods of(Deployment deployment, Manifests manifests) {
        return of(deployment.getMetadata().getName(), deployment.getSpec().getTemplate(), manifests);
    }

    static Pods of(Job job, Manifests manifests) {
        return of(job.getMetadata().getName(), job.getSpec().getTemplate(), manifests);
    }

    Container container() {
        return spec.getContainers().getFirst();
    }

    /** The modules that its program runs. */
    Set<String> modules() {
        return Arrays.stream(environment.get("MODULES_RUN").split(","))
                .filter(name -> !name.isBlank() && !name.equals("none"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What its labels say that it runs. */
    Set<String> labelledModules() {
        return labels.keySet().stream()
                .filter(label -> label.startsWith(RUNS))
                .map(label -> label.substring(RUNS.length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What the JVM sees of the machine: its limit, rounded up. */
    int processors() {
        return container().getResources().getLimits().get("cpu").getNumericalAmount().setScale(0, RoundingMode.CEILING).intValueExact();
    }

    boolean isEdge() {
        return "true".equals(labels.get("martlet.dev/edge"));
    }

    /** The number behind a port's name. */
    int port(String portName) {
        return container().getPorts().stream().filter(port -> port.getName().equals(portName)).findFirst().orElseThrow().getContainerPort();
    }

    private static Pods of(String name, PodTemplateSpec template, Manifests manifests) {
        PodSpec spec = template.getSpec();
        return new Pods(name, template.getMetadata().getLabels(), spec, new TreeMap<>(Environment.of(spec, manifests)));
    }
}
