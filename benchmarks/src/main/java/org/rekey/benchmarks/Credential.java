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

    byte[] tokenRequest(int port) {
        String form = "grant_type=client_credentials&scope=" + Load.SCOPE;
        String request = "POST /oauth2/token HTTP/1.1\r\n"
                + "Host: 127.0.0.1:" + port + "\r\n"
                + "Authorization: " + basic() + "\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\n"
                + "Content-Length: " + form.length() + "\r\n"
                + "\r\n"
                + form;
        return request.getBytes(StandardCharsets.US_ASCII);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return id;
    }
}
