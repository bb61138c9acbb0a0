package org.rekey.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;

/** The documented nginx before the sample upstream, asking the shared Rekey about every call; one for all test classes. */
final class Gateway {

    private final String url;

    private Gateway(String url) {
        this.url = url;
    }

    static Gateway shared() {
        return Shared.GATEWAY;
    }

    /** The public address of the APIs, without a slash at its end. */
    String url() {
        return url;
    }

    int port() {
        return URI.create(url).getPort();
    }

    /** A call with a bearer token; no Authorization header when it is empty. */
    Answer get(String path, String token) {
        return call("GET", path, token);
    }

    Answer call(String method, String path, String token) {
        return token.isEmpty()
                ? Http.send(method, url + path, "")
                : Http.send(method, url + path, "", "Authorization", "Bearer " + token);
    }

    /** One before a Rekey that is not shared. */
    static Gateway before(RekeyJar server) {
        return before("127.0.0.1:" + server.port());
    }

    /** One that asks whatever answers at this address. */
    static Gateway before(String rekey) {
        return start(rekey, false);
    }

    /** One that keeps Rekey's answers as long as the page says. */
    static Gateway keepingAnswersOf(RekeyJar server) {
        return start("127.0.0.1:" + server.port(), true);
    }

    private static Gateway start(String rekey, boolean keepsAnswers) {
        try {
            int port = Http.freePort();
            String own = "127.0.0.1:" + port;
            String upstream = SampleUpstream.start().address();
            Nginx.start(GatewayPage.configuration(rekey, upstream, own, keepsAnswers), port);
            return new Gateway("http://" + own);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Shared {
        static final Gateway GATEWAY = before(RekeyJar.shared());
    }
}
