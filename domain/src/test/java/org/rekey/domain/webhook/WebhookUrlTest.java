package org.rekey.domain.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookUrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://hooks.example.com/services/T0/B0/XyZ,https://hooks.example.com/…",
        "https://hooks.example.com?token=XyZ,https://hooks.example.com/…",
        "https://hooks.example.com/?XyZ,https://hooks.example.com/…",
        "https://hooks.example.com:8443/XyZ,https://hooks.example.com:8443/…",
        "https://me:XyZ@hooks.example.com/,https://hooks.example.com/",
        "https://me:XyZ@hooks.example.com/a@b,https://hooks.example.com/…",
        "http://[2001:db8::1]/XyZ,http://[2001:db8::1]/…",
        "https://hooks.example.com#XyZ,https://hooks.example.com/…",
        "https://hooks.example.com,https://hooks.example.com",
        "https://hooks.example.com/,https://hooks.example.com/",
        "XyZ,…"
    })
    void B29_of_a_url_nothing_is_shown_that_may_be_a_secret(String url, String shown) {
        assertThat(WebhookProfile.shown(url)).isEqualTo(shown);
        assertThat(new WebhookProfile(url, Set.of(CredentialNews.ISSUED)).toString())
                .doesNotContain("XyZ");
    }
}
