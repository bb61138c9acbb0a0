package org.rekey.query.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rekey.domain.alert.AllowAlertDomains;
import org.rekey.query.QueryApplication;
import org.rekey.query.QueryApplication.Answer;

class AlertDomainsIT {

    private static final String SETTINGS = "/api/v1/settings/alert-domains";

    private final QueryApplication app = QueryApplication.shared();

    @Test
    void DV_28_the_list_is_shown_in_the_form_in_which_it_is_set() {
        Answer none = app.get(SETTINGS);
        assertThat(none.body()).isEqualTo("{\"domains\":[]}");
        assertThat(none.header("ETag")).isEqualTo("\"-1\"");

        assertThat(after("partner.example", "agency.example").body())
                .isEqualTo("{\"domains\":[\"agency.example\",\"partner.example\"]}");

        Answer fewer = after("partner.example");
        assertThat(fewer.body()).isEqualTo("{\"domains\":[\"partner.example\"]}");
        assertThat(fewer.header("ETag")).isEqualTo("\"2\"");
        assertThat(app.get("tenant.acme", SETTINGS).body()).isEqualTo(fewer.body());

        assertThat(after().header("ETag")).isEqualTo("\"3\"");
        assertThat(after("agency.example").body()).isEqualTo("{\"domains\":[\"agency.example\"]}");
    }

    private Answer after(String... domains) {
        long position = app.does(new AllowAlertDomains(Set.of(domains)));
        return app.get("reader", SETTINGS, "Rekey-Position", Long.toString(position));
    }
}
