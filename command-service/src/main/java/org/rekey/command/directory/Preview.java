package org.rekey.command.directory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rekey.command.directory.Effects.Effect;
import org.rekey.command.directory.Effects.ExpiryChange;
import org.rekey.command.directory.Effects.WorksChange;
import org.rekey.domain.api.ApiDefinition;
import org.rekey.domain.client.Client;
import org.rekey.domain.client.ClientKind;
import org.rekey.domain.client.GrantedScopes;
import org.rekey.domain.role.ApiAccess;
import org.rekey.eventstore.directory.AccessOfUsers;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Works out what the running transaction would do to credentials. */
@Component
public class Preview {

    private static final Duration RECENTLY = Duration.ofDays(7);
    private static final int MOST_SHOWN = 1000;

    private final JdbcClient jdbc;
    private final Directory directory;
    private final AccessOfUsers users;
    private final StagedFold staged;
    private final Clock clock;

    Preview(JdbcClient jdbc, Directory directory, StagedFold staged, Clock clock) {
        this.jdbc = jdbc;
        this.directory = directory;
        this.users = new AccessOfUsers(jdbc, DirectoryProjection.SCHEMA);
        this.staged = staged;
        this.clock = clock;
    }

    /** Of what the transaction has decided about people, groups, roles and the clients of users. */
    Effects ofStaged() {
        SortedMap<String, CredentialState> after = new TreeMap<>();
        SortedSet<String> affected = staged.run(clients -> after.putAll(statesOf(clients)));
        return effects(statesOf(affected), after);
    }

    /** Of commands that change one client. */
    public Object ofClient(Client client, Supplier<?> change) {
        SortedMap<String, ApiDefinition> catalogue = directory.catalogue();
        Optional<ApiAccess> access = client.kind() == ClientKind.USER
                ? directory.accessOf(client.owner().orElseThrow())
                : Optional.empty();
        Instant expiresAt = client.kind() == ClientKind.USER ? directory.expiryOf(client.id()) : null;
        Supplier<CredentialState> state = () -> client.kind() == ClientKind.USER
                ? ofUsers(client, access.orElse(null), catalogue, expiresAt)
                : CredentialState.of(client, catalogue, clock.instant());
        CredentialState before = state.get();
        Objects.requireNonNull(change.get());
        return effects(of(before), of(state.get()));
    }

    private CredentialState ofUsers(
            Client client,
            @Nullable ApiAccess access,
            SortedMap<String, ApiDefinition> catalogue,
            @Nullable Instant expiresAt) {
        boolean live = !client.isDeleted()
                && !client.isSuspended()
                && client.secrets().current().retired() == null;
        Row row = new Row(
                client.id().value(),
                client.owner().orElseThrow().value(),
                client.profile().name(),
                live,
                expiresAt);
        return stateOf(row, client.isDeleted() ? null : access, granted -> CredentialState.scopes(granted, catalogue));
    }

    private static SortedMap<String, CredentialState> of(CredentialState state) {
        return new TreeMap<>(Map.of(state.clientId(), state));
    }

    private SortedMap<String, CredentialState> statesOf(Collection<String> clientIds) {
        SortedMap<String, ApiDefinition> catalogue = directory.catalogue();
        Map<GrantedScopes, SortedSet<String>> scopes = new HashMap<>();
        List<Row> rows = rows(clientIds);
        Map<String, ApiAccess> access =
                users.of(rows.stream().map(Row::userId).distinct().toList());
        SortedMap<String, CredentialState> states = new TreeMap<>();
        for (Row row : rows) {
            states.put(
                    row.clientId(),
                    stateOf(
                            row,
                            access.get(row.userId()),
                            granted ->
                                    scopes.computeIfAbsent(granted, some -> CredentialState.scopes(some, catalogue))));
        }
        return states;
    }

    private CredentialState stateOf(
            Row row, @Nullable ApiAccess access, Function<GrantedScopes, SortedSet<String>> scopes) {
        boolean expired = row.expiresAt() != null && !clock.instant().isBefore(row.expiresAt());
        return new CredentialState(
                row.clientId(),
                row.userId(),
                row.name(),
                access != null && row.live() && !expired,
                access == null ? new TreeSet<>() : scopes.apply(access.apis()),
                row.expiresAt());
    }

    private record Row(
            String clientId,
            String userId,
            String name,
            boolean live,
            @Nullable Instant expiresAt) {}

    private List<Row> rows(Collection<String> clientIds) {
        return jdbc.sql("""
                select c.client_id, d.user_id, c.name, not c.suspended and not d.retired as live, d.expires_at
                from command_directory.directory_credential d
                join command_directory.client c on c.client_id = d.client_id
                where d.client_id = any(:clients)""")
                .param("clients", clientIds.toArray(String[]::new))
                .query((row, index) -> new Row(
                        row.getString("client_id"),
                        row.getString("user_id"),
                        row.getString("name"),
                        row.getBoolean("live"),
                        instant(row.getObject("expires_at", OffsetDateTime.class))))
                .list();
    }

    private Effects effects(SortedMap<String, CredentialState> before, SortedMap<String, CredentialState> after) {
        Map<String, Instant> lastUses = lastUses(before.keySet());
        Instant recently = clock.instant().minus(RECENTLY);
        List<Effect> effects = new ArrayList<>();
        before.forEach((id, state) -> {
            CredentialState then = after.getOrDefault(id, gone(state));
            if (!then.equals(state)) {
                effects.add(effect(state, then, lastUses.get(id), recently));
            }
        });
        effects.sort(
                Comparator.comparing(Effect::lastUsedAt, Comparator.nullsLast(Comparator.<Instant>reverseOrder())));
        List<Effect> shown = List.copyOf(effects.subList(0, Math.min(MOST_SHOWN, effects.size())));
        return new Effects(
                true,
                effects.size(),
                effects.stream()
                        .filter(effect -> !effect.losesScopes().isEmpty())
                        .count(),
                effects.stream()
                        .filter(effect -> !effect.gainsScopes().isEmpty())
                        .count(),
                effects.stream()
                        .filter(effect ->
                                effect.works().before() && !effect.works().after())
                        .count(),
                effects.stream().filter(Effect::usedInLast7Days).count(),
                shown,
                effects.size() - shown.size());
    }

    private static CredentialState gone(CredentialState before) {
        return new CredentialState(
                before.clientId(), before.userId(), before.name(), false, new TreeSet<>(), before.expiresAt());
    }

    private static Effect effect(
            CredentialState before, CredentialState after, @Nullable Instant lastUsedAt, Instant recently) {
        return new Effect(
                before.clientId(),
                before.userId(),
                before.name(),
                without(before.scopes(), after.scopes()),
                without(after.scopes(), before.scopes()),
                new WorksChange(before.works(), after.works()),
                new ExpiryChange(before.expiresAt(), after.expiresAt()),
                lastUsedAt,
                lastUsedAt != null && lastUsedAt.isAfter(recently));
    }

    private static SortedSet<String> without(SortedSet<String> some, SortedSet<String> others) {
        SortedSet<String> rest = new TreeSet<>(some);
        rest.removeAll(others);
        return rest;
    }

    private Map<String, Instant> lastUses(Collection<String> clientIds) {
        Map<String, Instant> uses = new HashMap<>();
        jdbc.sql("select client_id, max(last_used_at) from telemetry.secret_use where client_id = any(:clients)"
                        + " group by client_id")
                .param("clients", clientIds.toArray(String[]::new))
                .query(row -> {
                    uses.put(row.getString(1), Objects.requireNonNull(instant(row.getObject(2, OffsetDateTime.class))));
                });
        return uses;
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
