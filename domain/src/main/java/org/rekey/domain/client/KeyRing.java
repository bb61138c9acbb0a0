package org.rekey.domain.client;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rekey.domain.Refusal;
import org.rekey.domain.key.KeyId;

/** All keys that a client has had. One that has been retired, as after a leak, never comes back. */
public final class KeyRing {

    private static final int MOST_WORKING = 5;

    private final Map<KeyId, ClientKey> keys = new LinkedHashMap<>();

    void refuseUnlessFree(KeyId id, Instant now) {
        if (keys.containsKey(id)) {
            throw Refusal.conflict("the client has, or had, this very key: '" + id + "'");
        }
        long working = keys.values().stream().filter(key -> key.worksAt(now)).count();
        if (working >= MOST_WORKING) {
            throw Refusal.conflict("the client has " + MOST_WORKING + " working keys already: retire one first");
        }
    }

    public ClientKey get(KeyId id) {
        ClientKey key = keys.get(id);
        if (key == null) {
            throw Refusal.unknown("the client has no key '" + id + "'");
        }
        return key;
    }

    List<ClientKey> notRetired() {
        return keys.values().stream().filter(key -> !key.retired()).toList();
    }

    void on(ClientKeyAdded event) {
        keys.put(event.keyId(), new ClientKey(event.keyId(), event.expiresAt(), false));
    }

    void on(ClientKeyRetired event) {
        keys.computeIfPresent(event.keyId(), (id, key) -> new ClientKey(id, key.expiresAt(), true));
    }
}
