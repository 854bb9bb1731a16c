package dev.martlet.platform.core.json;

import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;

/** Makes each primitive component of a record a required member: it has no value that could stand for "missing". */
final class RequiredPrimitives extends NopAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    @Override
    public Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
        return member.getRawType().isPrimitive() ? Boolean.TRUE : null;
    }
}
