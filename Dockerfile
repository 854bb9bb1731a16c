# syntax=docker/dockerfile:1
# The program as it runs on Kubernetes (k8s/): one image for every module and every split. It has no embedded PostgreSQL: DB_URL must be set.

FROM eclipse-temurin:25-jdk-noble AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 ./mvnw -q -B package -Dmaven.test.skip=true
RUN mkdir /image \
    && cp -r bootstrap/target/martlet.jar bootstrap/target/lib docker/java.options /image \
    && cd /image/lib \
    && rm martlet-kernel-embedded-*.jar embedded-postgres-binaries-*.jar commons-*.jar xz-*.jar \
    # The AOT cache knows its jars by their times too; those must outlive every copy.
    && find /image -exec touch -d 2026-01-01T00:00:00Z {} +

FROM eclipse-temurin:25-jre-noble AS java
RUN groupadd --gid 10001 martlet && useradd --uid 10001 --gid martlet --no-create-home --shell /usr/sbin/nologin martlet
WORKDIR /app

# The cache fits the very Java that it was made with, so it is made with that of the last stage.
FROM java AS train
COPY --from=build --chown=martlet:martlet /image /app
COPY --from=build /src/bootstrap/target/martlet.jar /built/
COPY --from=build /src/bootstrap/target/lib /built/lib
COPY docker/train.sh /built/
# WORKDIR made it, as root: the copy above owns what is in it alone.
RUN chown martlet:martlet /app
USER martlet
RUN /built/train.sh /built /app

FROM java
COPY --from=train --chown=root:root /app /app
USER 10001:10001
# Public, internal and management port.
EXPOSE 8080 8081 8082
# An operator's own JVM options go into JDK_JAVA_OPTIONS.
ENTRYPOINT ["java", "@java.options", "-XX:AOTCache=martlet.aot", "-jar", "martlet.jar"]
