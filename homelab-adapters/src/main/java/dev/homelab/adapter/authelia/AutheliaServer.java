// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authelia;

import dev.homelab.adapter.support.http.Apis;
import dev.homelab.provision.CheckResult;
import dev.homelab.spi.CommandResult;
import dev.homelab.spi.Context;
import dev.homelab.spi.HttpAnswer;
import dev.homelab.spi.HttpRequest;
import dev.homelab.spi.RemoteHost;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A running Authelia: its commands and its pages. */
final class AutheliaServer {

    static final String HEALTH = "/api/health";
    private static final String DISCOVERY = "/.well-known/openid-configuration";
    private static final Duration COMMAND_LIMIT = Duration.ofMinutes(2);
    private static final int OK = 200;
    private static final int FOUND = 302;
    private static final int SEE_OTHER = 303;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    /** A challenge of the right form, for clients that have to send one. */
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private final Context context;
    private final RemoteHost host;
    private final AutheliaSettings settings;
    private final Duration patience;

    AutheliaServer(Context context, AutheliaSettings settings, Duration patience) {
        this.context = context;
        this.host = context.hosts().host(settings.host());
        this.settings = settings;
        this.patience = patience;
    }

    /** Returns what is wrong with the configuration; nothing if it is good, or if there is no command that judges it. */
    Optional<String> refusal() {
        if (settings.validate().isEmpty()) {
            return Optional.empty();
        }
        CommandResult result = host.run(settings.validate(), COMMAND_LIMIT);
        String said = result.output() + "\n" + result.errors();
        // Before 4.39 it ended with 0 whatever it found.
        boolean isGood = result.succeeded() && !said.contains("loaded with errors");
        return isGood ? Optional.empty() : Optional.of(firstError(said).orElseGet(result::reason));
    }

    private static Optional<String> firstError(String said) {
        return said.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("- "))
                .map(line -> line.substring(2))
                .findFirst();
    }

    String validation() {
        return String.join(" ", settings.validate());
    }

    String restart() {
        return String.join(" ", settings.restart());
    }

    /** Restarts it, and returns why that failed, if it did. */
    Optional<String> restarted() {
        CommandResult result = host.run(settings.restart(), COMMAND_LIMIT);
        return result.succeeded() ? Optional.empty() : Optional.of(result.reason());
    }

    /** Waits until it answers; false if it does not. */
    boolean isUp() {
        return context.await(
                () -> {
                    try {
                        return get(HEALTH, Map.of()).status() == OK;
                    } catch (IOException e) {
                        return false;
                    }
                },
                patience);
    }

    String health() {
        return settings.url() + HEALTH;
    }

    /** Returns what is answered where OpenID Connect is described. */
    int discovery() throws IOException {
        return get(DISCOVERY, forwarded("GET", settings.page())).status();
    }

    /** Asks what a visitor finds who has not signed in. */
    CheckResult look(SignIn wanted) {
        String expectation = wanted.isRules()
                ? "asks visitors of %s to sign in"
                        .formatted(wanted.hostnames().stream().findFirst().orElse(""))
                : "knows the client \"%s\"".formatted(wanted.key());
        try {
            return wanted.isRules() ? rules(expectation, wanted) : client(expectation, wanted);
        } catch (IOException e) {
            return new CheckResult(expectation, false, "no answer: " + e.getMessage());
        }
    }

    private CheckResult rules(String expectation, SignIn wanted) throws IOException {
        String host = wanted.hostnames().stream().findFirst().orElse("").replace("*", "any");
        HttpAnswer answer = get(settings.askingPath(), forwarded("GET", URI.create("https://" + host + "/")));
        boolean isGood = answer.status() == UNAUTHORIZED || isRedirect(answer);
        String reason = switch (answer.status()) {
            case OK -> "lets every visitor pass; a rule above the include may say so";
            case FORBIDDEN -> "refuses every visitor; rules.yml may not be included";
            default -> "answered " + answer.status();
        };
        return new CheckResult(expectation, isGood, isGood ? "asks for a sign-in" : reason);
    }

    private CheckResult client(String expectation, SignIn wanted) throws IOException {
        String query = "?response_type=code&scope=openid&state=homelab-looks-only&nonce=homelab-looks-only"
                + "&code_challenge_method=S256&code_challenge=" + CHALLENGE + "&client_id=" + Apis.encoded(wanted.key())
                + "&redirect_uri="
                + Apis.encoded(wanted.redirectUris().stream().findFirst().orElse(""));
        HttpAnswer answer = get("/api/oidc/authorization" + query, forwarded("GET", settings.page()));
        String location = answer.headers().entrySet().stream()
                .filter(header -> header.getKey().toLowerCase(Locale.ROOT).equals("location"))
                .flatMap(header -> header.getValue().stream())
                .findFirst()
                .orElse("");
        boolean isGood = isRedirect(answer) && !location.contains("error=");
        return new CheckResult(
                expectation,
                isGood,
                isGood
                        ? "asks for a sign-in"
                        : "answered %d; clients.yml may not be included".formatted(answer.status()));
    }

    private static boolean isRedirect(HttpAnswer answer) {
        return answer.status() == FOUND || answer.status() == SEE_OTHER;
    }

    /** What a proxy says of the page that a visitor asked for. */
    private static Map<String, String> forwarded(String method, URI page) {
        String path = page.getRawPath() == null || page.getRawPath().isEmpty() ? "/" : page.getRawPath();
        return Map.of(
                "X-Forwarded-Method",
                method,
                "X-Forwarded-Proto",
                page.getScheme(),
                "X-Forwarded-Host",
                page.getRawAuthority(),
                "X-Forwarded-Uri",
                path,
                "X-Forwarded-For",
                "127.0.0.1",
                "Accept",
                "text/html");
    }

    private HttpAnswer get(String path, Map<String, String> headers) throws IOException {
        String base = Apis.withoutSlash(settings.url());
        return context.http()
                .exchange(new HttpRequest(
                        "GET",
                        URI.create(base + path),
                        headers,
                        Optional.empty(),
                        settings.ca().map(Path::of)));
    }
}
