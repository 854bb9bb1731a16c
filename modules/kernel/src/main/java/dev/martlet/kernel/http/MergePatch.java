package dev.martlet.kernel.http;

/** A JSON Merge Patch (RFC 7396) together with the {@code If-Match} that guards it. */
public final class MergePatch {
    /**
     * Applies the patch.
     *
     * @param representation what GET shows of the current resource; ends with 412 unless {@code If-Match} names its ETag
     * @param current the members that may be changed, with their current values
     * @return {@code current} with the patch applied, decoded and checked as strictly as a body
     */
    public <T> T apply(Object representation, T current) {
        throw new UnsupportedOperationException();
    }
}
