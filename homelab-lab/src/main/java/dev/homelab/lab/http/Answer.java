// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One HTTP answer of a fake.
 *
 * @param status the HTTP status code; 0 ends the connection without an answer
 * @param headers by name; a body without {@code Content-Type} is sent without one
 * @param body the text to send; empty means no body
 */
public record Answer(int status, Map<String, String> headers, String body) {

    /** An answer in JSON. */
    public static Answer json(int status, String body) {
        return new Answer(status, Map.of("Content-Type", "application/json; charset=utf-8"), body);
    }

    /** An answer in HTML. */
    public static Answer html(int status, String body) {
        return new Answer(status, Map.of("Content-Type", "text/html; charset=utf-8"), body);
    }

    /** An answer in plain text. */
    public static Answer text(int status, String body) {
        return new Answer(status, Map.of("Content-Type", "text/plain; charset=utf-8"), body);
    }

    /** An answer of a status alone. */
    public static Answer empty(int status) {
        return new Answer(status, Map.of(), "");
    }

    /** No answer at all: the connection ends, as it does while a server restarts. */
    public static Answer dropped() {
        return empty(0);
    }

    /** A temporary redirect (302). */
    public static Answer redirect(String location) {
        return new Answer(302, Map.of("Location", location), "");
    }

    /** The same answer with one more header. */
    public Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body);
    }
}
