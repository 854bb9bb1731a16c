# The program as it runs on Kubernetes (k8s/): one image for every module and every split. It has no embedded PostgreSQL: DB_URL must be set.
#
#   docker build --build-arg VERSION=1.2.3 --build-arg REVISION="$(git rev-parse HEAD)" -t registry.example.com/martlet:1.2.3 .
#
# For a repeatable build, pin the base images to their digests; `docker buildx imagetools inspect eclipse-temurin:25-jre-noble` shows the current one:
# --build-arg JRE=eclipse-temurin:25-jre-noble@sha256:…, and the same for JDK. Renovate ("docker:pinDigests") writes them into the two lines below.
ARG JDK=eclipse-temurin:25-jdk-noble
ARG JRE=eclipse-temurin:25-jre-noble

FROM ${JDK} AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 ./mvnw -q -B package -Dmaven.test.skip=true -pl bootstrap -am
RUN mkdir /image /train \
    && cp -r bootstrap/target/martlet.jar bootstrap/target/lib docker/java.flags /image \
    && javac -d /train docker/*.java \
    && cd /image/lib \
    && rm martlet-platform-embedded-postgres-*.jar embedded-postgres-binaries-*.jar commons-*.jar xz-*.jar \
    # The JVM checks the modification times of the jars against those in the AOT cache: they must outlive every copy.
    && find /image -exec touch -d 2026-01-01T00:00:00Z {} +

FROM ${JRE} AS java
RUN groupadd --gid 10001 martlet && useradd --uid 10001 --gid martlet --no-create-home --shell /usr/sbin/nologin martlet
WORKDIR /app

# An AOT cache fits only the Java that made it, so it is made with that of the last stage.
FROM java AS train
COPY --from=build --chown=martlet:martlet /image /app
COPY --from=build /src/bootstrap/target/martlet.jar /built/
COPY --from=build /src/bootstrap/target/lib /built/lib
COPY --from=build /train /train
# WORKDIR made it, as root: the copy above owns what is in it alone.
RUN chown martlet:martlet /app
USER martlet
RUN java -cp /train Train /built /app /tmp/train

FROM java
ARG JRE
ARG VERSION=0.2.0-SNAPSHOT
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Martlet" \
      org.opencontainers.image.description="A commerce backend of six modules that run in one process or in several" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.vendor="Martlet" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.base.name="docker.io/library/${JRE}"
COPY --from=train --chown=root:root /app /app
USER 10001:10001
# Public, internal and management port.
EXPOSE 8080 8081 8082
# JVM options of an operator go into JDK_JAVA_OPTIONS (or JAVA_TOOL_OPTIONS): the JVM reads the image's own flags first, so that those win.
ENTRYPOINT ["java", "-XX:Flags=java.flags", "-jar", "martlet.jar"]
