package org.rekey.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The documented nginx before the sample upstream, asking the shared Rekey about every call; one for all test classes. */
final class Gateway {

    private static final Path CONFIGURATION = Path.of("src", "test", "resources", "gateway.conf");

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
        try {
            int port = Http.freePort();
            String address = "127.0.0.1:" + port;
            String rekey = "127.0.0.1:" + server.port();
            String configuration = Files.readString(CONFIGURATION);
            configuration = replaced(configuration, "127.0.0.1:8080", rekey);
            configuration = replaced(
                    configuration, "127.0.0.1:9000", SampleUpstream.start().address());
            configuration = replaced(configuration, "127.0.0.1:8000", address);
            Nginx.start(configuration, port);
            return new Gateway("http://" + address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String replaced(String configuration, String documented, String actual) {
        if (!configuration.contains(documented)) {
            throw new AssertionError(documented + " is not in the configuration");
        }
        return configuration.replace(documented, actual);
    }

    private static final class Shared {
        static final Gateway GATEWAY = before(RekeyJar.shared());
    }
}
