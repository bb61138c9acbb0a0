package org.rekey.benchmarks;

import java.io.IOException;
import java.nio.file.Path;

/** A server under load. */
record Target(String name, Load load, ServerProcess server) {

    /** {@code name,pid,port,credentials}, the last being a file. */
    static Target parse(String text) throws IOException {
        String[] parts = text.split(",");
        int port = Integer.parseInt(parts[2]);
        return new Target(
                parts[0],
                new Load(port, Credential.read(Path.of(parts[3])), 16),
                new ServerProcess(Long.parseLong(parts[1])));
    }

    Figures measure(int requests) throws IOException {
        long cpu = server.cpuMillis();
        long begin = System.nanoTime();
        long[] took = load.run(requests);
        double seconds = (System.nanoTime() - begin) / 1e9;
        return new Figures(
                requests / seconds,
                took[requests / 2] / 1e6,
                took[requests * 99 / 100] / 1e6,
                (server.cpuMillis() - cpu) / (double) requests);
    }
}
