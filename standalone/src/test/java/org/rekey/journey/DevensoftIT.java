package org.rekey.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rekey.journey.RekeyHttp.Credentials;
import tools.jackson.databind.json.JsonMapper;

/** What users of Devensoft are used to. */
class DevensoftIT {

    private static final RekeyHttp rekey = RunningRekey.shared().http().withAnApi("targets", """
                    "access": ["READ"],
                    "endpoints": [{"method": "GET", "path": "/v1/targets", "access": "READ"}]
                    """);

    private static Credentials create(String name) {
        return rekey.create(
                "Devensoft: " + name, "\"scopes\":[{\"api\":\"targets\"}],\"token\":{\"tokenType\":\"bearer\"}");
    }

    private static Answer token(Credentials client) {
        return rekey.send(rekey.form(
                "/token",
                "grant_type=client_credentials&client_id=%s&client_secret=%s".formatted(client.id(), client.secret())));
    }

    @Test
    void DE_01_DE_02_DE_03_DE_04_DE_06_DE_07_DE_12_the_documented_request_gets_the_documented_answer() {
        Answer answer = token(create("token")).expect(200);

        assertThat(answer.token()).isNotEmpty();
        assertThat(answer.text("token_type")).isEqualTo("bearer");
        assertThat(answer.json().path("expires_in").asInt()).isEqualTo(3600);
        assertThat(answer.text("scope")).isEqualTo("targets.read");
    }

    @Test
    void DE_05_the_token_is_a_JWT_that_anybody_can_verify_and_only_we_can_sign() {
        Answer answer = token(create("jwt"));
        String header =
                new String(Base64.getUrlDecoder().decode(answer.token().split("\\.")[0]), StandardCharsets.UTF_8);

        assertThat(answer.token().split("\\.")).hasSize(3);
        assertThat(answer.claims().path("exp").asLong()
                        - answer.claims().path("iat").asLong())
                .isEqualTo(3600);
        assertThat(rekey.get("/oauth2/jwks").json().findValuesAsString("kid"))
                .contains(new JsonMapper().readTree(header).path("kid").asString());
    }

    @Test
    void DE_08_the_example_call_gets_through() {
        String token = token(create("calls")).token();

        rekey.check(token, "GET", "/v1/targets").expect(200);
        rekey.check("YOUR_ACCESS_TOKEN", "GET", "/v1/targets").expect(401);
    }

    @Test
    void DE_09_a_program_gets_the_next_token_in_the_same_way() {
        Credentials client = create("next");
        Answer first = token(client);

        assertThat(first.json().has("refresh_token")).isFalse();
        assertThat(token(client).token()).isNotEqualTo(first.token());
    }

    @Test
    void DE_10_plain_HTTP_is_refused_to_whoever_is_not_on_this_machine() throws SocketException {
        Optional<String> outside = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .map(InetAddress::getHostAddress)
                .findFirst();
        assumeThat(outside).as("an address of this machine to the outside").isPresent();
        URI token = URI.create(RunningRekey.shared()
                .url()
                .replace("localhost", outside.orElseThrow())
                .concat("/token"));
        Credentials client = create("plain");

        Answer refused = rekey.send(HttpRequest.newBuilder(token)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials&client_id=%s&client_secret=%s"
                        .formatted(client.id(), client.secret()))));

        assertThat(refused.expect(400).text("error")).isEqualTo("invalid_request");
        assertThat(refused.response().body()).contains("https");
        token(client).expect(200);
    }

    @Test
    void DE_11_no_page_of_another_origin_is_let_near_a_token() {
        Answer preflight = rekey.send(rekey.request("/token")
                .header("Origin", "https://page.example")
                .header("Access-Control-Request-Method", "POST")
                .method("OPTIONS", BodyPublishers.noBody()));
        Credentials client = create("browser");
        Answer answer = rekey.send(rekey.form(
                        "/token",
                        "grant_type=client_credentials&client_id=%s&client_secret=%s"
                                .formatted(client.id(), client.secret()))
                .header("Origin", "https://page.example"));

        assertThat(preflight.response().headers().map()).doesNotContainKey("access-control-allow-origin");
        assertThat(answer.response().headers().map()).doesNotContainKey("access-control-allow-origin");
    }
}
