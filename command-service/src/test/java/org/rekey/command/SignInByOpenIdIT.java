package org.rekey.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rekey.command.TestService.unique;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rekey.eventstore.testing.EmbeddedDatabase;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** People sign in with their company's identity provider. */
class SignInByOpenIdIT {

    private static final TestIdentityProvider provider = new TestIdentityProvider();
    private static TestService.Node node;
    private static String root;

    @BeforeAll
    static void start() {
        TestService.node(0); // or else it would start within the other one, whose clock it has
        node = new TestService.Node(new SpringApplicationBuilder(TestService.Settings.class)
                .properties(EmbeddedDatabase.freshProperties())
                .properties(Map.of(
                        "server.port", "0",
                        "spring.main.banner-mode", "off",
                        "REKEY_MASTER_KEY", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
                        "rekey.sign-in.after", "/console",
                        "spring.security.oauth2.client.registration.company.client-id", "rekey",
                        "spring.security.oauth2.client.registration.company.client-secret", "for the test",
                        "spring.security.oauth2.client.registration.company.scope", "openid,profile,email",
                        "spring.security.oauth2.client.provider.company.issuer-uri", provider.issuer()))
                .run());
        root = "http://localhost:" + node.context().getEnvironment().getProperty("local.server.port");
    }

    @AfterAll
    static void stop() {
        node.context().close();
        provider.stop();
    }

    /** Follows where it is sent, as far as it stays with the identity provider and the way back. */
    private static final class Browser {

        private final HttpClient http =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

        HttpResponse<String> get(String address) {
            try {
                return http.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        HttpResponse<String> signIn() {
            HttpResponse<String> begin = get(root + "/oauth2/authorization/company");
            assertThat(begin.statusCode()).isEqualTo(302);
            HttpResponse<String> atProvider = get(location(begin));
            assertThat(atProvider.statusCode()).isEqualTo(302);
            return get(location(atProvider));
        }
    }

    private static String location(HttpResponse<?> response) {
        return response.headers().firstValue("Location").orElse("");
    }

    private static String register(String name) {
        return node.post("admin", "/users", "{\"userName\":\"" + name + "\"}")
                .expect(201)
                .text("/id");
    }

    @Test
    void whom_the_provider_names_is_signed_in_whatever_the_letter_case() {
        String name = unique("Jane") + "@acme.example";
        String id = register(name);
        provider.claims = Map.of("preferred_username", name.toUpperCase(Locale.ROOT));
        Browser browser = new Browser();

        HttpResponse<String> back = browser.signIn();
        assertThat(back.statusCode()).as(back.body()).isEqualTo(302);
        assertThat(URI.create(location(back)).getPath()).isEqualTo("/console");
        assertThat(back.headers().allValues("Set-Cookie"))
                .anyMatch(cookie -> cookie.startsWith("rekey-session=")
                        && cookie.contains("HttpOnly")
                        && cookie.contains("SameSite=Strict"));
        HttpResponse<String> me = browser.get(root + "/api/v1/me");
        assertThat(me.statusCode()).isEqualTo(200);
        assertThat(me.body()).contains(id);
    }

    @Test
    void a_verified_address_names_somebody_and_another_one_nobody() {
        String name = unique("joe") + "@acme.example";
        register(name);
        provider.claims = Map.of("email", name, "email_verified", false);
        assertRefused(new Browser());
        provider.claims = Map.of("email", name);
        assertRefused(new Browser());
        provider.claims = Map.of("email", name, "email_verified", true);
        assertThat(new Browser().signIn().statusCode()).isEqualTo(302);
    }

    @Test
    void whoever_is_unknown_or_deactivated_is_not_let_in() {
        provider.claims = Map.of("preferred_username", unique("nobody"));
        assertRefused(new Browser());
        String name = unique("gone");
        String id = register(name);
        node.post("admin", "/users/" + id + "/deactivate", "{}").expect(204);
        provider.claims = Map.of("preferred_username", name);
        assertRefused(new Browser());
    }

    @Test
    void B21_a_name_is_one_name_however_the_provider_composes_it() {
        String end = unique("") + "@acme.example";
        register("zo\u00eb" + end);
        provider.claims = Map.of("preferred_username", "Zoe\u0308" + end);
        assertThat(new Browser().signIn().statusCode()).isEqualTo(302);
    }

    @Test
    void B21_whoever_is_called_almost_like_somebody_is_not_let_in_as_that_one() {
        String end = unique("") + "@acme.example";
        register("kate" + end);
        for (String alike : List.of("\u212Aate", "\uff4bate", "ka\u200Bte")) {
            provider.claims = Map.of("preferred_username", alike + end);
            assertRefused(new Browser());
        }
        register("stra\u00dfe" + end);
        provider.claims = Map.of("preferred_username", "stra\u00dfe" + end);
        assertThat(new Browser().signIn().statusCode()).isEqualTo(302);
        provider.claims = Map.of("preferred_username", "STRA\u00dfE" + end);
        assertRefused(new Browser());
    }

    private static void assertRefused(Browser browser) {
        HttpResponse<String> back = browser.signIn();
        assertThat(back.statusCode()).isEqualTo(403);
        assertThat(back.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
        assertThat(back.headers().allValues("Set-Cookie")).noneMatch(cookie -> cookie.startsWith("rekey-session="));
        assertThat(browser.get(root + "/api/v1/me").statusCode()).isEqualTo(401);
    }

    @Test
    void an_answer_that_this_browser_did_not_ask_for_counts_for_nothing() {
        String name = unique("victim");
        register(name);
        provider.claims = Map.of("preferred_username", name);
        Browser attacker = new Browser();
        String theirs = location(attacker.get(location(attacker.get(root + "/oauth2/authorization/company"))));
        HttpResponse<String> planted = new Browser().get(theirs);
        assertThat(planted.statusCode()).isEqualTo(403);
        assertThat(planted.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void it_answers_at_its_own_paths_only() {
        Browser browser = new Browser();
        for (String path : List.of(
                "/oauth2/token",
                "/oauth2/authorization",
                "/oauth2/authorization/other",
                "/login",
                "/login/oauth2/code")) {
            assertThat(browser.get(root + path).statusCode()).as(path).isEqualTo(404);
        }
    }
}
