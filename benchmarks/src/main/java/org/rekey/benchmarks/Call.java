package org.rekey.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a server is asked, over and over. */
enum Call {
    /** A client wants a token. */
    TOKEN("\"access_token\":\"") {
        @Override
        byte[] request(int port, Credential client, String token) {
            return post(port, "/oauth2/token", client, TOKEN_FORM);
        }
    },
    /** It asks about one that it has. */
    INTROSPECTION("\"active\":true") {
        @Override
        byte[] request(int port, Credential client, String token) {
            return post(port, "/oauth2/introspect", client, "token=" + token);
        }
    },
    /** A gateway asks whether a call with that token may pass, as nginx does. */
    CHECK("\r\nx-client-id: ") {
        @Override
        byte[] request(int port, Credential client, String token) {
            return ascii("GET /oauth2/check HTTP/1.1\r\n"
                    + "Host: 127.0.0.1:" + port + "\r\n"
                    + "X-Original-Method: GET\r\n"
                    + "X-Original-URI: https://api.example.com/v1/orders/4711/lines/3?full=true\r\n"
                    + "User-Agent: a-program/1.0\r\n"
                    + "Accept: application/json\r\n"
                    + "Authorization: Bearer " + token + "\r\n"
                    + "\r\n");
        }
    };

    static final String SCOPE = "orders.read";

    private static final String TOKEN_FORM = "grant_type=client_credentials&scope=" + SCOPE;

    private final byte[] expected;

    Call(String expected) {
        this.expected = ascii(expected);
    }

    abstract byte[] request(int port, Credential client, String token);

    byte[] expected() {
        return expected;
    }

    /** One for each client; for a token that they have they ask beforehand. */
    List<byte[]> requests(int port, List<Credential> clients) throws IOException {
        Tokens tokens = new Tokens(port);
        List<byte[]> requests = new ArrayList<>();
        for (Credential client : clients) {
            requests.add(request(port, client, this == TOKEN ? "" : tokens.of(client, SCOPE)));
        }
        return requests;
    }

    private static byte[] post(int port, String path, Credential client, String form) {
        return ascii("POST " + path + " HTTP/1.1\r\n"
                + "Host: 127.0.0.1:" + port + "\r\n"
                + "Authorization: " + client.basic() + "\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\n"
                + "Content-Length: " + form.length() + "\r\n"
                + "\r\n"
                + form);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
