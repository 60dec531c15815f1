// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.keycloak;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.homelab.adapter.support.http.Apis;
import dev.homelab.spi.HttpAnswer;
import dev.homelab.spi.HttpApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Calls to the admin API of one realm: signed in, lists whole, problems instead of statuses. Tokens last for a minute. */
final class KeycloakApi {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 20;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final HttpApi api;
    private final KeycloakSettings settings;
    private final String secret;
    private final KeycloakProblems problems;
    private Optional<HttpApi> signedIn = Optional.empty();

    /**
     * An API that signs in with its first call.
     *
     * @param secret of the client of homelab
     */
    KeycloakApi(HttpApi api, KeycloakSettings settings, String secret, KeycloakProblems problems) {
        this.api = api;
        this.settings = settings;
        this.secret = secret;
        this.problems = problems;
    }

    /** Returns all rows of a list that comes in pages, however short Keycloak makes them. */
    List<JsonNode> pages(String path) {
        List<JsonNode> rows = new ArrayList<>();
        List<JsonNode> page;
        do {
            page = list("%s%sfirst=%d&max=%d".formatted(path, path.contains("?") ? "&" : "?", rows.size(), PAGE));
            rows.addAll(page);
        } while (!page.isEmpty());
        return rows;
    }

    /** Returns the rows of a list that comes in one piece. */
    List<JsonNode> list(String path) {
        String call = "GET " + path;
        try {
            JsonNode rows = JSON.readTree(success("GET", path, Optional.empty()).body());
            if (!rows.isArray()) {
                throw problems.notJson(call);
            }
            List<JsonNode> all = new ArrayList<>();
            rows.forEach(all::add);
            return all;
        } catch (JsonProcessingException e) {
            throw problems.notJson(call);
        }
    }

    void post(String path, JsonNode body) {
        success("POST", path, Optional.of(body.toString()));
    }

    void put(String path, JsonNode body) {
        success("PUT", path, Optional.of(body.toString()));
    }

    /** Deletes what may be gone already. */
    void delete(String path) {
        HttpAnswer answer = send("DELETE", path, Optional.empty());
        if (answer.status() != NOT_FOUND) {
            check("DELETE", path, answer);
        }
    }

    private HttpAnswer success(String method, String path, Optional<String> body) {
        HttpAnswer answer = send(method, path, body);
        check(method, path, answer);
        return answer;
    }

    private void check(String method, String path, HttpAnswer answer) {
        if (answer.isSuccess()) {
            return;
        }
        String call = method + " " + path.replaceFirst("\\?.*", "");
        if (answer.status() == FORBIDDEN || answer.status() == UNAUTHORIZED) {
            throw problems.notAllowed(call);
        }
        if (answer.status() == NOT_FOUND
                && (reason(answer).startsWith("Realm") || !answer.body().startsWith("{"))) {
            throw problems.realmMissing(settings.realm());
        }
        throw problems.refused(call, answer.status(), reason(answer));
    }

    /** A token may have ended since the last call; one that is new has not. */
    private HttpAnswer send(String method, String path, Optional<String> body) {
        String whole = "/admin/realms/" + settings.realm() + path;
        HttpAnswer answer = signedIn.orElseGet(this::signIn).send(method, whole, body);
        return answer.status() == UNAUTHORIZED ? signIn().send(method, whole, body) : answer;
    }

    private HttpApi signIn() {
        String form = "grant_type=client_credentials&client_id=%s&client_secret=%s"
                .formatted(Apis.encoded(settings.clientId()), Apis.encoded(secret));
        HttpAnswer answer = api.header("Content-Type", "application/x-www-form-urlencoded")
                .send(
                        "POST",
                        "/realms/" + settings.signInRealm() + "/protocol/openid-connect/token",
                        Optional.of(form));
        if (!answer.isSuccess()) {
            throw problems.signInRefused(settings.clientId(), settings.signInRealm(), reason(answer));
        }
        try {
            String token = JSON.readTree(answer.body()).path("access_token").asText("");
            if (token.isEmpty()) {
                throw problems.notJson("the sign-in");
            }
            HttpApi fresh = api.header("Authorization", "Bearer " + token);
            signedIn = Optional.of(fresh);
            return fresh;
        } catch (JsonProcessingException e) {
            throw problems.notJson("the sign-in");
        }
    }

    /** Returns what the server says of a refusal, in its own words. */
    private static String reason(HttpAnswer answer) {
        try {
            JsonNode body = JSON.readTree(answer.body());
            for (String field : List.of("errorMessage", "error_description", "error")) {
                if (!body.path(field).asText("").isEmpty()) {
                    return body.path(field).asText();
                }
            }
        } catch (JsonProcessingException e) {
            return answer.firstLine();
        }
        return answer.firstLine();
    }
}
