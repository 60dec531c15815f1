// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.homelab.adapter.real.RealServers;
import dev.homelab.adapter.support.http.Http;
import dev.homelab.spi.HttpAnswer;
import dev.homelab.spi.HttpRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A real Keycloak, as a person uses it: the admin console's own calls, and the pages of a sign-in. */
final class RealKeycloak implements AutoCloseable {

    static final String REALM = "home";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern FORM = Pattern.compile("action=\"([^\"]+)\"");
    private static final List<String> BUILT_IN =
            List.of("account", "account-console", "admin-cli", "broker", "realm-management", "security-admin-console");

    private final String url = RealServers.variable("KEYCLOAK_URL");
    private final Http http = new Http();
    private String token = "";

    /** Makes the realm with two groups, a user in one of them and a user in none, unless it is there. */
    void prepare() {
        signIn();
        if (call("GET", "/" + REALM, "").status() == 200) {
            return;
        }
        succeed("POST", "", "{\"realm\":\"home\",\"enabled\":true}");
        signIn(); // a token knows the realms there were
        List.of("family", "friends")
                .forEach(group -> succeed("POST", "/home/groups", "{\"name\":\"%s\"}".formatted(group)));
        addUser("anna", "[\"family\"]");
        addUser("otto", "[]");
    }

    private void addUser(String name, String groups) {
        succeed("POST", "/home/users", """
                        {"username": "%1$s", "enabled": true, "emailVerified": true, "email": "%1$s@home.arpa",
                         "firstName": "%1$s", "lastName": "Example", "groups": %2$s,
                         "credentials": [{"type": "password", "value": "password of %1$s", "temporary": false}]}
                        """.formatted(name, groups));
    }

    /** Deletes all clients that Keycloak did not make by itself. */
    void clear() {
        signIn();
        json(succeed("GET", "/home/clients?max=1000", "")).forEach(client -> {
            if (!BUILT_IN.contains(client.path("clientId").asText())) {
                succeed("DELETE", "/home/clients/" + client.path("id").asText(), "");
            }
        });
    }

    void addByHand(String clientId, String redirectUri) {
        succeed(
                "POST",
                "/home/clients",
                "{\"clientId\":\"%s\",\"redirectUris\":[\"%s\"]}".formatted(clientId, redirectUri));
    }

    /** Signs a user in at a client, as a browser and the service do together, and returns what the id token says. */
    JsonNode signIn(String clientId, String secret, String redirectUri, String user) {
        String realm = url + "/realms/" + REALM + "/protocol/openid-connect";
        HttpAnswer page = send(
                "GET",
                realm
                        + "/auth?response_type=code&scope=openid&state=x&client_id=%s&redirect_uri=%s"
                                .formatted(encoded(clientId), encoded(redirectUri)),
                Map.of(),
                "");
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        Matcher form = FORM.matcher(page.body());
        assertThat(form.find()).isTrue();
        HttpAnswer back = send(
                "POST",
                form.group(1).replace("&amp;", "&"),
                Map.of("Cookie", cookies(page), "Content-Type", "application/x-www-form-urlencoded"),
                "username=%s&password=%s".formatted(encoded(user), encoded("password of " + user)));
        String location = back.header("Location").orElse("");
        assertThat(location).as(back.body()).startsWith(redirectUri + "?");
        String code = location.replaceFirst(".*[?&]code=([^&]+).*", "$1");
        HttpAnswer tokens = send(
                "POST",
                realm + "/token",
                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                "grant_type=authorization_code&code=%s&redirect_uri=%s&client_id=%s&client_secret=%s"
                        .formatted(encoded(code), encoded(redirectUri), encoded(clientId), encoded(secret)));
        String idToken = json(tokens).path("id_token").asText();
        return json(new String(Base64.getUrlDecoder().decode(idToken.split("\\.", -1)[1]), StandardCharsets.UTF_8));
    }

    private static String cookies(HttpAnswer answer) {
        List<String> cookies = new ArrayList<>();
        answer.headers().forEach((name, values) -> {
            if (name.equalsIgnoreCase("Set-Cookie")) {
                values.forEach(value -> cookies.add(value.replaceFirst(";.*", "")));
            }
        });
        return cookies.stream().collect(Collectors.joining("; "));
    }

    private void signIn() {
        HttpAnswer answer = send(
                "POST",
                url + "/realms/master/protocol/openid-connect/token",
                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                "grant_type=client_credentials&client_id=%s&client_secret=%s"
                        .formatted(RealServers.variable("KEYCLOAK_CLIENT"), RealServers.variable("KEYCLOAK_SECRET")));
        token = json(answer).path("access_token").asText();
    }

    private HttpAnswer succeed(String method, String path, String body) {
        HttpAnswer answer = call(method, path, body);
        assertThat(answer.isSuccess()).as(method + " " + path + " " + answer).isTrue();
        return answer;
    }

    private HttpAnswer call(String method, String path, String body) {
        return send(method, url + "/admin/realms" + path, Map.of("Authorization", "Bearer " + token), body);
    }

    private HttpAnswer send(String method, String address, Map<String, String> headers, String body) {
        try {
            return http.exchange(new HttpRequest(
                    method,
                    URI.create(address),
                    new HashMap<>(headers),
                    Optional.of(body).filter(text -> !text.isEmpty()),
                    Optional.empty()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(HttpAnswer answer) {
        assertThat(answer.isSuccess()).as(answer.toString()).isTrue();
        return json(answer.body());
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.close();
    }
}
