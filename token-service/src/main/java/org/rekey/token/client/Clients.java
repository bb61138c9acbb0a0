package org.rekey.token.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.secret.SecretHash;
import org.rekey.token.view.Snapshot;
import org.rekey.token.view.ViewListener;
import org.springframework.stereotype.Component;

/** The clients, from memory where they have been asked for before. */
@Component
public class Clients implements ViewListener {

    private final ClientRows rows;
    private final Snapshot<KnownIds> known = new Snapshot<>(this::readIds);

    /**
     * Loading and invalidating one key exclude each other, so that a client that was read before a change is not kept
     * after it. One that has been deleted is kept as empty.
     */
    private volatile Cache<String, Optional<TokenClient>> cache;

    private final int size;

    Clients(ClientRows rows, ClientCacheProperties properties) {
        this.rows = rows;
        this.size = properties.cachedClients();
        this.cache = empty();
    }

    public @Nullable TokenClient find(String id) {
        Cache<String, Optional<TokenClient>> current = cache;
        Optional<TokenClient> cached = current.getIfPresent(id);
        if (cached == null) {
            if (!known.get().mayContain(id)) {
                return null;
            }
            cached = current.get(id, rows::read);
        }
        return cached.orElse(null);
    }

    /** Whether there is one, by the database and not by memory. */
    public boolean exists(String id) {
        return rows.read(id).isPresent();
    }

    /** Whether this secret or key is or was the client's, by the database and not by memory. */
    public boolean hasHad(String id, String credentialId) {
        return rows.hasHad(id, credentialId);
    }

    /** Whose secret it is; null for nobody's. Reads the database, so not for the path of a request. */
    public @Nullable TokenClient withSecret(SecretHash hash) {
        List<String> ids = rows.idsBySecret(hash);
        return ids.isEmpty() ? null : find(ids.get(0));
    }

    /** Whether there is or ever was one; of a very few that never were it says yes, too. */
    public boolean hasBeen(String id) {
        return known.get().mayContain(id);
    }

    @Override
    public void clientCreated(String clientId) {
        known.ifPresent(ids -> ids.add(clientId));
        cache.invalidate(clientId);
    }

    @Override
    public void clientChanged(String clientId) {
        cache.invalidate(clientId);
    }

    /** A new cache: what is being loaded into the old one stays there. */
    @Override
    public void everythingChanged() {
        known.forget();
        cache = empty();
    }

    private Cache<String, Optional<TokenClient>> empty() {
        return Caffeine.newBuilder().maximumSize(size).build();
    }

    private KnownIds readIds() {
        KnownIds ids = new KnownIds();
        rows.forEachId(ids::add);
        return ids;
    }
}
