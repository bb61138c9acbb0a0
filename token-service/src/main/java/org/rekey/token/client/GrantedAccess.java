package org.rekey.token.client;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.client.GrantedScopes;
import org.rekey.token.api.Apis;
import org.rekey.token.api.Right;

/** What a client's grants come to under one state of the catalogue. */
public final class GrantedAccess {

    private static final int MOST_REMEMBERED = 32;
    private static final int LONGEST_REMEMBERED = 1024;

    private final Apis apis;
    private final Set<Right> rights = new HashSet<>();
    private final Map<String, Set<String>> audiences = new LinkedHashMap<>();
    private final Access all;
    private final Map<String, Access> parts = new ConcurrentHashMap<>();
    private final Map<String, GrantedAccess> narrowed = new ConcurrentHashMap<>();

    GrantedAccess(GrantedScopes granted, Apis apis) {
        this.apis = apis;
        apis.forEach(granted, (right, definition) -> {
            rights.add(right);
            audiences
                    .computeIfAbsent(definition.scopeOf(right.api(), right.level()), s -> new LinkedHashSet<>())
                    .add(definition.audienceOr(right.api()));
        });
        this.all = access(audiences.keySet());
    }

    private GrantedAccess(GrantedAccess whole, Set<String> resources) {
        this.apis = whole.apis;
        this.rights.addAll(whole.rights);
        whole.audiences.forEach((scope, all) -> {
            Set<String> some = new LinkedHashSet<>(all);
            some.retainAll(resources);
            if (!some.isEmpty()) {
                audiences.put(scope, some);
            }
        });
        this.all = access(audiences.keySet());
    }

    boolean isUnder(Apis current) {
        return apis == current;
    }

    public Access all() {
        return all;
    }

    public boolean has(String scope) {
        return audiences.containsKey(scope);
    }

    public boolean includes(Right right) {
        return rights.contains(right);
    }

    /** Whether there is a grant for an API that is known by this URI: a key without one is a name within Rekey only. */
    public boolean isFor(String resource) {
        return resource.indexOf(':') > 0 && audiences.values().stream().anyMatch(some -> some.contains(resource));
    }

    /**
     * What of it is for some APIs alone; all of it if they are null (RFC 8707).
     *
     * @param resources their URIs, with a blank between them
     */
    public GrantedAccess narrowedTo(@Nullable String resources) {
        if (resources == null) {
            return this;
        }
        GrantedAccess known = narrowed.get(resources);
        return known != null ? known : narrow(resources);
    }

    private GrantedAccess narrow(String resources) {
        GrantedAccess narrow = new GrantedAccess(this, split(resources));
        if (resources.length() <= LONGEST_REMEMBERED && narrowed.size() < MOST_REMEMBERED) {
            narrowed.put(resources, narrow);
        }
        return narrow;
    }

    /** The scopes asked for; null if one of them is not granted. Case and every character count. */
    public @Nullable Access of(String requested) {
        if (requested.equals(all.text())) {
            return all;
        }
        Access known = parts.get(requested);
        return known != null ? known : select(requested);
    }

    private @Nullable Access select(String requested) {
        Set<String> names = split(requested);
        if (names.isEmpty() || !audiences.keySet().containsAll(names)) {
            return null;
        }
        return remember(requested, access(names));
    }

    /** Those of the scopes that are still granted. */
    public Access stillGranted(String issued) {
        Access known = of(issued);
        if (known != null) {
            return known;
        }
        Set<String> names = split(issued);
        names.retainAll(audiences.keySet());
        return remember(issued, access(names));
    }

    private Access remember(String text, Access access) {
        if (text.length() <= LONGEST_REMEMBERED && parts.size() < MOST_REMEMBERED) {
            parts.put(text, access);
        }
        return access;
    }

    private Access access(Set<String> names) {
        Set<String> audience = new LinkedHashSet<>();
        List<String> scopes = new ArrayList<>();
        for (String name : names) {
            scopes.add(name);
            audience.addAll(audiences.getOrDefault(name, Set.of()));
        }
        return Access.of(scopes, new ArrayList<>(audience));
    }

    private static Set<String> split(String text) {
        Set<String> names = new LinkedHashSet<>();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == ' ') {
                if (i > start) {
                    names.add(text.substring(start, i));
                }
                start = i + 1;
            }
        }
        return names;
    }
}
