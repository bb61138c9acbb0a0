package org.rekey.token;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.ClientId;
import org.rekey.domain.TenantId;
import org.rekey.domain.alert.AlertRecipients;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.api.ApiKey;
import org.rekey.domain.client.ClientKind;
import org.rekey.domain.client.ClientProfile;
import org.rekey.domain.client.CreateClient;
import org.rekey.domain.client.Grant;
import org.rekey.domain.client.GrantedScopes;
import org.rekey.domain.secret.GracePeriod;
import org.rekey.domain.secret.RotateSecret;
import org.rekey.domain.secret.RotationInterval;
import org.rekey.domain.secret.SecretHash;
import org.rekey.domain.secret.SecretHasher;
import org.rekey.domain.secret.SecretId;
import org.rekey.domain.secret.SecretText;
import org.rekey.domain.token.TokenFormat;
import org.rekey.domain.token.TokenPolicy;

/** A client of the server under test, and the secret that it holds. */
record TestClient(TokenServer server, ClientId id, SecretId secretId, String secret) {

    static final SecureRandom RANDOM = new SecureRandom();
    private static final AtomicInteger COUNT = new AtomicInteger();

    /** What a client is created with, unless a test says otherwise. */
    record Spec(
            String id,
            GrantedScopes scopes,
            TokenPolicy policy,
            @Nullable String tenant,
            List<Object> authorities,
            Map<String, Object> extensions,
            RotationInterval interval,
            @Nullable String importedSecret) {

        static Spec of(String id, String... apis) {
            return new Spec(
                    id,
                    GrantedScopes.of(Arrays.stream(apis).map(Spec::grant).toList()),
                    TokenPolicy.DEFAULT,
                    null,
                    List.of(),
                    Map.of(),
                    RotationInterval.parse("P90D"),
                    null);
        }

        /** As in {@code orders:READ,WRITE}. */
        private static Grant grant(String text) {
            String[] parts = text.split(":");
            Set<AccessLevel> levels = parts.length == 1
                    ? Set.of()
                    : Set.copyOf(Arrays.stream(parts[1].split(","))
                            .map(AccessLevel::valueOf)
                            .toList());
            return new Grant(new ApiKey(parts[0]), levels);
        }

        Spec opaque() {
            return with(new TokenPolicy(TokenFormat.OPAQUE, policy.ttl(), policy.requireScope(), null));
        }

        Spec with(TokenPolicy other) {
            return new Spec(id, scopes, other, tenant, authorities, extensions, interval, importedSecret);
        }

        Spec with(GrantedScopes other) {
            return new Spec(id, other, policy, tenant, authorities, extensions, interval, importedSecret);
        }

        Spec tenant(String other) {
            return new Spec(id, scopes, policy, other, authorities, extensions, interval, importedSecret);
        }

        Spec authorities(Object... some) {
            return new Spec(id, scopes, policy, tenant, List.of(some), extensions, interval, importedSecret);
        }

        Spec extensions(Map<String, Object> some) {
            return new Spec(id, scopes, policy, tenant, authorities, some, interval, importedSecret);
        }

        Spec interval(String some) {
            return new Spec(
                    id, scopes, policy, tenant, authorities, extensions, RotationInterval.parse(some), importedSecret);
        }

        Spec imported(String secret) {
            return new Spec(id, scopes, policy, tenant, authorities, extensions, interval, secret);
        }
    }

    static TestClient create(TokenServer server, String id, String... apis) {
        return create(server, Spec.of(id, apis));
    }

    static TestClient create(TokenServer server, Spec spec) {
        SecretHasher hasher = server.bean(SecretHasher.class);
        String secret = spec.importedSecret() == null ? SecretText.generate(RANDOM) : spec.importedSecret();
        SecretHash hash = spec.importedSecret() == null ? hasher.hash(secret) : hasher.hashImported(secret, RANDOM);
        SecretId secretId = newSecretId();
        server.does(new CreateClient(
                new ClientId(spec.id()),
                ClientKind.SERVICE,
                spec.tenant() == null ? null : new TenantId(spec.tenant()),
                null,
                new ClientProfile(spec.id(), null, spec.extensions()),
                spec.scopes(),
                spec.interval(),
                spec.policy(),
                AlertRecipients.NONE,
                spec.authorities(),
                secretId,
                hash));
        return new TestClient(server, new ClientId(spec.id()), secretId, secret);
    }

    static SecretId newSecretId() {
        return new SecretId("secret-" + COUNT.incrementAndGet());
    }

    TestClient rotate(Duration grace) {
        String next = SecretText.generate(RANDOM);
        SecretId nextId = newSecretId();
        server.does(new RotateSecret(id, nextId, server.bean(SecretHasher.class).hash(next), new GracePeriod(grace)));
        return new TestClient(server, id, nextId, next);
    }

    String basic() {
        return TokenServer.basic(id.value(), secret);
    }

    /** Basic authentication at the token endpoint, with further parameters as in {@code &scope=…}. */
    Reply token(String... further) {
        return ask("/oauth2/token", "grant_type=client_credentials" + String.join("", further));
    }

    String newToken() {
        Reply reply = token();
        if (reply.status() != 200) {
            throw new AssertionError(reply);
        }
        return reply.token();
    }

    Reply introspect(String token) {
        return ask("/oauth2/introspect", "token=" + token);
    }

    Reply revoke(String token) {
        return ask("/oauth2/revoke", "token=" + token);
    }

    Reply ask(String path, String form) {
        return server.send(server.post(path, form).header("Authorization", basic()));
    }
}
