package dev.martlet.bootstrap.docs;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The components with a certificate for each kind of pod, so that processes know each other by mutual TLS. */
final class TlsManifests {
    private static final String FOLDER = "k8s/components/internal-tls/";
    private final Neighbours modules;

    TlsManifests(Neighbours modules) {
        this.modules = modules;
    }

    Map<String, String> files() {
        var files = new TreeMap<String, String>();
        files.put(FOLDER + "kustomization.yaml", common());
        files.put(FOLDER + "certificate.yaml", certificate("main"));
        for (String module : modules.names()) {
            files.put(FOLDER + module + "/kustomization.yaml", component(module));
            files.put(FOLDER + module + "/certificate.yaml", certificate(module));
        }
        return files;
    }

    private String common() {
        return """
                # Mutual TLS between pods, with certificates of cert-manager: those of the main pods, and what all have in common. Modules that were split off
                # have components of their own: ./payments, after ../split-payments.
                apiVersion: kustomize.config.k8s.io/v1alpha1
                kind: Component
                resources:
                  - authority.yaml
                  - certificate.yaml
                components:
                  - ../../labels
                configMapGenerator:
                  - name: martlet-config
                    behavior: merge
                    literals:
                      - INTERNAL_TLS_CERTIFICATE=/run/secrets/martlet/internal-tls/tls.crt
                      - INTERNAL_TLS_KEY=/run/secrets/martlet/internal-tls/tls.key
                      - INTERNAL_TLS_TRUST=/run/secrets/martlet/internal-tls/ca.crt
                      # Each pod's certificate has this name beside that of its Service.
                      - INTERNAL_TLS_NAMES=martlet-internal
                  - name: martlet-main-urls
                    behavior: merge
                    literals:
                %s
                patches:
                %s""".formatted(
                ModuleFiles.lines(modules.names(), module -> "      - MODULES_%s_URL=https://martlet-main:8081".formatted(upper(module))),
                mounted("martlet", "main"));
    }

    private static String component(String module) {
        return """
                # Mutual TLS for the pods of ${module}: name it after ../../split-${module}.
                apiVersion: kustomize.config.k8s.io/v1alpha1
                kind: Component
                resources:
                  - certificate.yaml
                components:
                  - ../../../labels
                configMapGenerator:
                  - name: martlet-topology
                    behavior: merge
                    literals:
                      - MODULES_${MODULE}_URL=https://martlet-${module}:8081
                patches:
                """.replace("${module}", module).replace("${MODULE}", upper(module)) + mounted("martlet-" + module, module);
    }

    private static String mounted(String deployment, String kind) {
        return """
                  - target: {kind: Deployment, name: ^%s$}
                    patch: |-
                      - op: add
                        path: /spec/template/spec/volumes/-
                        value: {name: internal-tls, secret: {secretName: martlet-%s-tls, defaultMode: 0440}}
                      - op: add
                        path: /spec/template/spec/containers/0/volumeMounts/-
                        value: {name: internal-tls, mountPath: /run/secrets/martlet/internal-tls, readOnly: true}
                """.formatted(deployment, kind);
    }

    private static String certificate(String kind) {
        return """
                apiVersion: cert-manager.io/v1
                kind: Certificate
                metadata:
                  name: martlet-%1$s-tls
                  labels:
                    app.kubernetes.io/name: martlet
                    app.kubernetes.io/component: %1$s
                  annotations:
                    argocd.argoproj.io/sync-wave: "-2"
                spec:
                  secretName: martlet-%1$s-tls
                  dnsNames: [martlet-%1$s, martlet-internal]
                  usages: [digital signature, server auth, client auth]
                  privateKey: {algorithm: ECDSA, size: 256, encoding: PKCS8, rotationPolicy: Always}
                  # Renewed a month before; the pods take the new one without a restart.
                  duration: 2160h
                  renewBefore: 720h
                  issuerRef: {kind: Issuer, name: martlet-internal}
                """.formatted(kind);
    }

    private static String upper(String module) {
        return module.toUpperCase(Locale.ROOT);
    }
}
