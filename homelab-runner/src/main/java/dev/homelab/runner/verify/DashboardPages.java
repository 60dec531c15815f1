// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.verify;

import dev.homelab.adapter.support.http.LimitedExchange;
import dev.homelab.adapter.support.http.LimitedExchange.Limits;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.util.Timeout;

/**
 * The pages of dashboards, each fetched once for all tiles that are looked for at the same moment: a tile takes what another has fetched
 * since it was looked for last. Safe for many threads.
 */
final class DashboardPages {

    /** The first visitor waits until every widget of the page has fetched what it shows. */
    private static final Timeout LIMIT = Timeout.of(30, TimeUnit.SECONDS);

    private static final Limits LIMITS = new Limits(Duration.ofSeconds(45), 8 << 20);
    private static final Timeout CONNECT = Timeout.of(10, TimeUnit.SECONDS);

    private static final Map<String, String> ENTITIES =
            Map.of("&lt;", "<", "&gt;", ">", "&#34;", "\"", "&#39;", "'", "&#43;", "+");

    private final Limits limits;
    private final ConcurrentMap<URI, Visit> last = new ConcurrentHashMap<>();

    /** Nothing is fetched yet. */
    DashboardPages() {
        this(LIMITS);
    }

    DashboardPages(Limits limits) {
        this.limits = limits;
    }

    /**
     * What a page showed.
     *
     * @param text with plain characters in place of those that HTML has names for
     * @param failure why there is no answer; empty if there is one
     */
    record Shown(int status, String text, Optional<String> failure) {}

    /**
     * A visit to a page, which may not have ended.
     *
     * @param number how many visits to the page there were by then
     */
    record Visit(int number, CompletableFuture<Shown> shown) {

        /** Waits for what it showed. */
        Shown await() {
            try {
                return shown.join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof RuntimeException failure) {
                    throw failure;
                }
                throw e;
            }
        }
    }

    /**
     * Returns a visit to a page that began after another one, and makes it only if there is none.
     *
     * @param seen the number of that other visit; zero for none
     */
    Visit visitAfter(int seen, URI page) {
        CompletableFuture<Shown> own = new CompletableFuture<>();
        Visit visit = last.compute(page, (address, known) -> {
            int number = known == null ? 0 : known.number();
            return number > seen ? known : new Visit(number + 1, own);
        });
        if (visit.shown() == own) {
            try {
                own.complete(fetch(page));
            } catch (RuntimeException e) {
                own.completeExceptionally(e);
            }
        }
        return visit;
    }

    private Shown fetch(URI page) {
        try (CloseableHttpClient client = client()) {
            LimitedExchange.Answer answer =
                    LimitedExchange.of(client, new HttpGet(page), HttpClientContext.create(), limits);
            return new Shown(answer.head().getCode(), plain(answer.text()), Optional.empty());
        } catch (IOException e) {
            return new Shown(0, "", Optional.of(String.valueOf(e.getMessage())));
        }
    }

    private static String plain(String html) {
        String text = html;
        for (Map.Entry<String, String> entity : ENTITIES.entrySet()) {
            text = text.replace(entity.getKey(), entity.getValue());
        }
        return text.replace("&amp;", "&");
    }

    private static CloseableHttpClient client() {
        return HttpClients.custom()
                .setConnectionManager(LimitedExchange.connections()
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT)
                                .setSocketTimeout(LIMIT)
                                .build())
                        .build())
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(LIMIT).build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .build();
    }
}
