package org.rekey.notifier.webhook;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;
import org.rekey.domain.webhook.PublicInternet;

/** Posts messages, to addresses that they may go to, and reads nothing of the answer but its status. */
final class WebhookClient implements AutoCloseable {

    private static final Http1Config SHORT_HEAD =
            Http1Config.custom().setMaxLineLength(8192).setMaxHeaderCount(100).build();
    private static final ContentType CLOUD_EVENT = ContentType.parse("application/cloudevents+json; charset=utf-8");

    private final Duration patience;
    private final CloseableHttpClient https;
    private final CloseableHttpClient http;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "webhook-watch");
        thread.setDaemon(true);
        return thread;
    });

    WebhookClient(DnsResolver names, PublicInternet addresses, Duration patience) {
        this.patience = patience;
        this.https = client(new GuardedNames(names, addresses::permits), Timeout.of(patience));
        this.http = client(new GuardedNames(names, addresses::isAllowed), Timeout.of(patience));
    }

    private static CloseableHttpClient client(DnsResolver names, Timeout patience) {
        ConnectionConfig connections = ConnectionConfig.custom()
                .setConnectTimeout(patience)
                .setSocketTimeout(patience)
                .build();
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(names)
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                .http1Config(SHORT_HEAD)
                                .build())
                        .setDefaultConnectionConfig(connections)
                        .build())
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(patience).build())
                .setUserAgent("Rekey")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    /** The status of the answer. However it trickles in, its head must be there in time. */
    int post(String url, Map<String, String> headers, String body) throws IOException {
        HttpPost request = new HttpPost(url);
        headers.forEach(request::setHeader);
        request.setEntity(new StringEntity(body, CLOUD_EVENT));
        ScheduledFuture<?> end = watch.schedule(request::cancel, patience.toMillis(), TimeUnit.MILLISECONDS);
        CloseableHttpClient client = "http".equalsIgnoreCase(request.getScheme()) ? http : https;
        try {
            return client.executeOpen(null, request, null).getCode();
        } finally {
            end.cancel(false);
            // Closing the answer would read its body, however long it is.
            request.cancel();
        }
    }

    @Override
    public void close() throws IOException {
        watch.shutdownNow();
        https.close();
        http.close();
    }
}
