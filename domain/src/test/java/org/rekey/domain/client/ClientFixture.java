package org.rekey.domain.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.rekey.domain.ClientId;
import org.rekey.domain.alert.AlertRecipients;
import org.rekey.domain.alert.AllowedDomains;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.api.ApiKey;
import org.rekey.domain.api.Catalogue;
import org.rekey.domain.secret.RotationInterval;
import org.rekey.domain.secret.SecretHash;
import org.rekey.domain.secret.SecretId;
import org.rekey.domain.secret.SecretIssued;
import org.rekey.domain.token.TokenPolicy;

/** A client that was created at {@link #START} with a rotation interval of 90 days. */
public final class ClientFixture {

    public static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    public static final ClientId ID = new ClientId("warehouse");
    public static final SecretId FIRST = new SecretId("s1");
    public static final SecretId SECOND = new SecretId("s2");
    public static final SecretId THIRD = new SecretId("s3");
    public static final SecretHash HASH = new SecretHash("hmac-sha256:AAAA");
    public static final Duration INTERVAL = Duration.ofDays(90);

    private static final ApiKey LISTING = new ApiKey("asset-listing");
    private static final ApiKey EXPORTS = new ApiKey("exports");

    /** Offers READ and WRITE of asset-listing, and READ of exports. */
    private static final Catalogue CATALOGUE = key -> {
        if (key.equals(LISTING)) {
            return EnumSet.of(AccessLevel.READ, AccessLevel.WRITE);
        }
        return key.equals(EXPORTS) ? Set.of(AccessLevel.READ) : Set.of();
    };

    /** Mail may go to partner.example alone. */
    private static final AllowedDomains ALLOWED = () -> Set.of("partner.example");

    private ClientFixture() {}

    public static AggregateTestFixture<Client> at(Instant now) {
        AggregateTestFixture<Client> fixture = new AggregateTestFixture<>(Client.class);
        fixture.registerInjectableResource(Clock.fixed(now, ZoneOffset.UTC));
        fixture.registerInjectableResource(CATALOGUE);
        fixture.registerInjectableResource(ALLOWED);
        fixture.setReportIllegalStateChange(true);
        return fixture;
    }

    public static ClientCreated created() {
        return created(RotationInterval.of(INTERVAL));
    }

    public static ClientCreated created(RotationInterval interval) {
        return new ClientCreated(
                ID,
                ClientKind.SERVICE,
                null,
                null,
                profile("Warehouse"),
                reading("asset-listing"),
                interval,
                TokenPolicy.DEFAULT,
                AlertRecipients.NONE,
                List.of());
    }

    public static SecretIssued issued() {
        return new SecretIssued(ID, FIRST, HASH, START.plus(INTERVAL));
    }

    public static CreateClient create(GrantedScopes scopes, RotationInterval interval) {
        return new CreateClient(
                ID,
                ClientKind.SERVICE,
                null,
                null,
                profile("Warehouse"),
                scopes,
                interval,
                TokenPolicy.DEFAULT,
                AlertRecipients.NONE,
                List.of(),
                FIRST,
                HASH);
    }

    public static ClientProfile profile(String name) {
        return new ClientProfile(name, null, Map.of());
    }

    public static GrantedScopes reading(String api) {
        return granting(api, AccessLevel.READ);
    }

    public static GrantedScopes granting(String api, AccessLevel... levels) {
        return GrantedScopes.of(List.of(new Grant(new ApiKey(api), Set.of(levels))));
    }
}
