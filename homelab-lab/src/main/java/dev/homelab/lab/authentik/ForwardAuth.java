// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.authentik;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.lab.http.Answer;
import dev.homelab.lab.http.Request;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The outpost: what a proxy asks before it lets a browser through, and the way to the sign-in page.
 *
 * <p>It knows a provider only while an application uses it, and it learns of changes only when a provider or an outpost is
 * written, or by itself after some minutes: of a change of an application it hears nothing. The answer to an unknown host is 400, as in the outpost's
 * source; its keys were capitalised until the outpost was rewritten in 2026.8.
 */
final class ForwardAuth {

    static final String OUTPOST = "/outpost.goauthentik.io/";
    static final String AUTHORIZE = "/application/o/authorize/";
    static final String FLOW = "/if/flow/";

    private static final Pattern SIGNED_IN = Pattern.compile("(?:^|;\\s*)authentik_proxy_lab=([^;]+)");

    /** Where a fresh outpost sends visitors, until it knows where they find the server. */
    static final String NOT_SET = "http://localhost";

    private static final String SLUG = "slug";

    private final Directory directory;
    private final String base;
    private List<ObjectNode> known = List.of();
    private boolean isFresh;
    private final Set<String> seen = new HashSet<>();
    private final Map<String, Integer> waits = new HashMap<>();
    private int lag;

    ForwardAuth(Directory directory, String base) {
        this.directory = directory;
        this.base = base;
    }

    /** Learns what there is now. */
    void refresh() {
        List<ObjectNode> learnt = new ArrayList<>();
        directory.outposts.rows().stream()
                .flatMap(directory::providersOf)
                .forEach(provider -> directory
                        .applicationOf(provider)
                        .filter(application -> provider.path("kind").asText().equals(Directory.PROXY))
                        .ifPresent(application -> learnt.add(provider.deepCopy().set(SLUG, application.get("slug")))));
        known = List.copyOf(learnt);
    }

    /** Becomes like an outpost without a setting for where visitors find the server, or stops being so. */
    void fresh(boolean on) {
        isFresh = on;
    }

    /** Returns where the outpost believes that visitors find the server; empty for nowhere. */
    String host() {
        return isFresh ? "" : base;
    }

    /** What the outpost serves now it goes on serving; what is new waits for {@code requests} requests. */
    void lag(int requests) {
        known.forEach(provider -> seen.add(host(provider)));
        lag = requests;
    }

    Answer answer(Request request, AuthentikVersion version) {
        String path = request.path();
        if (path.equals(OUTPOST + "ping")) {
            return Answer.empty(204);
        }
        if (path.startsWith(OUTPOST)) {
            return providerFor(host(request))
                    .map(provider ->
                            path.equals(OUTPOST + "start") ? start(provider, request) : check(provider, request))
                    .orElseGet(() -> unknown(host(request), version));
        }
        return path.equals(AUTHORIZE) ? authorize(request) : signInPage();
    }

    private Answer check(ObjectNode provider, Request request) {
        if (isPublic(provider, request)) {
            return Answer.empty(200);
        }
        Matcher cookie = SIGNED_IN.matcher(request.header("Cookie").orElse(""));
        if (cookie.find()) {
            return signedIn(cookie.group(1), provider);
        }
        String wanted = request.header("X-Forwarded-Proto").orElse("http") + "://" + host(request)
                + request.header("X-Forwarded-Uri").orElse("/");
        return Answer.redirect(external(provider) + OUTPOST + "start?rd=" + encode(wanted));
    }

    private static boolean isPublic(ObjectNode provider, Request request) {
        String path = request.header("X-Forwarded-Uri").orElse("/").replaceFirst("\\?.*", "");
        return provider.path("skip_path_regex")
                .asText()
                .lines()
                .filter(pattern -> !pattern.isBlank())
                .anyMatch(pattern -> Pattern.compile(pattern).matcher(path).find());
    }

    private Answer start(ObjectNode provider, Request request) {
        String callback = external(provider) + OUTPOST + "callback?X-authentik-auth-callback=true";
        return Answer.redirect((isFresh ? NOT_SET : base) + AUTHORIZE
                + "?client_id=" + encode(provider.path("client_id").asText())
                + "&redirect_uri=" + encode(callback)
                + "&response_type=code&scope=openid"
                + "&state=" + encode(request.query("rd").orElse("")));
    }

    private Answer authorize(Request request) {
        String client = request.query("client_id").orElse("");
        if (directory.providers.findBy("client_id", client).isEmpty()) {
            return Answer.html(
                    400, "<h1>Client ID Error</h1><p>The client identifier (client_id) is missing or invalid.</p>");
        }
        String next = AUTHORIZE + "?"
                + Optional.ofNullable(request.uri().getRawQuery()).orElse("");
        return Answer.redirect(FLOW + Seeds.SIGN_IN_FLOW + "/?next=" + encode(next));
    }

    private static Answer signInPage() {
        return Answer.html(200, """
                <!DOCTYPE html>
                <html lang="en"><head><title>Welcome to authentik!</title></head>
                <body><form method="post"><label>Username <input name="uidField"></label>
                <label>Password <input name="password" type="password"></label>
                <button>Log in</button></form></body></html>
                """);
    }

    private Answer signedIn(String user, ObjectNode provider) {
        Answer passed = Answer.empty(200)
                .with("X-authentik-username", user)
                .with("X-authentik-groups", "")
                .with("X-authentik-email", user + "@lab.invalid")
                .with("X-authentik-name", user)
                .with("X-authentik-uid", Integer.toHexString(user.hashCode()))
                .with("X-authentik-meta-provider", provider.path("name").asText())
                .with("X-authentik-meta-app", provider.path(SLUG).asText());
        String login = provider.path("basic_auth_user_attribute").asText() + ":"
                + provider.path("basic_auth_password_attribute").asText();
        return provider.path("basic_auth_enabled").asBoolean()
                ? passed.with(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
                : passed;
    }

    private static Answer unknown(String host, AuthentikVersion version) {
        boolean rust = version.isSince(2026, 8);
        ObjectNode body = Json.object()
                .put(rust ? "message" : "Message", "no app for hostname")
                .put(rust ? "host" : "Host", host)
                .put(
                        rust ? "detail" : "Detail",
                        (rust ? "check" : "Check") + " the outpost settings and make sure '" + host + "' is included.");
        return Answer.json(400, body.toString());
    }

    private Optional<ObjectNode> providerFor(String host) {
        return known.stream()
                .filter(provider -> serves(provider, host))
                .min(Comparator.comparing(provider -> !host(provider).equals(host))) // its own goes before its domain's
                .filter(this::hasArrived);
    }

    private boolean hasArrived(ObjectNode provider) {
        seen.retainAll(known.stream().map(ForwardAuth::host).toList());
        String host = host(provider);
        if (!seen.contains(host) && waits.merge(host, 1, Integer::sum) > lag) {
            seen.add(host);
            waits.remove(host);
        }
        return seen.contains(host);
    }

    private static boolean serves(ObjectNode provider, String host) {
        String domain = provider.path("cookie_domain").asText();
        boolean wholeDomain = provider.path("mode").asText().equals("forward_domain") && !domain.isEmpty();
        return host(provider).equals(host) || (wholeDomain && host.endsWith("." + domain));
    }

    private static String host(ObjectNode provider) {
        String authority = URI.create(external(provider)).getRawAuthority();
        return authority == null ? "" : authority.toLowerCase(Locale.ROOT);
    }

    private static String host(Request request) {
        return request.header("X-Forwarded-Host")
                .or(() -> request.header("Host"))
                .orElse("")
                .toLowerCase(Locale.ROOT);
    }

    private static String external(ObjectNode provider) {
        return provider.path("external_host").asText().replaceFirst("(?<!/)/++$", "");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
