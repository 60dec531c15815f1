// SPDX-License-Identifier: Apache-2.0
package dev.homelab.spi;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The answer to an HTTP request.
 *
 * @param status such as 200
 * @param reason the words after the status; empty if the server sends none
 * @param headers all of them, by their names as the server writes them
 * @param body the text, read as UTF-8; empty if there is none
 */
public record HttpAnswer(int status, String reason, Map<String, List<String>> headers, String body) {

    private static final int OK = 200;
    private static final int MULTIPLE_CHOICES = 300;

    public HttpAnswer {
        headers = Map.copyOf(headers);
    }

    public boolean isSuccess() {
        return status >= OK && status < MULTIPLE_CHOICES;
    }

    /** Returns the first value of a header, whatever the case of its name. */
    public Optional<String> header(String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .flatMap(header -> header.getValue().stream())
                .findFirst();
    }

    /** Returns the first line of the body, or the words after the status when there is none. */
    public String firstLine() {
        return body.isBlank() ? reason : body.lines().findFirst().orElse("").strip();
    }
}
