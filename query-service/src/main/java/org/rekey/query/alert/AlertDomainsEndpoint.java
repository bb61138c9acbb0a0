package org.rekey.query.alert;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import org.rekey.adminapi.RekeyPosition;
import org.rekey.adminapi.Requires;
import org.rekey.domain.api.AccessLevel;
import org.rekey.query.Reads;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where mail may go, for administrators of tenants too: they name addresses. */
@RestController
@RequestMapping(path = "/api/v1/settings/alert-domains", produces = MediaType.APPLICATION_JSON_VALUE)
class AlertDomainsEndpoint {

    private final JdbcClient jdbc;
    private final RekeyPosition position;

    AlertDomainsEndpoint(JdbcClient jdbc, RekeyPosition position) {
        this.jdbc = jdbc;
        this.position = position;
    }

    @GetMapping
    @Requires(AccessLevel.READ)
    ResponseEntity<AlertDomainsView> show(HttpServletRequest request) {
        position.await(request, AlertDomainsProjection.NAME);
        long[] version = {-1};
        List<String> domains = new ArrayList<>();
        jdbc.sql("select domain, allowed, version from query_alert_domains.alert_domain order by domain")
                .query(row -> {
                    version[0] = Math.max(version[0], row.getLong("version"));
                    if (row.getBoolean("allowed")) {
                        domains.add(row.getString("domain"));
                    }
                });
        return ResponseEntity.ok().eTag(Reads.eTag(version[0])).body(new AlertDomainsView(domains));
    }
}
