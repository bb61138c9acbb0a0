package org.rekey.token;

import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/**
 * Tomcat would answer a header that is too large with an HTML page and the wrong status: it takes in more than is let
 * through, and {@link HeaderLimit} refuses the difference.
 */
final class TomcatLimits implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final int LARGEST_HEADER_READ = 128 * 1024;
    private static final int LARGEST_HEADER_LET_IN = 16 * 1024;
    private static final int SILENCE_MILLIS = 10_000;

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addEngineValves(new HeaderLimit(LARGEST_HEADER_LET_IN));
        factory.addConnectorCustomizers(connector -> {
            if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
                http.setMaxHttpRequestHeaderSize(LARGEST_HEADER_READ);
                http.setConnectionTimeout(SILENCE_MILLIS);
            }
        });
    }
}
