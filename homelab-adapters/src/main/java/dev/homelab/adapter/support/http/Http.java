// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.http;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.homelab.adapter.support.http.LimitedExchange.Limits;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.TargetException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.util.Timeout;
import retrofit2.Retrofit;
import retrofit2.converter.jackson.JacksonConverterFactory;

/**
 * The one HTTP client of a run. Safe for many threads.
 *
 * <p>It follows no redirects, since a token must not travel, keeps no cookies, and never repeats a request by itself.
 */
public final class Http implements AutoCloseable {

    private static final Timeout CONNECT = Timeout.of(10, TimeUnit.SECONDS);
    /** A session may ask for a dozen lists at the same time. */
    private static final int AT_ONCE = 16;

    private static final int ALTOGETHER = 64;
    private static final Timeout ANSWER = Timeout.of(30, TimeUnit.SECONDS);

    /** Far more than the longest list of a home has. */
    private static final Limits LIMITS = new Limits(Duration.ofMinutes(2), 32 << 20);

    /** Servers add fields in every release, so what is not known is passed over. */
    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final Limits limits;
    private final CloseableHttpClient client = client(Optional.empty());
    private final Map<Path, CloseableHttpClient> trusting = new ConcurrentHashMap<>();

    /** A client whose answers end within two minutes and 32 MB. */
    public Http() {
        this(LIMITS);
    }

    Http(Limits limits) {
        this.limits = limits;
    }

    /**
     * Makes a client for an API.
     *
     * @param api a Retrofit interface
     * @param base what its paths are relative to
     * @param headers asked for at every call and added to it, for credentials
     */
    public <T> T api(Class<T> api, URI base, Supplier<Map<String, String>> headers) {
        return api(api, base, headers, client);
    }

    /**
     * Makes a client for an API behind a certificate of one's own.
     *
     * @param authority a PEM file with the only certificate authority to trust; the system's if empty
     * @param where the target that the API belongs to
     * @throws TargetException if that file is not usable
     */
    public <T> T api(
            Class<T> api, URI base, Supplier<Map<String, String>> headers, Optional<Path> authority, Where where) {
        try {
            return api(
                    api,
                    base,
                    headers,
                    authority
                            .map(pem ->
                                    trusting.computeIfAbsent(pem, file -> client(Optional.of(Authority.only(file)))))
                            .orElse(client));
        } catch (UncheckedIOException e) {
            throw new TargetException(new Problem(
                    "certificate authority not usable",
                    where,
                    String.valueOf(e.getMessage()),
                    "correct \"ca\" in the inventory: a PEM file on the machine that runs this."));
        }
    }

    private <T> T api(Class<T> api, URI base, Supplier<Map<String, String>> headers, CloseableHttpClient client) {
        return new Retrofit.Builder()
                .baseUrl(base.toString().endsWith("/") ? base.toString() : base + "/")
                .addConverterFactory(JacksonConverterFactory.create(JSON))
                .callFactory(request -> {
                    okhttp3.Request.Builder more = request.newBuilder();
                    headers.get().forEach((name, value) -> more.header(name, sendable(name, value)));
                    return new HttpCall(client, more.build(), limits);
                })
                .build()
                .create(api);
    }

    private static CloseableHttpClient client(Optional<SSLContext> trust) {
        PoolingHttpClientConnectionManagerBuilder connections = LimitedExchange.connections()
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(CONNECT)
                        .setSocketTimeout(ANSWER)
                        .build())
                .setMaxConnPerRoute(AT_ONCE)
                .setMaxConnTotal(ALTOGETHER);
        trust.ifPresent(context -> connections.setTlsSocketStrategy(new DefaultClientTlsStrategy(context)));
        return HttpClients.custom()
                .setConnectionManager(connections.build())
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(ANSWER).build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableContentCompression()
                .build();
    }

    /** OkHttp's own complaint about such a value has the value in it, which may be a token. */
    private static String sendable(String name, String value) {
        if (value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            return value;
        }
        throw new TargetException(new Problem(
                "secret not usable",
                Where.nowhere(),
                "what is to be sent as \"%s\" has characters that no HTTP header may have.".formatted(name),
                "put the secret there as it was given out, in plain ASCII."));
    }

    @Override
    public void close() {
        try {
            client.close();
            for (CloseableHttpClient one : trusting.values()) {
                one.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns an address without the slashes at its end. */
    public static String withoutSlash(URI address) {
        return address.toString().replaceFirst("(?<!/)/++$", "");
    }
}
