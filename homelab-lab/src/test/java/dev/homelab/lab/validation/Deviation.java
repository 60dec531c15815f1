// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.validation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.homelab.lab.http.Exchange;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place where the real server does not do what its description says, or where the validator cannot read it.
 *
 * @param name why it is known to be so
 * @param exchange method, path and status of the exchanges it is about
 * @param message what the validator says of them
 * @param ofNull whether it is excused only where the answer has null at the path the validator names
 */
record Deviation(String name, Pattern exchange, Pattern message, boolean ofNull) {

    static final List<Deviation> PIHOLE = List.of(
            of(
                    "the derived description leaves out /config/{element}, which FTL v6.4.1 has",
                    "GET /api/config/.* (200|401)",
                    "No API path found.*"),
            of(
                    "FTL v6.4.1 says how long adding a line took, although the description promises no content",
                    "PUT /api/config/dns/.* 201",
                    "No response body is expected but one was found."),
            of(
                    "a slash in a value is a path of its own to FTL v6.4.1, however it is encoded",
                    "(PUT|DELETE) /api/config/dns/\\w+/.*/.* 404",
                    "No API path found.*"),
            of(
                    "FTL v6.4.1 refuses what its description does not know",
                    "(GET /api/nothing|POST /api/config|PUT /api/config/dns/port/5) 404|PUT /api/config/dns 400",
                    "No API path found.*|POST operation not allowed.*"),
            of(
                    "FTL v6.4.1 does not restart where webserver.api.allow_destructive is off",
                    "POST /api/action/restartdns 403",
                    "Response status 403 not defined.*"));

    static final List<Deviation> AUTHENTIK = List.of(
            of(
                    "404 and 405 come from Django and are in no description",
                    ".* (404|405)",
                    "Response status 40[45] not defined.*"),
            of(
                    "the address of a user who has none is empty, as 2026.5 was seen to answer",
                    "GET .*/core/users/me/ 200",
                    ".*'/user/email'.*"),
            of("Django redirects to the path with a slash at its end", "GET .*[^/] 301", "No API path found.*"),
            ofNull(
                    "these are described as never null, and are null where nothing is referred to",
                    "provider_obj|policy_obj|group_obj|user_obj|service_connection_obj"),
            ofNull(
                    "the validator overlooks that an allOf may be nullable",
                    "background_themed_urls|meta_icon_themed_urls|service_connection_obj"),
            of(
                    "releases before 2025.8 left these out while a provider was unassigned",
                    "(GET|POST|PATCH) .* 20[01]",
                    "(\\[Path '.*'] )?Object has missing required properties"
                            + " \\(\\[(\"assigned_(backchannel_)?application_(name|slug)\",?)+]\\)"));

    static final List<Deviation> DISCORD = List.of(
            of(
                    "what is wrong with a field has a word for a code, such as BASE_TYPE_MAX_LENGTH, and is described with a number",
                    ".* 400",
                    "answer: /errors.*"),
            of(
                    "there is no code in the answer to too many requests",
                    ".* 429",
                    "answer: : required property 'code'.*"));

    private static final Pattern PLACE = Pattern.compile("\\[Path '([^']*)'].*", Pattern.DOTALL);

    boolean excuses(Exchange judged, String said) {
        String exchanged = judged.request().method() + " " + judged.request().path() + " "
                + judged.answer().status();
        return exchange.matcher(exchanged).matches()
                && message.matcher(said).matches()
                && (!ofNull || isNull(judged.answer().body(), said));
    }

    private static boolean isNull(String body, String said) {
        Matcher place = PLACE.matcher(said);
        try {
            return place.matches()
                    && new ObjectMapper().readTree(body).at(place.group(1)).isNull();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static Deviation of(String name, String exchange, String message) {
        return new Deviation(name, Pattern.compile(exchange), Pattern.compile(message, Pattern.DOTALL), false);
    }

    private static Deviation ofNull(String name, String fields) {
        Pattern message = Pattern.compile("\\[Path '(/.*)?/(" + fields + ")'].*", Pattern.DOTALL);
        return new Deviation(name, Pattern.compile("(GET|POST|PATCH) .* 20[01]"), message, true);
    }
}
