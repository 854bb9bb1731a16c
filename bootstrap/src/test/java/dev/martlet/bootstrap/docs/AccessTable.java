package dev.martlet.bootstrap.docs;

import dev.martlet.bootstrap.support.Shop;
import dev.martlet.platform.http.Resource;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who may use which route, as the resources of a running program declare it. */
record AccessTable(List<Route> publicRoutes, List<Route> managementRoutes) {
    /** One method of one resource. */
    record Route(String method, String path, String access) {
        String row() {
            return "| `%s %s` | %s |\n".formatted(method, path, switch (access) {
                case "anyone" -> "yes | yes | yes | yes";
                case "customer" -> "401 | its own | its own | yes";
                case "own" -> "401 | yes | 404 | yes";
                default -> "401 | 403 | 403 | yes";
            });
        }
    }

    static AccessTable of(Shop shop) {
        return new AccessTable(routes(shop.application().publicResources()), routes(shop.application().managementResources()));
    }

    private static List<Route> routes(List<Resource> resources) {
        return resources.stream().flatMap(AccessTable::routes).sorted(Comparator.comparing(Route::path).thenComparing(Route::method)).toList();
    }

    private static Stream<Route> routes(Resource resource) {
        return resource.operations().entrySet().stream()
                .map(operation -> new Route(operation.getKey().text(), resource.path(), operation.getValue().access().label()));
    }

    String publicTable() {
        return table(publicRoutes);
    }

    String managementTable() {
        return table(managementRoutes);
    }

    private static String table(List<Route> routes) {
        return "| route | no token | customer: own | customer: another's | staff |\n| --- | --- | --- | --- | --- |\n"
                + routes.stream().map(Route::row).collect(Collectors.joining());
    }

    /** What the OpenAPI document of a process is completed with, which need not have these resources. */
    String openApi() {
        return "# Made from the routes by DocumentsTest.\nx-access:\n" + publicRoutes.stream()
                .map(route -> "  %s %s: %s\n".formatted(route.method(), route.path(), route.access())).collect(Collectors.joining());
    }
}
