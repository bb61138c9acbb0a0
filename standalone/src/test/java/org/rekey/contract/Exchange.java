package org.rekey.contract;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Flow;

/** A request, and what came back. */
record Exchange(
        String method, URI uri, String requestType, String requestBody, int status, HttpHeaders headers, String body) {

    static Exchange of(HttpResponse<String> response) {
        HttpRequest request = response.request();
        return new Exchange(
                request.method(),
                request.uri(),
                request.headers().firstValue("Content-Type").orElse(""),
                request.bodyPublisher().map(Exchange::text).orElse(""),
                response.statusCode(),
                response.headers(),
                response.body());
    }

    private static String text(HttpRequest.BodyPublisher publisher) {
        StringBuilder text = new StringBuilder();
        // Those of strings and byte arrays publish while they are asked.
        publisher.subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(ByteBuffer bytes) {
                text.append(StandardCharsets.UTF_8.decode(bytes));
            }

            @Override
            public void onError(Throwable failure) {}

            @Override
            public void onComplete() {}
        });
        return text.toString();
    }

    @Override
    public String toString() {
        return method + " " + uri + " " + requestBody + " -> " + status + " " + headers.map() + " " + body;
    }
}
