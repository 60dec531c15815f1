// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli.start;

import dev.homelab.model.value.WebAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A server that a homelab may have and needs not. */
public enum FirstServer {
    /** The proxy. */
    TRAEFIK(
            "proxy",
            List.of(
                    new Setting("host", "Traefik runs on the host", host -> host.name(), FirstServer::host),
                    new Setting(
                            "directory",
                            "The folder there that Traefik watches (providers.file.directory)",
                            host -> "/etc/traefik/dynamic",
                            FirstServer::folder),
                    new Setting(
                            "api",
                            "Traefik's API, as reached from here",
                            host -> "http://%s:8080".formatted(host.address()),
                            FirstServer::url),
                    new Setting(
                            "entryPoint",
                            "The entry point that visitors come in by, in Traefik's own configuration",
                            host -> "websecure",
                            FirstServer::word),
                    new Setting(
                            "url",
                            "Where visitors enter",
                            host -> "https://%s".formatted(host.address()),
                            FirstServer::url))),
    /** The DNS server. */
    PIHOLE(
            "dns",
            List.of(
                    new Setting(
                            "url",
                            "Pi-hole's web interface, without /admin",
                            host -> "http://%s".formatted(host.address()),
                            FirstServer::url),
                    new Setting("password", "Its password is found at", host -> "env:PIHOLE_PASSWORD", FirstServer::secret))),
    /** The identity provider. */
    AUTHENTIK(
            "sso",
            List.of(
                    new Setting(
                            "url",
                            "Authentik's web interface",
                            host -> "http://%s:9000".formatted(host.address()),
                            FirstServer::url),
                    new Setting(
                            "token",
                            "An API token of a superuser is found at",
                            host -> "env:AUTHENTIK_TOKEN",
                            FirstServer::secret))),
    /** The dashboard. */
    GLANCE(
            "dashboard",
            List.of(
                    new Setting("host", "Glance runs on the host", host -> host.name(), FirstServer::host),
                    new Setting(
                            "directory",
                            "The folder there with glance.yml",
                            host -> "/opt/glance/config",
                            FirstServer::folder)));

    private final String target;
    private final List<Setting> settings;

    FirstServer(String target, List<Setting> settings) {
        this.target = target;
        this.settings = settings;
    }

    /** One key of a target, with its question. */
    private record Setting(
            String key,
            String question,
            Function<FirstHost, String> usual,
            BiFunction<String, List<FirstHost>, Optional<String>> refusal) {}

    /** Returns the server of this name. */
    public static Optional<FirstServer> named(String word) {
        return List.of(values()).stream()
                .filter(server -> server.word().equals(word))
                .findFirst();
    }

    /** Returns its name in lower case, which is also its kind in the inventory. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String target() {
        return target;
    }

    /** Asks for its section of the inventory. */
    Map<String, Object> section(List<FirstHost> hosts, Interview interview) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("kind", word());
        for (Setting setting : settings) {
            String usual = setting.usual().apply(hosts.get(0));
            keys.put(
                    setting.key(),
                    interview.ask(setting.question(), usual, answer -> setting.refusal().apply(answer, hosts)));
        }
        return keys;
    }

    private static Optional<String> host(String answer, List<FirstHost> hosts) {
        return hosts.stream().anyMatch(host -> host.name().equals(answer))
                ? Optional.empty()
                : Optional.of("is none of " + String.join(", ", hosts.stream().map(FirstHost::name).toList()));
    }

    private static Optional<String> folder(String answer, List<FirstHost> hosts) {
        return refusal(answer, "^/\\S*$", "must be a folder from the root on, such as /etc/traefik/dynamic");
    }

    private static Optional<String> url(String answer, List<FirstHost> hosts) {
        return refusal(answer, WebAddress.FORM, "must be an address such as http://192.0.2.20:8080");
    }

    private static Optional<String> word(String answer, List<FirstHost> hosts) {
        return refusal(answer, "^[A-Za-z0-9_-]+$", "must be a name such as websecure");
    }

    private static Optional<String> secret(String answer, List<FirstHost> hosts) {
        return refusal(answer, "^(env:[A-Za-z_][A-Za-z0-9_]*|(file|exec):\\S.*)$", "must say where it is: env:NAME, file:PATH or exec:COMMAND");
    }

    static Optional<String> refusal(String answer, String form, String message) {
        return answer.matches(form) ? Optional.empty() : Optional.of(message);
    }
}
