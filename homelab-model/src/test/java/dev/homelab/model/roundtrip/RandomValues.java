// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.roundtrip;

import dev.homelab.model.container.Capability;
import dev.homelab.model.container.GpuCount;
import dev.homelab.model.container.Restart;
import dev.homelab.model.value.Hostname;
import dev.homelab.model.value.ImageName;
import dev.homelab.model.value.NetworkMode;
import dev.homelab.model.value.PortMapping;
import dev.homelab.model.value.SecretRef;
import dev.homelab.model.value.SecretText;
import dev.homelab.model.value.ServiceName;
import dev.homelab.model.value.Size;
import dev.homelab.model.value.VolumeMount;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Single values that satisfy the constraints on the component they are for. */
final class RandomValues {

    /** Texts that YAML, Java or a hasty writer could take for something else. */
    private static final String[] TRICKY = {
        "no",
        "on",
        "Yes",
        "0755",
        "1.10",
        "1e3",
        "0x1f",
        "0o17",
        "12:30:45",
        "~",
        "null",
        "<<",
        "=",
        "true",
        "2026-01-31",
        "- a",
        "a: b",
        "a #b",
        "#a",
        "'",
        "\"",
        "\\",
        "{a",
        "[a",
        "*a",
        "&a",
        "!a",
        "%a",
        "@a",
        "`a",
        "|",
        ">",
        "?",
        ": a",
        " a",
        "a ",
        "a\nb",
        "a\tb",
        "line\n",
        "ä€",
        "\uD83D\uDCF7",
        "$HOME",
        "${A:-b}",
        ",",
        "a,b",
        "---",
        "...",
        "\u0085",
        "\u2028",
        "\u0007",
        "\uFEFF",
        ".5",
        "+1",
        "-",
        "a:",
        "\\u0041",
        "%s"
    };

    private static final String[] WORDS = {"photos", "music", "films", "notes", "mail", "books", "radio", "news"};

    private final Random random;
    private final Set<String> unknown = new TreeSet<>();
    private final Map<Class<?>, Supplier<Object>> byType = Map.ofEntries(
            Map.entry(ServiceName.class, () -> ServiceName.of(label())),
            Map.entry(Hostname.class, () -> Hostname.of(either("", "*.") + label() + ".home.arpa")),
            Map.entry(
                    ImageName.class,
                    () -> ImageName.of(
                            "registry.home.arpa/%s/%s:v%d.%d".formatted(word(), word(), number(9), number(99)))),
            Map.entry(
                    PortMapping.class,
                    () -> PortMapping.of(either(
                                    number(65535) + ":" + number(65535),
                                    "" + number(65535),
                                    "192.0.2.7::" + number(65535),
                                    "[2001:db8::1]:8000-8010:9000-9010")
                            + either("", "/tcp", "/udp"))),
            Map.entry(
                    VolumeMount.class,
                    () -> VolumeMount.of(either(
                            either("", "/mnt/") + word() + ":/" + text().replace(':', ';') + either("", ":ro"),
                            "/" + word(),
                            "Data_" + number(9) + ":/data:nocopy,subpath=" + word(),
                            "/srv:/srv:rslave,z"))),
            Map.entry(
                    NetworkMode.class,
                    () -> NetworkMode.of(either("host", "none", "container:" + word(), "service:" + label()))),
            Map.entry(Restart.class, () -> Restart.of(either("no", "always", "on-failure", "on-failure:" + number(9)))),
            Map.entry(Size.class, () -> Size.of(size())),
            Map.entry(Capability.class, () -> Capability.of(either("NET_ADMIN", "cap_chown", "all"))),
            Map.entry(GpuCount.class, () -> GpuCount.of(either("all", "" + number(4)))),
            Map.entry(
                    SecretRef.class,
                    () -> SecretRef.of(either("env:KEY_" + number(99), "file:/run/" + word(), "sso:client-secret"))),
            Map.entry(
                    SecretText.class,
                    () -> SecretText.of(either(
                            "env:KEY_" + number(99),
                            "sso:client-secret",
                            text() + "${secret:env:KEY_" + number(99) + "}" + text()))));
    private final Map<String, Supplier<Object>> byComponent = Map.ofEntries(
            Map.entry("Service.title", this::text),
            Map.entry("Service.description", this::text),
            Map.entry("Service.host", () -> "docker-" + word()),
            Map.entry("Service.project", this::label),
            Map.entry("Container.command", this::text),
            Map.entry("Container.containerName", this::label),
            Map.entry("Container.entrypoint", this::text),
            Map.entry("Container.user", () -> number(999) + either("", ":" + number(999))),
            Map.entry("MountedFile.path", () -> "/" + word() + "/" + label()),
            Map.entry("MountedFile.mode", () -> either("0640", "0755")),
            Map.entry("MountedFile.owner", () -> number(999) + ":" + number(999)),
            Map.entry("Container.devices", () -> "/dev/" + word() + either("", ":/dev/" + word() + ":rw")),
            Map.entry("Container.tmpfs", () -> "/" + word() + either("", ":size=64m")),
            Map.entry("Container.securityOpt", () -> either("no-new-privileges:true", "label:disable")),
            Map.entry("Container.sysctls", () -> either("1", "0", "a b")),
            Map.entry("Container.stopGracePeriod", this::time),
            Map.entry("Container.hostname", this::label),
            Map.entry("Container.extraHosts", () -> either("host-gateway", "192.0.2." + number(254), "2001:db8::1")),
            Map.entry("Container.labels", this::text),
            Map.entry("Container.compose", this::anything),
            Map.entry(
                    "Build.context",
                    () -> either(word(), "https://git.home.arpa/" + word() + ".git#v" + number(9) + ":" + word())),
            Map.entry("Build.dockerfile", () -> either("Dockerfile", "docker/" + word())),
            Map.entry("Build.target", this::word),
            Map.entry("Build.args", this::text),
            Map.entry("Gpus.driver", () -> either("nvidia", word())),
            Map.entry("Gpus.ids", () -> "" + number(4)),
            Map.entry("Resources.cpus", () -> number(80) / 10.0),
            Map.entry("Logging.driver", () -> either("json-file", "local")),
            Map.entry("Logging.maxFiles", () -> number(9)),
            Map.entry("Logging.options", this::text),
            Map.entry("Volume.name", this::label),
            Map.entry("Volume.driver", () -> either("local", "rclone")),
            Map.entry("Volume.options", this::text),
            Map.entry("Volume.labels", this::text),
            Map.entry("HostFolder.owner", () -> number(999) + ":" + number(999)),
            Map.entry("HostFolder.mode", () -> either("0750", "755")),
            Map.entry("Container.environment", this::text),
            Map.entry("Healthcheck.http", this::path),
            Map.entry("Healthcheck.port", () -> number(65535)),
            Map.entry("Healthcheck.command", this::text),
            Map.entry("Healthcheck.shell", this::text),
            Map.entry("Healthcheck.startInterval", this::time),
            Map.entry("Healthcheck.interval", this::time),
            Map.entry("Healthcheck.timeout", this::time),
            Map.entry("Healthcheck.retries", () -> number(9)),
            Map.entry("Healthcheck.startPeriod", this::time),
            Map.entry("Route.pathPattern", () -> either("^/api/v[0-9]+/", "\\\\.(png|jpg)$", "/a{2}")),
            Map.entry("Route.service", () -> either("api@internal", "ping@internal")),
            Map.entry("Route.entryPoints", () -> either("web", "websecure", word())),
            Map.entry("Route.container", this::word),
            Map.entry("Route.port", () -> number(65535)),
            Map.entry("Route.path", () -> "/" + word() + either("", "/" + label())),
            Map.entry("Route.url", () -> URI.create("http://192.0.2." + number(254) + ":" + number(65535))),
            Map.entry("Route.middlewares", () -> word() + either("", "@docker")),
            Map.entry("Route.tls", () -> either("letsencrypt", "default", "none")),
            Map.entry("LoadBalancer.serversTransport", () -> word() + either("", "@file")),
            Map.entry("JoinedNetwork.aliases", this::label),
            Map.entry("JoinedNetwork.address", () -> "192.0.2." + number(254)),
            Map.entry("JoinedNetwork.addressV6", () -> "fd00::" + number(9)),
            Map.entry("Network.parent", () -> "eth0." + number(99)),
            Map.entry("Network.subnet", () -> either("172.30.1.0/24", "172.30.0.0/16")),
            Map.entry("Network.gateway", () -> "172.30.1." + number(99)),
            Map.entry("Network.ipRange", () -> "172.30.1.0/2" + (3 + number(6))),
            Map.entry("Network.subnetV6", () -> either("fd00::/64", "fd00::/48")),
            Map.entry("Network.gatewayV6", () -> "fd00::" + number(9)),
            Map.entry("Network.options", this::text),
            Map.entry("Service.traefik", this::anything),
            Map.entry("Service.acceptWarnings", this::text),
            Map.entry("SsoApp.redirectUris", () -> "https://" + label() + ".home.arpa" + path()),
            Map.entry("SsoApp.clientId", this::label),
            Map.entry("SsoApp.rotation", () -> number(9)),
            Map.entry("SsoApp.acsUrl", () -> URI.create("https://" + label() + ".home.arpa/saml/acs")),
            Map.entry("SsoApp.audience", this::text),
            Map.entry("DnsRecord.address", () -> either("192.0.2." + number(254), "2001:db8::" + number(9))),
            Map.entry("SsoApp.groups", this::text),
            Map.entry("SsoApp.scopes", this::text),
            Map.entry("SsoApp.publicPaths", () -> "/" + label()),
            Map.entry("BasicAuth.user", this::word),
            Map.entry("BasicAuth.password", this::word),
            Map.entry("SsoApp.icon", this::text),
            Map.entry("SsoApp.category", this::text),
            Map.entry("Widget.page", () -> either("Home", "Page " + number(9), "0755")),
            Map.entry("Widget.group", this::text),
            Map.entry("Widget.icon", () -> "si:" + word()),
            Map.entry("Widget.title", this::text),
            Map.entry("Widget.path", this::path),
            Map.entry("Widget.checkPath", this::path),
            Map.entry("Widget.glance", this::anything),
            Map.entry("PageCheck.path", this::path),
            Map.entry("PageCheck.status", () -> 99 + number(500)),
            Map.entry("PageCheck.contains", this::text));
    private final Map<String, Supplier<String>> keys = Map.ofEntries(
            Map.entry("Service.containers", () -> either(word(), "1", "null", "0x1f", word() + "_" + word())),
            Map.entry("Service.volumes", this::word),
            Map.entry("Service.networks", () -> either("default", word())),
            Map.entry("Service.folders", () -> "/srv/" + word()),
            Map.entry("Container.environment", this::variable),
            Map.entry("Container.secrets", this::variable),
            Map.entry("Container.secretFiles", () -> "/run/" + word() + "/" + label()),
            Map.entry("Container.files", () -> word() + "/" + label() + ".json"),
            Map.entry("Container.dependsOn", this::word),
            Map.entry("Container.networks", () -> either("default", "1", "null", word())),
            Map.entry("Container.sysctls", () -> "net.core." + word()),
            Map.entry("Container.extraHosts", () -> label() + ".home.arpa"),
            Map.entry("Container.labels", () -> "com.example." + word()),
            Map.entry("Logging.options", () -> either("tag", "syslog-address")),
            Map.entry("Build.args", () -> either("VERSION", "http_proxy")),
            Map.entry("Volume.options", () -> either("type", "o", "device")),
            Map.entry("Volume.labels", () -> "com.example." + word()),
            Map.entry("Network.options", () -> "com.example." + word()));

    RandomValues(Random random) {
        this.random = random;
    }

    Set<String> unknown() {
        return unknown;
    }

    Object single(Class<?> type, String component) {
        Supplier<Object> known = byType.getOrDefault(type, byComponent.get(component));
        return made(known, component, "unknown");
    }

    String key(String component) {
        if (component.equals("Service.traefik")) {
            return either("http", "tcp", "udp", "tls");
        }
        if (component.equals("Service.acceptWarnings")) {
            return word() + " " + word();
        }
        if (component.equals("Widget.glance")) {
            return either("type", "title", "url", "cache");
        }
        if (component.equals("Container.compose")) {
            return either("pids_limit", "runtime", "platform", "dns_search");
        }
        return made(keys.get(component), component + " (its keys)", "unknown");
    }

    private <T> T made(@Nullable Supplier<? extends T> known, String component, T otherwise) {
        if (known == null) {
            unknown.add(component);
            return otherwise;
        }
        return known.get();
    }

    private String text() {
        return either(either(TRICKY), word(), word() + " " + either(TRICKY), either(TRICKY) + either(TRICKY));
    }

    private String word() {
        return either(WORDS);
    }

    private String label() {
        return word() + "-" + number(99);
    }

    private String path() {
        return "/" + either("", word(), word() + "?a=" + number(9), "%20:" + word(), "{" + word() + "}");
    }

    private String time() {
        return number(90) + either("ms", "s", "m", "h");
    }

    private String size() {
        return number(900) + either("", "b", "k", "m", "g", "kb", "MB", "GiB", ".5g", " T");
    }

    /** Whatever Compose may take: a text, a number, a truth, a list or a mapping. */
    private Object anything() {
        return List.of(text(), number(99), random.nextBoolean(), List.of(word(), number(9)), Map.of(word(), text()))
                .get(random.nextInt(5));
    }

    private String variable() {
        return either("TZ", "NO", "_", "a.b", "A-B", "http.cors.allow-origin", "2", "a$b", word() + "_" + number(99));
    }

    private int number(int most) {
        return 1 + random.nextInt(most);
    }

    private String either(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
