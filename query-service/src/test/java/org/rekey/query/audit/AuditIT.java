package org.rekey.query.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rekey.query.QueryApplication.HASH;
import static org.rekey.query.QueryApplication.api;
import static org.rekey.query.QueryApplication.client;
import static org.rekey.query.QueryApplication.secret;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rekey.domain.ClientId;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.client.DeleteClient;
import org.rekey.domain.client.GrantedScopes;
import org.rekey.domain.client.ResumeClient;
import org.rekey.domain.client.SuspendClient;
import org.rekey.domain.secret.GracePeriod;
import org.rekey.domain.secret.RotateSecret;
import org.rekey.domain.token.RevokeToken;
import org.rekey.domain.token.TokenId;
import org.rekey.eventstore.Provenance;
import org.rekey.query.QueryApplication;
import org.rekey.query.QueryApplication.Answer;
import tools.jackson.databind.JsonNode;

class AuditIT {

    private final QueryApplication app = QueryApplication.shared();

    @Test
    void an_act_is_told_with_who_did_it_from_where_and_what_it_changed() {
        app.does(client("audited", "Audited"));
        long position =
                app.does(new RotateSecret(new ClientId("audited"), secret("audited", 2), HASH, GracePeriod.DAY));

        JsonNode item = app.get("/api/v1/audit?client=audited&limit=1")
                .json()
                .get("items")
                .get(0);

        assertThat(item.get("position").asLong()).isEqualTo(position);
        assertThat(item.get("at").asString()).isEqualTo(app.now().toString());
        assertThat(item.get("type").asString()).isEqualTo("secret.rotated");
        assertThat(item.get("client").asString()).isEqualTo("audited");
        assertThat(item.get("actor").asString()).isEqualTo("client:admin");
        assertThat(item.get("source").asString()).isEqualTo("api");
        assertThat(item.get("ip").asString()).isEqualTo("192.0.2.7");
        assertThat(item.get("userAgent").asString()).isEqualTo("curl/8");
        assertThat(item.get("reason").asString()).isEqualTo("a test");
        assertThat(item.get("traceId").asString()).isEqualTo("trace-1");
        assertThat(item.get("changes").propertyNames())
                .containsExactlyInAnyOrder("previous", "current", "expiresAt", "previousValidUntil");
        assertThat(item.get("changes").get("previousValidUntil").asString())
                .isEqualTo(app.now().plus(Duration.ofDays(1)).toString());
    }

    @Test
    void the_newest_act_comes_first_and_pages_follow_one_another() {
        app.does(client("many-acts", "Many acts"));
        for (int i = 0; i < 4; i++) {
            app.does(new SuspendClient(new ClientId("many-acts")));
            app.does(new ResumeClient(new ClientId("many-acts")));
        }

        List<Long> positions = new ArrayList<>();
        String path = "/api/v1/audit?client=many-acts&limit=3";
        Answer page = app.get(path);
        positions.addAll(positions(page));
        while (!page.json().get("next").isNull()) {
            page = app.get(path + "&cursor=" + page.json().get("next").asString());
            positions.addAll(positions(page));
        }

        assertThat(positions).hasSize(10).doesNotHaveDuplicates().isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void filters_narrow_the_trail_together() {
        Instant before = app.clock().tick(Duration.ofSeconds(1)).instant();
        app.does(client("filtered", "Filtered"));
        Instant between = app.clock().tick(Duration.ofSeconds(1)).instant();
        app.does(
                new Provenance("process:cleaner", "process", null, null, null, null, null),
                new DeleteClient(new ClientId("filtered")));

        assertThat(app.get("/api/v1/audit?client=filtered").each("type"))
                .containsExactly("client.deleted", "secret.issued", "client.created");
        assertThat(app.get("/api/v1/audit?client=filtered&type=secret.issued").each("type"))
                .containsExactly("secret.issued");
        assertThat(app.get("/api/v1/audit?actor=process:cleaner").each("client"))
                .containsExactly("filtered");
        assertThat(app.get("/api/v1/audit?client=filtered&from=" + between).each("type"))
                .containsExactly("client.deleted");
        assertThat(app.get("/api/v1/audit?client=filtered&from=" + before + "&to=" + between)
                        .each("type"))
                .containsExactly("secret.issued", "client.created");
        assertThat(app.get("/api/v1/audit?client=filtered%27%20or%201=1").each("type"))
                .isEmpty();
    }

    @Test
    void a_filter_of_no_use_names_itself() {
        for (String query : List.of(
                "type=secret.rotatd",
                "from=yesterday",
                "to=2026-13-01T00:00:00Z",
                "from=%2B12026-01-01T00:00:00Z",
                "client=%00",
                "actor=a%0Ab",
                "limit=many",
                "cursor=abc")) {
            Answer answer = app.get("/api/v1/audit?" + query);
            assertThat(answer.status()).as(query).isEqualTo(400);
            assertThat(answer.json().get("errors").get(0).get("field").asString())
                    .isEqualTo(query.substring(0, query.indexOf('=')));
        }
        assertThat(app.get("/api/v1/audit?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void i13_who_is_bound_to_a_tenant_sees_what_happened_to_its_clients_alone_whoever_did_it() {
        app.does(client("audit-ours", "Ours", "audit-us", GrantedScopes.everything()));
        app.does(client("audit-theirs", "Theirs", "audit-them", GrantedScopes.everything()));
        app.does(client("audit-nobodys", "Nobody's"));
        app.does(new RevokeToken(new TokenId("jti-1"), new ClientId("audit-ours"), app.now()));
        app.does(
                new Provenance("client:x", "api", null, null, null, "audit-us", null),
                new SuspendClient(new ClientId("audit-theirs")));
        app.does(api("audit-api", AccessLevel.READ));

        Answer answer = app.get("tenant.audit-us", "/api/v1/audit");

        assertThat(answer.each("type")).containsExactly("token.revoked", "secret.issued", "client.created");
        assertThat(answer.each("tenant")).containsOnly("audit-us");
        assertThat(app.get("tenant.audit-us", "/api/v1/audit?client=audit-theirs")
                        .each("type"))
                .isEmpty();
    }

    @Test
    void a24_history_cannot_be_changed_from_outside() {
        for (String method : List.of("DELETE", "PUT", "PATCH", "POST")) {
            Answer answer = app.send(method, "admin", "/api/v1/audit");
            assertThat(answer.status()).as(method).isEqualTo(405);
            assertThat(answer.header("Allow")).contains("GET");
        }
    }

    private static List<Long> positions(Answer page) {
        return page.json()
                .get("items")
                .valueStream()
                .map(item -> item.get("position").asLong())
                .toList();
    }
}
