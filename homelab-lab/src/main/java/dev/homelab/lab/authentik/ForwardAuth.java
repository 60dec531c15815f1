// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.authentik;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.lab.http.Answer;
import dev.homelab.lab.http.Request;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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
 * <p>It knows a provider only while an application uses it. The answer to an unknown host is 400, as in the outpost's
 * source; its keys were capitalised until the outpost was rewritten in 2026.8.
 */
final class ForwardAuth {

    static final String OUTPOST = "/outpost.goauthentik.io/";
    static final String AUTHORIZE = "/application/o/authorize/";
    static final String FLOW = "/if/flow/";

    private static final Pattern SIGNED_IN = Pattern.compile("(?:^|;\\s*)authentik_proxy_lab=([^;]+)");

    private final Directory directory;
    private final String base;
    private final Set<String> seen = new HashSet<>();
    private final Map<String, Integer> waits = new HashMap<>();
    private int lag;

    ForwardAuth(Directory directory, String base) {
        this.directory = directory;
        this.base = base;
    }

    /** What the outpost serves now it goes on serving; what is new waits for {@code requests} requests. */
    void lag(int requests) {
        proxied().forEach(provider -> seen.add(host(provider)));
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
        Matcher cookie = SIGNED_IN.matcher(request.header("Cookie").orElse(""));
        if (cookie.find()) {
            return signedIn(cookie.group(1), provider);
        }
        String wanted = request.header("X-Forwarded-Proto").orElse("http") + "://" + host(request)
                + request.header("X-Forwarded-Uri").orElse("/");
        return Answer.redirect(external(provider) + OUTPOST + "start?rd=" + encode(wanted));
    }

    private Answer start(ObjectNode provider, Request request) {
        String callback = external(provider) + OUTPOST + "callback?X-authentik-auth-callback=true";
        return Answer.redirect(base + AUTHORIZE
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
        String slug = directory
                .applicationOf(provider)
                .map(application -> application.path("slug").asText())
                .orElse("");
        return Answer.empty(200)
                .with("X-authentik-username", user)
                .with("X-authentik-groups", "")
                .with("X-authentik-email", user + "@lab.invalid")
                .with("X-authentik-name", user)
                .with("X-authentik-uid", Integer.toHexString(user.hashCode()))
                .with("X-authentik-meta-provider", provider.path("name").asText())
                .with("X-authentik-meta-app", slug);
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
        return proxied().stream()
                .filter(provider -> serves(provider, host))
                .min(Comparator.comparing(provider -> !host(provider).equals(host))) // its own goes before its domain's
                .filter(this::hasArrived);
    }

    private boolean hasArrived(ObjectNode provider) {
        seen.retainAll(proxied().stream().map(ForwardAuth::host).toList());
        String host = host(provider);
        if (!seen.contains(host) && waits.merge(host, 1, Integer::sum) > lag) {
            seen.add(host);
            waits.remove(host);
        }
        return seen.contains(host);
    }

    private List<ObjectNode> proxied() {
        return directory.outposts.rows().stream()
                .flatMap(directory::providersOf)
                .filter(provider -> directory.applicationOf(provider).isPresent())
                .toList();
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
        return provider.path("external_host").asText().replaceFirst("/+$", "");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
