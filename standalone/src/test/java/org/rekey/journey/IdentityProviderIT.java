package org.rekey.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.rekey.journey.RekeyHttp.Credentials;
import tools.jackson.databind.JsonNode;

/** A company's identity provider keeps the directory by SCIM, and what people's credentials may do follows. */
class IdentityProviderIT {

    private static final HttpClient http = HttpClient.newHttpClient();

    private final RekeyHttp rekey = RunningRekey.shared().http();

    private Answer scim(String method, String path, @Nullable String body) throws IOException, InterruptedException {
        return Answer.of(http.send(
                rekey.asAdministrator("/scim/v2" + path)
                        .header("Content-Type", "application/scim+json")
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body.replace('\'', '"')))
                        .build(),
                BodyHandlers.ofString()));
    }

    private Answer patch(String path, String operation) throws IOException, InterruptedException {
        return scim(
                "PATCH",
                path,
                "{'schemas':['urn:ietf:params:scim:api:messages:2.0:PatchOp'],'Operations':[" + operation + "]}");
    }

    @Test
    void DV_78_whoever_the_provider_disables_gets_no_token_from_then_on() throws Exception {
        String user = scim("POST", "/Users", "{'userName':'kim@idp.example','displayName':'Kim'}")
                .expect(201)
                .text("id");
        String group = scim("POST", "/Groups", "{'displayName':'IdP callers'}")
                .expect(201)
                .text("id");
        String role = rekey.post("/api/v1/roles", "{\"name\":\"IdP role\",\"apis\":[{\"api\":\"orders\"}]}")
                .expect(201)
                .text("id");
        People kim = new People(rekey, user, group, role);
        kim.enable("P30D", "[{\"api\":\"orders\"}]");
        kim.assign();
        kim.generate().expect(409);
        patch("/Groups/" + group, "{'op':'Add','path':'members','value':[{'value':'" + user + "'}]}")
                .expect(200);
        Credentials own = kim.newCredentials();
        String token = rekey.token(own).token();
        assertThat(rekey.introspect(token).isActive()).isTrue();

        patch("/Users/" + user, "{'op':'Replace','path':'active','value':'False'}")
                .expect(200);
        assertThat(rekey.introspect(token).isActive()).isFalse();
        rekey.token(own).expect(401);
        patch("/Users/" + user, "{'op':'replace','value':{'active':true}}").expect(200);
        assertThat(rekey.introspect(token).isActive()).isTrue();
        patch("/Groups/" + group, "{'op':'remove','path':'members[value eq \\'" + user + "\\']'}")
                .expect(200);
        assertThat(rekey.introspect(token).isActive()).isFalse();

        String client = rekey.post(
                        "/api/v1/clients",
                        "{\"name\":\"IdP: owned\",\"scopes\":[{\"api\":\"orders\"}],\"owner\":\"" + user + "\"}")
                .expect(201)
                .text("clientId");
        scim("DELETE", "/Users/" + user, null).expect(204);
        rekey.token(own).expect(401);
        assertThat(rekey.get("/api/v1/clients?orphaned=true").toString()).contains(client);
        scim("GET", "/Users/" + user, null).expect(404);
    }

    @Test
    void filters_and_the_names_of_schemas_pass_the_firewall() throws Exception {
        String filter = "emails[type eq \"work\"].value eq \"nobody@idp.example\" and active eq true";
        JsonNode found = scim("GET", "/Users?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8), null)
                .expect(200)
                .json();
        assertThat(found.path("totalResults").intValue()).isZero();
        scim("GET", "/Schemas/urn:ietf:params:scim:schemas:core:2.0:User", null).expect(200);
    }

    @Test
    void A01_nobody_gets_in_without_a_token() throws Exception {
        Answer refused = Answer.of(http.send(rekey.request("/scim/v2/Users").build(), BodyHandlers.ofString()));
        assertThat(refused.expect(401).header("Content-Type")).isEqualTo("application/scim+json");
        assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(refused.text("status")).isEqualTo("401");
    }
}
