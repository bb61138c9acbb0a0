package org.rekey.eventstore.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A way to a new database that can be cut, or fall silent, and be mended. */
public final class CuttableDatabase implements AutoCloseable {

    private final ServerSocket listening;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;
    private volatile boolean silent;

    public CuttableDatabase() {
        try {
            listening = new ServerSocket(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run(this::accept);
    }

    public Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(EmbeddedDatabase.freshProperties());
        properties.compute("spring.datasource.url", (key, url) -> String.valueOf(url)
                .replace(":" + EmbeddedDatabase.server().getPort() + "/", ":" + listening.getLocalPort() + "/"));
        return properties;
    }

    public void cut() {
        cut = true;
        sockets.forEach(CuttableDatabase::closeQuietly);
        sockets.clear();
    }

    /** Nothing comes through any more, neither way, and nobody is told. */
    public void silence() {
        silent = true;
    }

    /** What was sent into the silence does not come any more, so its connections are of no use. */
    public void mend() {
        cut = false;
        silent = false;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket near = listening.accept();
                if (cut) {
                    near.close();
                } else {
                    Socket far =
                            new Socket("localhost", EmbeddedDatabase.server().getPort());
                    sockets.add(near);
                    sockets.add(far);
                    run(() -> copy(near, far));
                    run(() -> copy(far, near));
                }
            } catch (IOException e) {
                // The next one may do better.
            }
        }
    }

    private void copy(Socket from, Socket to) {
        try (InputStream in = from.getInputStream()) {
            byte[] bytes = new byte[8192];
            boolean lost = false;
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                lost |= silent;
                if (!lost) {
                    to.getOutputStream().write(bytes, 0, read);
                }
            }
        } catch (IOException e) {
            // Cut.
        } finally {
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    private static void run(Runnable task) {
        Thread thread = new Thread(task, "cuttable-database");
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Closed enough.
        }
    }

    @Override
    public void close() throws IOException {
        cut();
        listening.close();
    }
}
