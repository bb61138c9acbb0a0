package org.rekey.web;

import java.util.concurrent.Semaphore;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

/** What must be settled before a request reaches any filter. */
final class TomcatSettings implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {

    /** Of a socket: what is larger is read in turns. With thousands of connections they are most of what these take. */
    private static final String READ_BUFFER = "4096";

    private static final String WRITE_BUFFER = "4096";

    private final FormPaths forms;
    private final HttpProperties http;

    TomcatSettings(FormPaths forms, HttpProperties http) {
        this.forms = forms;
        this.http = http;
    }

    /** After what is set by {@code server.tomcat}. */
    @Override
    public int getOrder() {
        return 100;
    }

    /** Whoever the request comes from has been read from the headers of a trusted proxy by then. */
    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addEngineValves(
                new OutOfMemory(),
                new UnreadBodies(new Semaphore(http.permits().unread())),
                new TransportErrors(forms));
        if (!http.allowPlain()) {
            factory.addEngineValves(new PlainHttp());
        }
        factory.addEngineValves(new Gate(http.permits(), forms));
        factory.addContextValves(new TransportErrors(forms));
        factory.setProtocol(GuardedProtocol.class.getName());
        factory.addConnectorCustomizers(connector -> {
            if (connector.getProtocolHandler() instanceof GuardedProtocol protocol) {
                protocol.guard(http.connections());
                settings(protocol, factory.getSsl() != null);
            }
        });
    }

    private void settings(AbstractHttp11Protocol<?> protocol, boolean encrypted) {
        boolean bounded = protocol.getMaxThreads() > 0;
        if (bounded && protocol.getMaxThreads() <= http.permits().inAll()) {
            throw new IllegalStateException(
                    "rekey.http.permits add up to " + http.permits().inAll()
                            + " threads and leave none of server.tomcat.threads.max=" + protocol.getMaxThreads()
                            + " to tokens: lower them, or raise it");
        }
        HttpProperties.Connections connections = http.connections();
        protocol.setMaxConnections(connections.inAll(encrypted));
        protocol.setAcceptCount(connections.waiting());
        protocol.setMaxHttpRequestHeaderSize((int) connections.header().toBytes());
        protocol.setConnectionTimeout((int) connections.silence().toMillis());
        protocol.setProperty("socket.appReadBufSize", READ_BUFFER);
        protocol.setProperty("socket.appWriteBufSize", WRITE_BUFFER);
    }
}
