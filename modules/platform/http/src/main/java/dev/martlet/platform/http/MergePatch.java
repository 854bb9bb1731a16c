package dev.martlet.platform.http;

import dev.martlet.platform.core.json.Json;
import dev.martlet.platform.http.problem.Violations;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A JSON Merge Patch (RFC 7396) together with the {@code If-Match} that guards it. */
public final class MergePatch {
    private final JsonNode patch;
    private final List<String> ifMatch;

    MergePatch(JsonNode patch, List<String> ifMatch) {
        this.patch = patch;
        this.ifMatch = ifMatch;
    }

    /**
     * Applies the patch.
     *
     * @param representation what GET shows of the current resource; ends with 412 unless {@code If-Match} names its ETag
     * @param current the members that may be changed, with their current values
     * @return {@code current} with the patch applied, decoded and checked as strictly as a body
     */
    @SuppressWarnings("unchecked")
    public <T> T apply(Object representation, T current) {
        if (!EntityTag.isNamed(ifMatch, EntityTag.of(Json.strict().writeValueAsBytes(representation)))) {
            throw Preconditions.failed();
        }
        JsonNode target = Json.strict().valueToTree(current);
        refuseUnknown(target);
        return (T) JsonBody.convert(merge(target, patch), current.getClass());
    }

    /** A null removes a member before it could be seen that there is no such member. */
    private void refuseUnknown(JsonNode target) {
        var violations = new Violations();
        patch.propertyNames().stream().filter(name -> !target.has(name)).forEach(name -> violations.add(JsonFault.step(name), "is not known"));
        violations.throwIfAny();
    }

    /** RFC 7396, section 2. Neither argument is changed. */
    static JsonNode merge(JsonNode target, JsonNode patch) {
        if (!patch.isObject()) {
            return patch;
        }
        ObjectNode result = target.isObject() ? (ObjectNode) target.deepCopy() : Json.strict().createObjectNode();
        for (var member : patch.properties()) {
            if (member.getValue().isNull()) {
                result.remove(member.getKey());
            } else {
                result.set(member.getKey(), merge(result.path(member.getKey()), member.getValue()));
            }
        }
        return result;
    }
}
