// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli.start;

import dev.homelab.model.value.WebAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A server that a homelab may have and needs not. */
public enum FirstServer {
    /** The proxy. */
    TRAEFIK("proxy"),
    /** The DNS server. */
    PIHOLE("dns"),
    /** The identity provider. */
    AUTHENTIK("sso"),
    /** The dashboard. */
    GLANCE("dashboard");

    private final String target;

    FirstServer(String target) {
        this.target = target;
    }

    /** One key of a target, with its question, its default and the form of its value. */
    private record Setting(String key, String question, String usual, Form form) {}

    /** The form of a value, and the words for it. */
    private record Form(String pattern, String message) {

        static final Form FOLDER =
                new Form("^/\\S*$", "must be a folder from the root on, such as /etc/traefik/dynamic");
        static final Form URL = new Form(WebAddress.FORM, "must be an address such as http://192.0.2.20:8080");
        static final Form NAME = new Form("^[A-Za-z0-9_-]+$", "must be a name such as websecure");
        static final Form SECRET = new Form(
                "^(env:[A-Za-z_][A-Za-z0-9_]*|(file|exec):\\S.*)$",
                "must say where it is: env:NAME, file:PATH or exec:COMMAND");

        static Form oneOf(List<String> names) {
            return new Form("^(%s)$".formatted(String.join("|", names)), "must be of " + String.join(", ", names));
        }
    }

    /** Returns the server of this name. */
    public static Optional<FirstServer> named(String word) {
        return Stream.of(values()).filter(server -> server.word().equals(word)).findFirst();
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
        for (Setting setting : settings(hosts)) {
            Form form = setting.form();
            keys.put(
                    setting.key(),
                    interview.ask(
                            setting.question(),
                            setting.usual(),
                            answer -> refusal(answer, form.pattern(), form.message())));
        }
        return keys;
    }

    private List<Setting> settings(List<FirstHost> hosts) {
        Form host = Form.oneOf(hosts.stream().map(FirstHost::name).toList());
        String first = hosts.get(0).name();
        String address = hosts.get(0).addressInUrl();
        return switch (this) {
            case TRAEFIK ->
                List.of(
                        new Setting("host", "Traefik runs on the host", first, host),
                        new Setting(
                                "directory",
                                "The folder there that Traefik watches (providers.file.directory)",
                                "/etc/traefik/dynamic",
                                Form.FOLDER),
                        new Setting(
                                "api",
                                "Traefik's API, as reached from here",
                                "http://%s:8080".formatted(address),
                                Form.URL),
                        new Setting(
                                "entryPoint",
                                "The entry point that visitors come in by, in Traefik's own configuration",
                                "websecure",
                                Form.NAME),
                        new Setting("url", "Where visitors enter", "https://" + address, Form.URL));
            case PIHOLE ->
                List.of(
                        new Setting("url", "Pi-hole's web interface, without /admin", "http://" + address, Form.URL),
                        new Setting("password", "Its password is found at", "env:PIHOLE_PASSWORD", Form.SECRET));
            case AUTHENTIK ->
                List.of(
                        new Setting("url", "Authentik's web interface", "http://%s:9000".formatted(address), Form.URL),
                        new Setting(
                                "token",
                                "An API token of a superuser is found at",
                                "env:AUTHENTIK_TOKEN",
                                Form.SECRET));
            case GLANCE ->
                List.of(
                        new Setting("host", "Glance runs on the host", first, host),
                        new Setting(
                                "directory", "The folder there with glance.yml", "/opt/glance/config", Form.FOLDER));
        };
    }

    static Optional<String> refusal(String answer, String form, String message) {
        return answer.matches(form) ? Optional.empty() : Optional.of(message);
    }
}
