package org.rekey.token;

import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.rekey.token.token.TokenPaths;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/** What must be settled before a request reaches any filter. */
final class TomcatSettings implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final int LARGEST_HEADER = 16 * 1024;
    private static final int LONGEST_SILENCE_MILLIS = 10_000;

    private final TokenPaths paths;
    private final HttpProperties http;

    TomcatSettings(TokenPaths paths, HttpProperties http) {
        this.paths = paths;
        this.http = http;
    }

    /** Whoever the request comes from has been read from the headers of a trusted proxy by then. */
    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addEngineValves(new UnreadBodies(), new TransportErrors(paths));
        if (!http.allowPlain()) {
            factory.addEngineValves(new PlainHttp());
        }
        factory.addContextValves(new TransportErrors(paths));
        factory.addConnectorCustomizers(connector -> {
            if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> protocol) {
                protocol.setMaxHttpRequestHeaderSize(LARGEST_HEADER);
                protocol.setConnectionTimeout(LONGEST_SILENCE_MILLIS);
            }
        });
    }
}
