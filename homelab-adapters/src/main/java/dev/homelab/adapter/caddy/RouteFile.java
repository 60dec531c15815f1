// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.caddy;

import static java.util.stream.Collectors.joining;

import dev.homelab.provision.Resource;
import dev.homelab.spi.OwnedText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One file that the Caddyfile imports.
 *
 * @param name of the file
 * @param routes who answers for each site of it, as far as the text shows it
 * @param text its sites, without our mark
 * @param inForce whether Caddy runs with this text; true of a file that is not managed by homelab
 */
public record RouteFile(String name, Map<String, String> routes, String text, boolean inForce) implements Resource {

    private static final Pattern SITE = Pattern.compile("https?://([^:/\\s]++)\\S*+ \\{");
    private static final Pattern VARIABLE =
            Pattern.compile("(?m)^\\tvars " + RouteText.VARIABLE + "([a-z0-9-]+) ([0-9a-f]{1,64})$");
    private static final String PASSES_ON = "reverse_proxy ";

    public RouteFile {
        routes = Collections.unmodifiableMap(new LinkedHashMap<>(routes));
    }

    /** Returns the file of a text. */
    static RouteFile of(String name, String text, boolean inForce) {
        return new RouteFile(name, routes(text), text, inForce);
    }

    @Override
    public String key() {
        return name;
    }

    /** Returns the mark that Caddy's running configuration has if this text is in force; nothing for a text without one. */
    Optional<SiteMark> mark() {
        Matcher variable = VARIABLE.matcher(text);
        return variable.find()
                ? Optional.of(new SiteMark(RouteText.VARIABLE + variable.group(1), variable.group(2)))
                : Optional.empty();
    }

    /** Returns the service that a file of ours with this name is for. */
    static Optional<String> variable(String name) {
        return name.startsWith("homelab-") && name.endsWith(CaddySession.ENDING)
                ? Optional.of(RouteText.VARIABLE
                        + name.substring("homelab-".length(), name.length() - CaddySession.ENDING.length()))
                : Optional.empty();
    }

    /** The text is what counts, and too long to read where the routes say what differs. */
    @Override
    public String fieldName(String path) {
        return path.equals("text") ? "" : path;
    }

    @Override
    public String summary() {
        String hosts = text.lines()
                .map(SITE::matcher)
                .filter(Matcher::matches)
                .map(site -> site.group(1))
                .distinct()
                .collect(joining(", "));
        return hosts.isEmpty() ? name : hosts;
    }

    /** What was not in force before is restored if it is now. */
    @Override
    public boolean isRestoredBy(Resource now) {
        return now instanceof RouteFile file && file.name.equals(name) && file.text.equals(text);
    }

    @Override
    public Optional<String> unadoptable() {
        return OwnedText.isDamaged(text)
                ? Optional.of("it is not UTF-8 text, so a rollback could not restore it; save it as UTF-8 first")
                : Optional.empty();
    }

    private static Map<String, String> routes(String text) {
        Map<String, String> routes = new LinkedHashMap<>();
        String site = "";
        for (String line : text.lines().toList()) {
            if (SITE.matcher(line).matches()) {
                site = line.substring(0, line.length() - " {".length());
            } else if (line.strip().startsWith(PASSES_ON) && !site.isEmpty() && !site.contains(SignIn.OUTPOST_PATH)) {
                String backend = line.strip().substring(PASSES_ON.length()).replaceFirst(" \\{$", "");
                routes.merge(site, backend, (one, more) -> one + ", " + more);
            }
        }
        return routes;
    }
}
