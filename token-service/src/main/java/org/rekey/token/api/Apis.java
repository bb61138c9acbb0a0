package org.rekey.token.api;

import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.api.ApiDefinition;
import org.rekey.domain.api.ApiKey;
import org.rekey.domain.client.Grant;
import org.rekey.domain.client.GrantedScopes;

/** The catalogue at one moment. */
public final class Apis {

    private final SortedMap<String, ApiDefinition> definitions;
    private volatile @Nullable Routes routes;

    private Apis(SortedMap<String, ApiDefinition> definitions) {
        this.definitions = definitions;
    }

    public static Apis of(Map<String, ApiDefinition> byKey) {
        return new Apis(new TreeMap<>(byKey));
    }

    public @Nullable ApiDefinition find(ApiKey key) {
        return definitions.get(key.value());
    }

    /** Made when first asked for: only a gateway does. */
    public Routes routes() {
        Routes made = routes;
        if (made == null) {
            made = Routes.of(definitions);
            routes = made;
        }
        return made;
    }

    /** What the grants come to now, each right with what the catalogue says of its API, in the order of the grants. */
    public void forEach(GrantedScopes granted, BiConsumer<Right, ApiDefinition> rights) {
        for (Grant grant : granted.under(definitions)) {
            ApiDefinition definition = Objects.requireNonNull(find(grant.api()));
            grant.access().forEach(level -> rights.accept(new Right(grant.api(), level), definition));
        }
    }
}
