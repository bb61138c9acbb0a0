package org.rekey.notifier.webhook;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
import org.jspecify.annotations.Nullable;
import org.rekey.domain.webhook.PublicInternet;

/** Posts messages, to addresses that they may go to, and reads nothing of the answer but its status. */
final class WebhookClient implements AutoCloseable {

    private static final Http1Config SHORT_HEAD =
            Http1Config.custom().setMaxLineLength(8192).setMaxHeaderCount(100).build();
    private static final ContentType CLOUD_EVENT = ContentType.parse("application/cloudevents+json; charset=utf-8");

    /** Far more than there are senders: those count as well that nobody waits for any more. */
    private static final int MOST_CALLS = 128;

    private final Duration patience;
    private final CloseableHttpClient https;
    private final CloseableHttpClient http;
    /** Looking up a name cannot be broken off: whoever waits for it goes on without. */
    private final ExecutorService calls =
            new ThreadPoolExecutor(0, MOST_CALLS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                Thread thread = new Thread(task, "webhook-call");
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
                        .setMaxConnTotal(MOST_CALLS)
                        .setMaxConnPerRoute(MOST_CALLS)
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

    /** The status of the answer. However it trickles in, its head must be there in time; so must be whatever comes before. */
    int post(String url, Map<String, String> headers, String body) throws IOException {
        HttpPost request = new HttpPost(url);
        headers.forEach(request::setHeader);
        request.setEntity(new StringEntity(body, CLOUD_EVENT));
        Future<Integer> call = begin(request);
        try {
            return call.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (TimeoutException e) {
            throw new SocketTimeoutException("it took longer than " + patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the service is being stopped");
        } finally {
            // Closing the answer would read its body, however long it is.
            request.cancel();
            call.cancel(true);
        }
    }

    private Future<Integer> begin(HttpPost request) throws IOException {
        CloseableHttpClient client = "http".equalsIgnoreCase(request.getScheme()) ? http : https;
        try {
            return calls.submit(() -> {
                try {
                    return client.executeOpen(null, request, null).getCode();
                } finally {
                    request.cancel();
                }
            });
        } catch (RejectedExecutionException e) {
            throw new SocketTimeoutException("too many others have not answered");
        }
    }

    private static IOException failure(@Nullable Throwable cause) {
        if (cause instanceof IOException e) {
            return e;
        }
        if (cause instanceof RuntimeException e) {
            throw e;
        }
        if (cause instanceof Error e) {
            throw e;
        }
        return new IOException(cause);
    }

    @Override
    public void close() throws IOException {
        calls.shutdownNow();
        https.close();
        http.close();
    }
}
