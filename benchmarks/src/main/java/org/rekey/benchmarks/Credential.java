package org.rekey.benchmarks;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

record Credential(String id, String secret) {

    /** A file with an id and a secret per line. */
    static List<Credential> read(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(line -> line.split("\t", 2))
                .map(parts -> new Credential(parts[0], parts[1]))
                .toList();
    }

    String line() {
        return id + "\t" + secret;
    }

    String basic() {
        String pair = encoded(id) + ":" + encoded(secret);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return id;
    }
}
