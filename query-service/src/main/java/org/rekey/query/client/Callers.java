package org.rekey.query.client;

import java.util.List;
import java.util.Objects;
import org.rekey.domain.secret.SecretCaller;

/** Who uses a secret or a key, taken apart. */
final class Callers {

    private Callers() {}

    static List<String> addresses(List<SecretCaller> callers) {
        return callers.stream().map(SecretCaller::address).distinct().toList();
    }

    static List<String> agents(List<SecretCaller> callers) {
        return callers.stream()
                .map(SecretCaller::agent)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }
}
