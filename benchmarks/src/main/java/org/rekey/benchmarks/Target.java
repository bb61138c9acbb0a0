package org.rekey.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A server under load. */
record Target(String name, Load load, ServerProcess server) {

    private static final int CONNECTIONS = 16;

    /** {@code name,pid,port,call,credentials}, the last being a file. */
    static Target parse(String text) throws IOException {
        String[] parts = text.split(",");
        int port = Integer.parseInt(parts[2]);
        Call call = Call.valueOf(parts[3]);
        List<byte[]> requests = call.requests(port, Credential.read(Path.of(parts[4])));
        return new Target(
                parts[0],
                new Load(port, requests, call.expected(), CONNECTIONS),
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
