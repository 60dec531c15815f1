// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.http;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request as a fake sees it.
 *
 * @param method upper case
 * @param uri path and query, still percent-encoded, no scheme or authority
 * @param headers names in lower case
 * @param body the text sent, or empty
 */
public record Request(String method, URI uri, Map<String, List<String>> headers, String body) {

    /** Returns the path with percent-encoding undone; a plus sign stays a plus sign. */
    public String path() {
        return uri.getPath();
    }

    /** Returns the first value of a header, whose name may be written in any case. */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), List.of()).stream()
                .findFirst();
    }

    /** Returns the first value of a query parameter. */
    public Optional<String> query(String name) {
        return query().getOrDefault(name, List.of()).stream().findFirst();
    }

    /** Returns all query parameters, decoded, in the order they came. */
    public Map<String, List<String>> query() {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        String raw = uri.getRawQuery();
        if (raw != null) {
            for (String pair : raw.split("&", -1)) {
                String[] parts = pair.split("=", 2);
                parameters
                        .computeIfAbsent(decode(parts[0]), k -> new ArrayList<>())
                        .add(parts.length == 2 ? decode(parts[1]) : "");
            }
        }
        return Collections.unmodifiableMap(parameters);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
