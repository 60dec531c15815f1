// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.verify;

import dev.homelab.adapter.support.http.Apis;
import dev.homelab.adapter.support.http.LimitedExchange;
import dev.homelab.adapter.support.http.LimitedExchange.Limits;
import dev.homelab.provision.Check.TileShown;
import dev.homelab.provision.CheckResult;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.util.Timeout;

/** Looks at a page of a dashboard as its visitors get it (Glance v0.8.4). */
final class TileProbe {

    /** The first visitor waits until every widget of the page has fetched what it shows. */
    private static final Timeout LIMIT = Timeout.of(30, TimeUnit.SECONDS);

    private static final Limits LIMITS = new Limits(Duration.ofSeconds(45), 8 << 20);

    private static final int OK = 200;
    private static final Timeout CONNECT = Timeout.of(10, TimeUnit.SECONDS);
    private static final int NOT_FOUND = 404;

    /** Its own sign-in answers the first, another's in front of it one of the rest. */
    private static final Set<Integer> SIGN_IN = Set.of(401, 403, 301, 302, 303, 307, 308);

    private static final Map<String, String> ENTITIES =
            Map.of("&lt;", "<", "&gt;", ">", "&#34;", "\"", "&#39;", "'", "&#43;", "+");

    private TileProbe() {}

    /** What the dashboard answered. */
    private record Page(int status, String text) {}

    static CheckResult look(TileShown tile) {
        return look(tile, LIMITS);
    }

    static CheckResult look(TileShown tile, Limits limits) {
        String expectation = "shown on the dashboard, page %s".formatted(tile.page());
        try (CloseableHttpClient client = client()) {
            LimitedExchange.Answer answer =
                    LimitedExchange.of(client, new HttpGet(address(tile)), HttpClientContext.create(), limits);
            Page page = new Page(answer.head().getCode(), answer.text());
            if (SIGN_IN.contains(page.status())) {
                return new CheckResult(expectation, true, "not looked at: the dashboard asks visitors to sign in");
            }
            if (page.status() == NOT_FOUND) {
                return new CheckResult(expectation, true, "not looked at: the page has another address");
            }
            boolean shown = page.status() == OK && isShown(tile, page.text());
            return new CheckResult(expectation, shown, found(page, shown));
        } catch (IOException e) {
            return new CheckResult(expectation, false, "no answer: " + e.getMessage());
        }
    }

    private static String found(Page page, boolean shown) {
        if (page.status() != OK) {
            return "answered " + page.status();
        }
        return shown ? "with title and address" : "the page does not show it";
    }

    private static boolean isShown(TileShown tile, String html) {
        String text = plain(html);
        String start = "href=\"" + tile.url() + "\"";
        for (int at = text.indexOf(start); at >= 0; at = text.indexOf(start, at + 1)) {
            int end = text.indexOf("</a>", at);
            if (end >= 0 && text.substring(at + start.length(), end).contains(">" + tile.title())) {
                return true;
            }
        }
        return false;
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

    private static URI address(TileShown tile) {
        String base = Apis.withoutSlash(tile.dashboard());
        return URI.create(base + "/api/pages/" + tile.page() + "/content/");
    }
}
