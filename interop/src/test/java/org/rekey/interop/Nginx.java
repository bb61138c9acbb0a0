package org.rekey.interop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** An nginx of its own under target/nginx, with nothing but what is said in {@code http { }}. */
final class Nginx implements AutoCloseable {

    private static final Path PREFIX = Path.of("target", "nginx").toAbsolutePath();

    private final Process process;

    private Nginx(Process process) {
        this.process = process;
    }

    /** Returns when the port, on which the configuration listens, is open. */
    static Nginx start(String http, int port) throws IOException {
        Files.createDirectories(PREFIX);
        Path errors = PREFIX.resolve("error-" + port + ".log");
        Path configuration = PREFIX.resolve("nginx-" + port + ".conf");
        Files.writeString(configuration, """
                %s
                daemon off;
                worker_processes 1;
                pid nginx-%d.pid;
                events {}
                http {
                    access_log off;
                    client_body_temp_path body;
                    proxy_temp_path proxy;
                    fastcgi_temp_path fastcgi;
                    scgi_temp_path scgi;
                    uwsgi_temp_path uwsgi;

                %s
                }
                """.formatted(user(), port, http.indent(4)));
        Process process = new ProcessBuilder(
                        program(), "-p", PREFIX.toString(), "-e", errors.toString(), "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(errors.toFile()))
                .start();
        Nginx nginx = new Nginx(process);
        Runtime.getRuntime().addShutdownHook(new Thread(nginx::close));
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .failFast("nginx stopped, see " + errors, () -> !process.isAlive())
                .until(() -> listens(port));
        return nginx;
    }

    @Override
    public void close() {
        try {
            // Its workers end with it only when it is asked to stop, not when it is killed.
            process.destroy();
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** As root its workers would be somebody who cannot enter this directory. */
    private static String user() {
        return System.getProperty("user.name").equals("root") ? "user root;" : "";
    }

    /** Debian keeps it where only root looks. */
    private static String program() {
        Path debian = Path.of("/usr/sbin/nginx");
        return Files.isExecutable(debian) ? debian.toString() : "nginx";
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }
}
