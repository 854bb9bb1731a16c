package dev.martlet.bootstrap.k8s;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.strimzi.api.kafka.model.kafka.KafkaSpec;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePoolSpec;
import io.strimzi.api.kafka.model.topic.KafkaTopicSpec;
import java.util.Map;

/**
 * A manifest as its typed resource. Stricter than a cluster: a field that Kubernetes does not know fails, and so does a number or a boolean where it
 * wants text (a label {@code true} without quotes).
 */
final class Typed {
    private static final Map<String, Class<?>> RESOURCES = Map.ofEntries(
            Map.entry("v1/ConfigMap", ConfigMap.class),
            Map.entry("v1/Service", Service.class),
            Map.entry("v1/ServiceAccount", ServiceAccount.class),
            Map.entry("apps/v1/Deployment", Deployment.class),
            Map.entry("apps/v1/StatefulSet", StatefulSet.class),
            Map.entry("autoscaling/v2/HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
            Map.entry("batch/v1/Job", Job.class),
            Map.entry("gateway.networking.k8s.io/v1/HTTPRoute", HTTPRoute.class),
            Map.entry("networking.k8s.io/v1/Ingress", Ingress.class),
            Map.entry("networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class),
            Map.entry("policy/v1/PodDisruptionBudget", PodDisruptionBudget.class));
    /** What operators add: the specification alone has a type. */
    private static final Map<String, Class<?>> SPECIFICATIONS = Map.of(
            "kafka.strimzi.io/v1/Kafka", KafkaSpec.class,
            "kafka.strimzi.io/v1/KafkaNodePool", KafkaNodePoolSpec.class,
            "kafka.strimzi.io/v1/KafkaTopic", KafkaTopicSpec.class,
            // For these there are no published classes, or only with a client of Kubernetes.
            "cert-manager.io/v1/Certificate", Map.class,
            "cert-manager.io/v1/Issuer", Map.class,
            "postgresql.cnpg.io/v1/Cluster", Map.class,
            "postgresql.cnpg.io/v1/ScheduledBackup", Map.class,
            "barmancloud.cnpg.io/v1/ObjectStore", Map.class,
            "monitoring.coreos.com/v1/PodMonitor", Map.class,
            "monitoring.coreos.com/v1/PrometheusRule", Map.class);

    private static final ObjectMapper MAPPER = mapper();

    private Typed() {}

    static Object of(Map<String, Object> manifest) {
        String type = manifest.get("apiVersion") + "/" + manifest.get("kind");
        if (RESOURCES.containsKey(type)) {
            return MAPPER.convertValue(manifest, RESOURCES.get(type));
        }
        if (SPECIFICATIONS.containsKey(type)) {
            return MAPPER.convertValue(manifest.get("spec"), SPECIFICATIONS.get(type));
        }
        throw new AssertionError("no type is known for " + type);
    }

    private static ObjectMapper mapper() {
        var mapper = JsonMapper.builder().annotationIntrospector(new NothingElse()).build();
        mapper.coercionConfigFor(LogicalType.Textual)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
        return mapper;
    }

    /** Takes away the place where the classes collect fields that they do not know. */
    private static final class NothingElse extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated annotated) {
            return false;
        }
    }
}
