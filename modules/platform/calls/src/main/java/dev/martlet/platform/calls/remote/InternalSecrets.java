package dev.martlet.platform.calls.remote;

import dev.martlet.platform.core.settings.Secret;
import dev.martlet.platform.core.settings.Settings;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The secrets that processes show each other on the internal port ({@code security.internal.token}): all are accepted, the first is sent.
 *
 * @param list separated by commas; if it is in a file, it changes with it
 */
public record InternalSecrets(Optional<Secret> list) {
    public static final InternalSecrets NONE = new InternalSecrets(Optional.empty());

    private static final String TOKEN = "internal.token";

    public static InternalSecrets of(String list) {
        return new InternalSecrets(Optional.of(Secret.of(list)));
    }

    /** @param security the node */
    public static InternalSecrets from(Settings security) {
        var secrets = new InternalSecrets(security.secret(
                TOKEN, "must be of printable ASCII characters, because it travels in a header", InternalSecrets::isHeaderValue));
        if (secrets.list.map(InternalSecrets::elements).filter(all -> all.contains("")).isPresent()) {
            security.fault(security.isSet(TOKEN) ? TOKEN : TOKEN + ".file", "must not have an empty element");
        }
        return secrets;
    }

    public boolean isEmpty() {
        return list.isEmpty();
    }

    /** The one that this process shows. */
    Optional<String> first() {
        return all().stream().findFirst();
    }

    List<String> all() {
        return list.stream().flatMap(text -> elements(text).stream()).filter(secret -> !secret.isEmpty()).toList();
    }

    private static List<String> elements(Secret list) {
        return Arrays.stream(list.value().split(",", -1)).map(String::strip).toList();
    }

    private static boolean isHeaderValue(String text) {
        return text.chars().allMatch(character -> character >= ' ' && character <= '~');
    }
}
