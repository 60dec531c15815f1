// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.roundtrip;

import dev.homelab.model.name.Hostname;
import dev.homelab.model.name.ImageName;
import dev.homelab.model.name.PortMapping;
import dev.homelab.model.name.SecretRef;
import dev.homelab.model.name.ServiceName;
import dev.homelab.model.name.VolumeMount;
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
    private final Map<Class<?>, Supplier<Object>> byType = Map.of(
            ServiceName.class, () -> ServiceName.of(label()),
            Hostname.class, () -> Hostname.of(label() + ".home.arpa"),
            ImageName.class,
                    () -> ImageName.of(
                            "registry.home.arpa/%s/%s:v%d.%d".formatted(word(), word(), number(9), number(99))),
            PortMapping.class, () -> PortMapping.of(number(65535) + ":" + number(65535) + either("", "/tcp", "/udp")),
            VolumeMount.class,
                    () -> VolumeMount.of(
                            either("", "/mnt/") + word() + ":/" + text().replace(':', ';') + either("", ":ro")),
            SecretRef.class, () -> SecretRef.of(either("env:KEY_" + number(99), "file:/run/" + word())));
    private final Map<String, Supplier<Object>> byComponent = Map.ofEntries(
            Map.entry("Service.title", this::text),
            Map.entry("Service.description", this::text),
            Map.entry("Service.host", () -> "docker-" + word()),
            Map.entry("Container.command", this::text),
            Map.entry("Container.environment", this::text),
            Map.entry("Healthcheck.http", this::path),
            Map.entry("Healthcheck.port", () -> number(65535)),
            Map.entry("Healthcheck.command", this::text),
            Map.entry("Healthcheck.interval", this::time),
            Map.entry("Healthcheck.timeout", this::time),
            Map.entry("Healthcheck.retries", () -> number(9)),
            Map.entry("Healthcheck.startPeriod", this::time),
            Map.entry("Route.container", this::word),
            Map.entry("Route.port", () -> number(65535)),
            Map.entry("DnsRecord.address", () -> "192.0.2." + number(254)),
            Map.entry("SsoApp.groups", this::text),
            Map.entry("Widget.page", () -> either("Home", "Page " + number(9), "0755")),
            Map.entry("Widget.group", this::text),
            Map.entry("Widget.icon", () -> "si:" + word()),
            Map.entry("Widget.checkPath", this::path),
            Map.entry("PageCheck.path", this::path),
            Map.entry("PageCheck.status", () -> 99 + number(500)),
            Map.entry("PageCheck.contains", this::text));
    private final Map<String, Supplier<String>> keys = Map.of(
            "Service.containers", () -> either(word(), "1", "null", "0x1f", word() + "_" + word()),
            "Container.environment", this::variable,
            "Container.secrets", this::variable);

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

    private String variable() {
        return either("TZ", "NO", "_", "a.b", word() + "_" + number(99));
    }

    private int number(int most) {
        return 1 + random.nextInt(most);
    }

    private String either(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
