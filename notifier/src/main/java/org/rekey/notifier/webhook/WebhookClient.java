package org.rekey.notifier.webhook;

import java.io.IOException;
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
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;
import org.rekey.domain.webhook.PublicInternet;

/** Posts messages, to addresses that they may go to, and reads nothing of the answer but its status. */
final class WebhookClient implements AutoCloseable {

    private static final Timeout PATIENCE = Timeout.ofSeconds(15);
    private static final int LONGEST_SECONDS = 30;
    private static final ContentType CLOUD_EVENT = ContentType.parse("application/cloudevents+json; charset=utf-8");

    private final CloseableHttpClient https;
    private final CloseableHttpClient http;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "webhook-watch");
        thread.setDaemon(true);
        return thread;
    });

    WebhookClient(DnsResolver names, PublicInternet addresses) {
        this.https = client(new GuardedNames(names, addresses::permits));
        this.http = client(new GuardedNames(names, addresses::isAllowed));
    }

    private static CloseableHttpClient client(DnsResolver names) {
        ConnectionConfig connections = ConnectionConfig.custom()
                .setConnectTimeout(PATIENCE)
                .setSocketTimeout(PATIENCE)
                .build();
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(names)
                        .setDefaultConnectionConfig(connections)
                        .build())
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(PATIENCE).build())
                .setUserAgent("Rekey")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    /** The status of the answer, which has half a minute for its head. */
    int post(String url, Map<String, String> headers, String body) throws IOException {
        HttpPost request = new HttpPost(url);
        headers.forEach(request::setHeader);
        request.setEntity(new StringEntity(body, CLOUD_EVENT));
        ScheduledFuture<?> end = watch.schedule(request::cancel, LONGEST_SECONDS, TimeUnit.SECONDS);
        CloseableHttpClient client = "http".equalsIgnoreCase(request.getScheme()) ? http : https;
        try (ClassicHttpResponse answer = client.executeOpen(null, request, null)) {
            return answer.getCode();
        } finally {
            end.cancel(false);
        }
    }

    @Override
    public void close() throws IOException {
        watch.shutdownNow();
        https.close();
        http.close();
    }
}
