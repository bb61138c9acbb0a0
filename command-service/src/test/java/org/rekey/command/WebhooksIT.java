package org.rekey.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rekey.command.TestService.bean;
import static org.rekey.command.TestService.delete;
import static org.rekey.command.TestService.jdbc;
import static org.rekey.command.TestService.patch;
import static org.rekey.command.TestService.post;
import static org.rekey.command.TestService.unique;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rekey.domain.key.MasterKey;
import org.rekey.domain.webhook.SigningSecret;
import org.rekey.domain.webhook.WebhookId;

class WebhooksIT {

    /** No name, so that nobody is asked for its address. */
    private static final String URL = "https://1.1.1.1/hook";

    @Test
    void a_webhook_is_registered_with_a_secret_that_stands_nowhere() {
        Reply made = post("admin", "/webhooks", body(URL, ",\"types\":[\"org.rekey.credential.revoked\"]"))
                .expect(201);
        String id = made.text("/id");
        assertThat(made.header("Location")).isEqualTo("/api/v1/webhooks/" + id);
        assertThat(made.header("ETag")).isEqualTo("\"0\"");
        assertThat(made.text("/secret")).isEqualTo(secret(id, 1));
        assertThat(lastPayload(id))
                .isEqualTo(
                        "{\"webhookId\":\"" + id + "\",\"profile\":{\"url\":\"" + URL + "\",\"types\":[\"REVOKED\"]}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://169.254.169.254/latest/meta-data",
                "https://localhost/hook",
                "https://127.0.0.1:8443/hook",
                "https://[::1]/hook",
                "https://[::ffff:10.0.0.1]/hook",
                "https://0x7f000001/hook",
                "https://2130706433/hook",
                "https://10.0.0.1/hook",
                "http://1.1.1.1/hook",
                "file:///etc/passwd",
                "https://name.invalid/hook",
                "https://me@1.1.1.1/hook",
                "not a url"
            })
    void A29_an_address_where_no_message_may_go_is_refused(String url) {
        post("admin", "/webhooks", body(url, "")).expect(422, "url");
        String id = post("admin", "/webhooks", body(URL, "")).expect(201).text("/id");
        patch("admin", "/webhooks/" + id, body(url, "")).expect(422, "url");
    }

    @Test
    void what_is_asked_twice_with_one_key_is_made_once() {
        String[] key = {"Idempotency-Key", unique("webhook-key")};
        Reply first = post("admin", "/webhooks", body(URL, ""), key).expect(201);
        Reply second = post("admin", "/webhooks", body(URL, ""), key).expect(201);
        assertThat(second.text("/id")).isEqualTo(first.text("/id"));
        assertThat(second.text("/secret")).isEqualTo(first.text("/secret"));

        String rotate = "/webhooks/" + first.text("/id") + "/rotate-secret";
        String[] another = {"Idempotency-Key", unique("webhook-key")};
        String rotated = post("admin", rotate, "{}", another).expect(201).text("/secret");
        assertThat(rotated).isEqualTo(secret(first.text("/id"), 2));
        assertThat(post("admin", rotate, "{}", another).expect(201).text("/secret"))
                .isEqualTo(rotated);
        assertThat(post("admin", rotate).expect(201).text("/secret")).isEqualTo(secret(first.text("/id"), 3));
    }

    @Test
    void it_is_changed_switched_off_and_on_and_deleted() {
        String path = "/webhooks/" + post("admin", "/webhooks", body(URL, "")).text("/id");
        patch("admin", path, "{\"types\":[\"org.rekey.credential.issued\"],\"enabled\":false}")
                .expect(204);
        patch("admin", path, "{\"enabled\":true}", "If-Match", "\"1\"").expect(412);
        patch("admin", path, "{\"enabled\":true}", "If-Match", "\"2\"").expect(204);
        patch("admin", path, "{\"types\":[]}").expect(422, "types");
        patch("admin", path, "{\"types\":[\"org.rekey.credential.lost\"]}").expect(422, "types[0]");
        patch("admin", path, "{\"tenant\":\"acme\"}").expect(422, "tenant");
        patch("admin", path, "{\"colour\":\"red\"}").expect(400, "colour");
        delete("writer", path).expect(403);
        delete("admin", path).expect(204);
        delete("admin", path).expect(404);
        post("admin", path + "/rotate-secret").expect(404);
    }

    @Test
    void B17_a_tenant_has_twenty_webhooks_at_most() {
        String body = body(URL, ",\"tenant\":\"many-hooks\"");
        String last = "";
        for (int i = 0; i < 20; i++) {
            last = post("admin", "/webhooks", body).expect(201).text("/id");
        }
        assertThat(post("admin", "/webhooks", body).expect(409).text("/detail")).contains("rekey.webhooks.per-tenant");
        post("admin", "/webhooks", body(URL, ",\"tenant\":\"few-hooks\"")).expect(201);
        delete("admin", "/webhooks/" + last).expect(204);
        assertThat(Together.run(3, i -> post("admin", "/webhooks", body).status()))
                .containsExactlyInAnyOrder(201, 409, 409);
    }

    @Test
    void OS_21_nobody_registers_for_another_tenant_or_sees_its_webhooks() {
        post("acme", "/webhooks", body(URL, ",\"tenant\":\"globex\"")).expect(403);
        String path = "/webhooks/"
                + post("acme", "/webhooks", body(URL, "")).expect(201).text("/id");
        assertThat(lastPayload(path.substring("/webhooks/".length()))).contains("\"tenant\":\"acme\"");
        post("globex", path + "/rotate-secret").expect(404);
        patch("globex", path, "{\"enabled\":false}").expect(404);
        delete("globex", path).expect(404);
        patch("acme", path, "{\"enabled\":false}").expect(204);
    }

    private static String body(String url, String more) {
        return "{\"url\":\"" + url + "\"" + more + "}";
    }

    private static String secret(String id, int version) {
        return SigningSecret.of(bean(MasterKey.class), new WebhookId(id), version)
                .inClear();
    }

    private static String lastPayload(String id) {
        return jdbc().sql("select payload from eventstore.event where aggregate_identifier = ?"
                        + " order by sequence_number desc limit 1")
                .param("webhook:" + id)
                .query(String.class)
                .single();
    }
}
