package org.rekey.web;

import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.jspecify.annotations.Nullable;

/** HTTP/1.1 as Tomcat speaks it, which cuts off headers that are too slow or too many. */
public final class GuardedProtocol extends Http11NioProtocol {

    private @Nullable SlowHeaders headers;

    public GuardedProtocol() {
        super(new GuardedEndpoint());
    }

    void guard(HttpProperties.Connections properties) {
        headers = new SlowHeaders(properties.headersInAll(), properties.headerTime());
    }

    @Override
    protected Processor createProcessor() {
        return headers == null ? super.createProcessor() : new GuardedProcessor(this, getAdapter(), headers);
    }
}
