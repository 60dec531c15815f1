// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.http;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.HttpClient;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import retrofit2.Retrofit;
import retrofit2.converter.jackson.JacksonConverterFactory;

/**
 * Makes Retrofit interfaces whose calls an HTTP client carries.
 *
 * @param client what sends their requests
 */
public record Apis(HttpClient client) {

    /** Servers add fields in every release, so what is not known is passed over. */
    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /**
     * Makes a client for an API.
     *
     * @param api a Retrofit interface
     * @param base what its paths are relative to
     * @param headers asked for at every call and added to it, for credentials
     */
    public <T> T api(Class<T> api, URI base, Supplier<Map<String, String>> headers) {
        return api(api, base, headers, Optional.empty());
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
            authority.ifPresent(Authority::only);
            return api(api, base, headers, authority);
        } catch (UncheckedIOException e) {
            throw new TargetException(new Problem(
                    "certificate authority not usable",
                    where,
                    String.valueOf(e.getMessage()),
                    "correct \"ca\" in the inventory: a PEM file on the machine that runs this."));
        }
    }

    private <T> T api(Class<T> api, URI base, Supplier<Map<String, String>> headers, Optional<Path> authority) {
        return new Retrofit.Builder()
                .baseUrl(base.toString().endsWith("/") ? base.toString() : base + "/")
                .addConverterFactory(JacksonConverterFactory.create(JSON))
                .callFactory(request -> new HttpCall(client, request, headers.get(), authority))
                .build()
                .create(api);
    }

    /** Returns a text in the form that a parameter of a query or of a form has. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Returns an address without the slashes at its end. */
    public static String withoutSlash(URI address) {
        return address.toString().replaceFirst("(?<!/)/++$", "");
    }
}
