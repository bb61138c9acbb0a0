package org.rekey.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.rekey.journey.RekeyHttp.Credentials;

/** A credential that is seen where it should not be: those who own it are told, and whoever sent it learns nothing. */
class MisplacedSecretsIT {

    private final RekeyHttp rekey = RunningRekey.shared().http();

    private Credentials client(String name) {
        return rekey.createClient(name + "-" + System.nanoTime(), "");
    }

    private List<String> exposuresOf(Credentials client) {
        List<String> places = new ArrayList<>();
        rekey.get("/api/v1/audit?type=secret.exposed&client=" + client.id())
                .expect(200)
                .json()
                .get("items")
                .forEach(item -> places.add(item.at("/changes/where").asString()));
        return places;
    }

    @Test
    void B28_a_right_secret_in_any_wrong_place_is_recorded_once_and_confirmed_to_nobody() {
        Credentials caller = client("caller");
        String wrong = "rk_" + "0".repeat(49);
        Map<String, Function<String, Answer>> places = new LinkedHashMap<>();
        places.put("a parameter of POST /oauth2/introspect", secret -> rekey.introspect(secret));
        places.put("a parameter of POST /oauth2/revoke", secret -> rekey.revoke(caller, secret));
        places.put("the bearer token of GET /oauth2/check", secret -> rekey.check(secret, "GET", "/x"));
        places.put(
                "the bearer token of GET /api/v1/clients",
                secret -> rekey.send(rekey.request("/api/v1/clients").header("Authorization", "Bearer " + secret)));
        places.put(
                "a parameter of POST /oauth2/token",
                secret -> rekey.form("/oauth2/token", caller, "grant_type=client_credentials&scope=x+" + secret));
        places.put("the user name of POST /oauth2/token", secret -> rekey.token(new Credentials(secret, "x")));
        places.put("the path of GET /api/v1/clients/\u2026", secret -> rekey.get("/api/v1/clients/" + secret));
        places.put(
                "the query of GET /api/v1/clients",
                secret -> rekey.get("/api/v1/clients?q=" + secret.replace("_", "%5F")));
        places.put("X-Original-URI of GET /oauth2/check", secret -> rekey.check("x", "GET", "/orders?key=" + secret));
        Map<String, Credentials> exposed = new LinkedHashMap<>();
        places.forEach((place, send) -> {
            Credentials client = client("exposed");
            Answer right = send.apply(client.secret());
            Answer other = send.apply(wrong);
            assertThat(right.status()).as(place).isEqualTo(other.status());
            assertThat(masked(right, client.secret())).as(place).isEqualTo(masked(other, wrong));
            assertThat(send.apply(client.secret()).status()).isEqualTo(right.status());
            exposed.put(place, client);
        });

        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> exposed.forEach(
                        (place, client) -> assertThat(exposuresOf(client)).containsExactly(place)));
        exposed.values().forEach(client -> rekey.token(client).expect(200));
        assertThat(exposuresOf(caller)).isEmpty();
    }

    private static String masked(Answer answer, String secret) {
        return answer.response().body().replace(secret, "SECRET").replaceAll("\"traceId\":\"[^\"]*\"", "");
    }

    @Test
    void B29_only_who_may_change_a_webhook_sees_all_of_its_url() {
        String url = "http://127.0.0.1:9/services/T0/XyZsecret?key=XyZsecret";
        String id = rekey.post("/api/v1/webhooks", "{\"url\":\"" + url + "\"}")
                .expect(201)
                .text("id");
        RekeyHttp reader = rekey.as(
                rekey.create("reader-" + System.nanoTime(), "\"scopes\":[{\"api\":\"rekey\",\"access\":[\"READ\"]}]"));
        for (String path : List.of(
                "/api/v1/webhooks/" + id,
                "/api/v1/webhooks?limit=200",
                audit(),
                "/api/v1/webhooks/" + id + "/deliveries")) {
            Answer seen = reader.get(path).expect(200);
            assertThat(seen.response().body()).as(path).doesNotContain("XyZsecret");
            if (!path.endsWith("deliveries")) {
                assertThat(seen.response().body()).as(path).contains("http://127.0.0.1:9/\u2026");
                assertThat(rekey.get(path).expect(200).response().body())
                        .as(path)
                        .contains(url);
            }
        }
        rekey.delete("/api/v1/webhooks/" + id).expect(204);
    }

    private static String audit() {
        return "/api/v1/audit?type=" + URLEncoder.encode("webhook.registered", StandardCharsets.UTF_8);
    }
}
