package org.rekey.query.alert;

import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.rekey.domain.alert.AlertDomainAllowed;
import org.rekey.domain.alert.AlertDomainDisallowed;
import org.rekey.eventstore.Projection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The domains outside that mail may go to. */
@Component
@ProcessingGroup(AlertDomainsProjection.NAME)
class AlertDomainsProjection implements Projection {

    static final String NAME = "query.alert-domains";

    private final JdbcClient jdbc;

    AlertDomainsProjection(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return NAME;
    }

    @EventHandler
    void on(AlertDomainAllowed event, @SequenceNumber long version) {
        put(event.domain(), true, version);
    }

    @EventHandler
    void on(AlertDomainDisallowed event, @SequenceNumber long version) {
        put(event.domain(), false, version);
    }

    private void put(String domain, boolean allowed, long version) {
        jdbc.sql("insert into alert_domain (domain, allowed, version) values (?, ?, ?)"
                        + " on conflict (domain) do update set allowed = excluded.allowed, version = excluded.version")
                .params(domain, allowed, version)
                .update();
    }
}
