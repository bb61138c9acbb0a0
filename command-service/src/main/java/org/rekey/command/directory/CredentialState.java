package org.rekey.command.directory;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.api.ApiDefinition;
import org.rekey.domain.client.Client;
import org.rekey.domain.client.Grant;
import org.rekey.domain.client.GrantedScopes;
import org.rekey.domain.secret.Secret;

/**
 * What a client can do at one moment.
 *
 * @param works whether its current secret obtains tokens
 * @param scopes those it may ask for
 * @param expiresAt of its current secret; null when it does not expire
 */
record CredentialState(
        String clientId,
        @Nullable String userId,
        String name,
        boolean works,
        SortedSet<String> scopes,
        @Nullable Instant expiresAt) {

    /** Of a client of its own: what a user's can do is not decided by itself. */
    static CredentialState of(Client client, SortedMap<String, ApiDefinition> catalogue, Instant now) {
        Secret secret = client.secrets().current();
        boolean gone = client.isDeleted();
        return new CredentialState(
                client.id().value(),
                null,
                client.profile().name(),
                !gone && !client.isSuspended() && secret.worksAt(now),
                gone ? new TreeSet<>() : scopes(client.scopes(), catalogue),
                secret.expiresAt());
    }

    static SortedSet<String> scopes(GrantedScopes granted, SortedMap<String, ApiDefinition> catalogue) {
        SortedSet<String> scopes = new TreeSet<>();
        List<Grant> effective = granted.under(catalogue);
        for (Grant grant : effective) {
            ApiDefinition definition = catalogue.get(grant.api().value());
            if (definition != null) {
                grant.access().forEach(level -> scopes.add(definition.scopeOf(grant.api(), level)));
            }
        }
        return scopes;
    }
}
