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
    /** A proxy. */
    TRAEFIK("proxy"),
    /** Another proxy. */
    CADDY("proxy"),
    /** A DNS server. */
    PIHOLE("dns"),
    /** Another. */
    ADGUARD("dns"),
    /** Another, or any other that reads a hosts file. */
    DNSMASQ("dns"),
    /** BIND, Knot, or any other that takes dynamic updates. */
    RFC2136("dns"),
    /** An identity provider. */
    AUTHENTIK("sso"),
    /** Another. */
    AUTHELIA("sso"),
    /** Another. */
    KEYCLOAK("sso"),
    /** A dashboard. */
    GLANCE("dashboard"),
    /** Another. */
    HOMEPAGE("dashboard");

    private final String target;

    FirstServer(String target) {
        this.target = target;
    }

    /** Returns the names of all, as people write them in a sentence, with a word before the last. */
    public static String words(String before) {
        List<String> all = Stream.of(values()).map(FirstServer::word).toList();
        int last = all.size() - 1;
        return String.join(", ", all.subList(0, last)) + " " + before + " " + all.get(last);
    }

    /** One key of a target, or one below another with a dot between, with its question, its default and the form of its value. */
    private record Setting(String key, String question, String usual, Form form) {}

    /** The form of a value, and the words for it. */
    private record Form(String pattern, String message) {

        static final Form FOLDER =
                new Form("^/\\S*$", "must be a folder from the root on, such as /etc/traefik/dynamic");
        static final Form URL = new Form(WebAddress.FORM, "must be an address such as http://192.0.2.20:8080");
        static final Form NAME = new Form("^[A-Za-z0-9_-]+$", "must be a name such as websecure");
        static final Form WORD = new Form("^[A-Za-z0-9_.:-]+$", "must be a name or an address such as home.arpa");
        static final Form COMMAND = new Form("^\\S+( \\S+)*$", "must be a command such as docker restart authelia");
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
    Map<String, Object> section(String domain, List<FirstHost> hosts, Interview interview) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("kind", word());
        for (Setting setting : settings(domain, hosts)) {
            Form form = setting.form();
            String answer = interview.ask(
                    setting.question(), setting.usual(), given -> refusal(given, form.pattern(), form.message()));
            int dot = setting.key().indexOf('.');
            if (form.equals(Form.COMMAND)) {
                keys.put(setting.key(), List.of(answer.split(" ", -1)));
            } else if (dot < 0) {
                keys.put(setting.key(), answer);
            } else {
                below(keys, setting.key().substring(0, dot)).put(setting.key().substring(dot + 1), answer);
            }
        }
        return keys;
    }

    @SuppressWarnings("unchecked") // what is there was made here
    private static Map<String, Object> below(Map<String, Object> keys, String key) {
        return (Map<String, Object>) keys.computeIfAbsent(key, name -> new LinkedHashMap<String, Object>());
    }

    private List<Setting> settings(String domain, List<FirstHost> hosts) {
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
            case CADDY ->
                List.of(
                        new Setting("host", "Caddy runs on the host", first, host),
                        new Setting(
                                "directory",
                                "The folder there whose files the Caddyfile imports",
                                "/etc/caddy/homelab",
                                Form.FOLDER),
                        new Setting(
                                "api",
                                "Caddy's admin API, as reached from here",
                                "http://%s:2019".formatted(address),
                                Form.URL),
                        new Setting("url", "Where visitors enter", "https://" + address, Form.URL));
            case ADGUARD ->
                List.of(
                        new Setting(
                                "url", "AdGuard Home's web interface", "http://%s:3000".formatted(address), Form.URL),
                        new Setting("user", "The user who signs in there", "admin", Form.NAME),
                        new Setting("password", "Its password is found at", "env:ADGUARD_PASSWORD", Form.SECRET));
            case DNSMASQ ->
                List.of(
                        new Setting("host", "dnsmasq runs on the host", first, host),
                        new Setting(
                                "file",
                                "The hosts file there, in a folder that dnsmasq reads (hostsdir)",
                                "/etc/dnsmasq.d/hosts/homelab.hosts",
                                Form.FOLDER));
            case RFC2136 ->
                List.of(
                        new Setting(
                                "server",
                                "The zone's primary server",
                                hosts.get(0).address(),
                                Form.WORD),
                        new Setting("zone", "The zone that names are kept in", domain, Form.WORD),
                        new Setting("key.name", "The name of the key that signs updates (TSIG)", "homelab", Form.WORD),
                        new Setting("key.secret", "The key itself is found at", "env:DNS_KEY", Form.SECRET));
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
            case AUTHELIA ->
                List.of(
                        new Setting("host", "Authelia runs on the host", first, host),
                        new Setting(
                                "directory",
                                "The folder there whose files its configuration includes",
                                "/opt/authelia/homelab",
                                Form.FOLDER),
                        new Setting("url", "Where Authelia is", "http://%s:9091".formatted(address), Form.URL),
                        new Setting("portal", "Where visitors sign in", "https://auth." + domain, Form.URL),
                        new Setting(
                                "restart",
                                "The command that restarts it there",
                                "docker restart authelia",
                                Form.COMMAND));
            case KEYCLOAK ->
                List.of(
                        new Setting("url", "Where Keycloak is", "https://%s:8443".formatted(address), Form.URL),
                        new Setting("realm", "The realm that visitors are in", "home", Form.NAME),
                        new Setting("clientId", "The client that homelab signs in as", "homelab", Form.NAME),
                        new Setting(
                                "clientSecret",
                                "The secret of that client is found at",
                                "env:KEYCLOAK_SECRET",
                                Form.SECRET));
            case HOMEPAGE ->
                List.of(
                        new Setting("host", "Homepage runs on the host", first, host),
                        new Setting(
                                "directory",
                                "The folder there with services.yaml",
                                "/opt/homepage/config",
                                Form.FOLDER));
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
