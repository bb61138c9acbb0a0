package org.rekey.token.client;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.client.GrantedScopes;
import org.rekey.domain.token.TokenFormat;
import org.rekey.domain.token.TokenPolicy;
import org.rekey.domain.token.TokenType;
import org.rekey.token.api.Apis;
import org.rekey.token.secret.SecretVersion;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

/** One client at one moment, with all that can be worked out before it asks. */
public final class TokenClient {

    private final String id;
    private final boolean suspended;
    private final @Nullable String tenant;
    private final @Nullable String userId;
    private final GrantedScopes granted;
    private final TokenPolicy policy;
    private final int epoch;
    private final List<SecretVersion> secrets;
    private final List<SecretVersion> formerSecrets;
    private final List<ClientKey> keys;
    private final Set<String> revoked;
    private final Set<String> credentials;
    private final RegisteredClient registered;
    private final byte[] claims;
    private final byte[] username;
    private final byte[] extensions;
    private final Authorities authorities;
    private volatile @Nullable GrantedAccess access;

    TokenClient(
            ClientRow row,
            List<SecretVersion> secrets,
            List<SecretVersion> formerSecrets,
            List<ClientKey> keys,
            Set<String> revoked,
            Set<String> credentials) {
        this.id = row.id();
        this.suspended = row.suspended();
        this.tenant = row.tenant();
        this.userId = row.user() == null ? null : row.user().id();
        this.username = (row.user() == null
                        ? ""
                        : ",\"username\":" + Json.text(row.user().name()))
                .getBytes(StandardCharsets.UTF_8);
        this.granted = row.granted();
        this.policy = row.policy();
        this.epoch = row.epoch();
        this.secrets = secrets;
        this.formerSecrets = formerSecrets;
        this.keys = keys;
        this.revoked = revoked;
        this.credentials = credentials;
        this.registered = registered(id);
        this.claims = claims(row).getBytes(StandardCharsets.UTF_8);
        this.authorities = Authorities.of(row.authorities());
        this.extensions = (row.extensions().equals("{}") ? "" : ",\"extensions\":" + row.extensions())
                .getBytes(StandardCharsets.UTF_8);
    }

    private static RegisteredClient registered(String id) {
        return RegisteredClient.withId(id)
                .clientId(id)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .build();
    }

    private static String claims(ClientRow row) {
        String subject = row.user() == null ? row.id() : row.user().id();
        String text = "\"sub\":" + Json.text(subject) + ",\"client_id\":" + Json.text(row.id());
        if (row.tenant() != null) {
            text += ",\"tenant\":" + Json.text(row.tenant());
        }
        return row.authorities().equals("[]") ? text : text + ",\"authorities\":" + row.authorities();
    }

    public String id() {
        return id;
    }

    public boolean isSuspended() {
        return suspended;
    }

    public @Nullable String tenant() {
        return tenant;
    }

    /** The person as whom it acts; null if it acts as itself. */
    public @Nullable String userId() {
        return userId;
    }

    public boolean getsOpaqueTokens() {
        return policy.format() == TokenFormat.OPAQUE;
    }

    public long ttlSeconds() {
        return policy.ttl().toSeconds();
    }

    public boolean mustNameScopes() {
        return policy.requireScope();
    }

    /** Null for {@code Bearer}. */
    public @Nullable TokenType tokenType() {
        return policy.tokenType();
    }

    /** How often all its tokens have been revoked: tokens of an earlier epoch are dead. */
    public int epoch() {
        return epoch;
    }

    /** And the latest of those that have been. */
    public List<SecretVersion> allSecrets() {
        return Stream.concat(secrets.stream(), formerSecrets.stream()).toList();
    }

    /** Those that have not been retired. */
    public List<SecretVersion> secrets() {
        return secrets;
    }

    /** Those that have not been retired. */
    public List<ClientKey> keys() {
        return keys;
    }

    /** Whether tokens obtained with this secret or key have died with it. */
    public boolean hasRevoked(String credentialId) {
        return revoked.contains(credentialId);
    }

    /** Whether this secret or key is or was its own; of some that were retired long ago it does not know. */
    public boolean hasHad(String credentialId) {
        return credentials.contains(credentialId);
    }

    public RegisteredClient registered() {
        return registered;
    }

    /** {@code "sub":…,"client_id":…} and, where it has them, {@code tenant} and {@code authorities}. */
    public byte[] claims() {
        return claims;
    }

    /** {@code ,"username":…} (RFC 7662 section 2.2), or nothing. */
    public byte[] username() {
        return username;
    }

    /** {@code ,"extensions":{…}}, or nothing. */
    public byte[] extensions() {
        return extensions;
    }

    public Authorities authorities() {
        return authorities;
    }

    public GrantedAccess access(Apis apis) {
        GrantedAccess current = access;
        if (current == null || !current.isUnder(apis)) {
            current = new GrantedAccess(granted, apis);
            access = current;
        }
        return current;
    }
}
