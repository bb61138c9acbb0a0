package org.rekey.journey;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the credentials of people can do, worked out from the events in the plainest way there is: after each of them for
 * everybody, with neither tables nor shortcuts. Knows nothing of how Rekey does it.
 */
final class DirectoryOracle {

    private static final Duration NEVER = Duration.ofDays(1_000_000);

    /** What the client of a user can do now. */
    record State(
            String clientId,
            String userId,
            String status,
            Set<String> scopes,
            @Nullable Instant expiresAt) {

        boolean worksAt(Instant now) {
            return status.equals("ACTIVE") && (expiresAt == null || now.isBefore(expiresAt));
        }
    }

    private static final class Role {
        @Nullable
        Duration interval;

        final Set<String> scopes = new HashSet<>();
        boolean all;
    }

    private static final class Credential {
        final String clientId;
        final String userId;
        Instant issuedAt = Instant.EPOCH;

        @Nullable
        Instant expiresAt;

        boolean suspended;

        Credential(String clientId, String userId) {
            this.clientId = clientId;
            this.userId = userId;
        }
    }

    private final Map<String, Set<String>> scopesByApi = new TreeMap<>();
    private final Set<String> users = new HashSet<>();
    private final Set<String> deactivated = new HashSet<>();
    private final Map<String, Set<String>> groupsByUser = new HashMap<>();
    private final Map<String, Set<String>> rolesByGroup = new HashMap<>();
    private final Map<String, Role> roles = new HashMap<>();
    private final Map<String, Credential> credentials = new HashMap<>();
    private final Map<String, Duration> intervals = new HashMap<>();

    void on(String type, JsonNode event, Instant at) {
        switch (type) {
            case "api.registered" -> {
                String key = event.path("key").asString();
                event.at("/definition/access").forEach(level -> scopesByApi
                        .computeIfAbsent(key, api -> new TreeSet<>())
                        .add(scope(key, event.path("definition"), level.asString())));
            }
            case "user.registered" -> users.add(user(event));
            case "user.deleted" -> {
                users.remove(user(event));
                groupsByUser.remove(user(event));
            }
            case "user.deactivated" -> deactivated.add(user(event));
            case "user.reactivated" -> deactivated.remove(user(event));
            case "user.added-to-group" ->
                groupsByUser
                        .computeIfAbsent(user(event), u -> new HashSet<>())
                        .add(event.path("groupId").asString());
            case "user.removed-from-group" ->
                groupsByUser
                        .getOrDefault(user(event), new HashSet<>())
                        .remove(event.path("groupId").asString());
            case "group.deleted" -> rolesByGroup.remove(event.path("groupId").asString());
            case "group.role-assigned" ->
                rolesByGroup
                        .computeIfAbsent(event.path("groupId").asString(), g -> new HashSet<>())
                        .add(event.path("roleId").asString());
            case "group.role-unassigned" ->
                rolesByGroup
                        .getOrDefault(event.path("groupId").asString(), new HashSet<>())
                        .remove(event.path("roleId").asString());
            case "role.api-enabled", "role.api-changed" ->
                roles.put(event.path("roleId").asString(), role(event.path("access")));
            case "role.api-disabled", "role.deleted" ->
                roles.remove(event.path("roleId").asString());
            case "client.created" -> {
                if (event.path("kind").asString().equals("USER")) {
                    String id = event.path("clientId").asString();
                    credentials.put(id, new Credential(id, event.path("owner").asString()));
                }
            }
            case "client.suspended", "client.resumed" -> {
                Credential credential = credentials.get(event.path("clientId").asString());
                if (credential != null) {
                    credential.suspended = type.equals("client.suspended");
                }
            }
            case "client.deleted" -> credentials.remove(event.path("clientId").asString());
            case "secret.issued", "secret.rotated" -> {
                Credential credential = credentials.get(event.path("clientId").asString());
                if (credential != null) {
                    credential.issuedAt = at;
                    credential.expiresAt = instant(event.path("expiresAt"));
                }
            }
            default -> {}
        }
        followRoles(at);
    }

    private void followRoles(Instant at) {
        for (String user : users) {
            Duration now = rolesOf(user).stream()
                    .map(role -> Objects.requireNonNull(role.interval))
                    .min(Duration::compareTo)
                    .orElse(null);
            Duration before = now == null ? intervals.remove(user) : intervals.put(user, now);
            if (now != null && !now.equals(before)) {
                credentials.values().stream()
                        .filter(credential -> credential.userId.equals(user))
                        .forEach(credential -> move(credential, now, at));
            }
        }
    }

    /** Issue time plus interval, but not sooner than a day from now; what is over stays over. */
    private static void move(Credential credential, Duration interval, Instant at) {
        boolean over = credential.expiresAt != null && !credential.expiresAt.isAfter(at);
        if (over || credential.issuedAt.equals(Instant.EPOCH)) {
            return;
        }
        Instant regular = credential.issuedAt.plus(interval);
        Instant soonest = at.plus(Duration.ofDays(1));
        credential.expiresAt = interval.equals(NEVER) ? null : regular.isBefore(soonest) ? soonest : regular;
    }

    /** Of users who are still there, by client. */
    Map<String, State> states() {
        Map<String, State> states = new TreeMap<>();
        credentials.values().forEach(credential -> {
            Set<Role> theirs = rolesOf(credential.userId);
            Set<String> scopes = new TreeSet<>();
            theirs.forEach(role -> {
                scopes.addAll(role.scopes);
                if (role.all) {
                    scopesByApi.forEach((api, some) -> scopes.addAll(api.startsWith("rekey") ? Set.of() : some));
                }
            });
            String status = credential.suspended ? "SUSPENDED" : theirs.isEmpty() ? "NO_ACCESS" : "ACTIVE";
            states.put(
                    credential.clientId,
                    new State(credential.clientId, credential.userId, status, scopes, credential.expiresAt));
        });
        return states;
    }

    private Set<Role> rolesOf(String user) {
        Set<Role> theirs = new HashSet<>();
        if (users.contains(user) && !deactivated.contains(user)) {
            for (String group : groupsByUser.getOrDefault(user, Set.of())) {
                for (String role : rolesByGroup.getOrDefault(group, Set.of())) {
                    Role known = roles.get(role);
                    if (known != null) {
                        theirs.add(known);
                    }
                }
            }
        }
        return theirs;
    }

    private Role role(JsonNode access) {
        Role role = new Role();
        String interval = access.path("rotationInterval").asString();
        role.interval = interval.equals("never") ? NEVER : Duration.parse(interval);
        role.all = access.at("/apis/all").asBoolean();
        access.at("/apis/grants").forEach(grant -> grant.path("access").forEach(level -> {
            String key = grant.path("api").asString();
            String suffix = "." + level.asString().toLowerCase(Locale.ROOT);
            role.scopes.add(key.equals("named") && suffix.equals(".read") ? "data" : key + suffix);
        }));
        return role;
    }

    private static String scope(String key, JsonNode definition, String level) {
        return definition.at("/scopes/" + level).asString(key + "." + level.toLowerCase(Locale.ROOT));
    }

    private static String user(JsonNode event) {
        return event.path("userId").asString();
    }

    private static @Nullable Instant instant(JsonNode text) {
        return text.isString() ? Instant.parse(text.asString()) : null;
    }
}
