// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import static java.util.stream.Collectors.joining;

import dev.homelab.adapter.support.file.YamlDocument;
import dev.homelab.provision.Resource;
import dev.homelab.spi.OwnedText;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One file of the file provider.
 *
 * @param name of the file
 * @param text its dynamic configuration, without our mark
 */
public record RouteFile(String name, YamlDocument text) implements Resource {

    private static final Pattern HOST = Pattern.compile("Host\\(`([^`]+)`\\)");

    @Override
    public String key() {
        return name;
    }

    /** Returns whether nothing is known of what it says; a template is filled in before Traefik reads it. */
    boolean isUnjudged() {
        return name.endsWith(".toml") || text.text().contains("{{");
    }

    /** A route is a router and, of the same name, its service. */
    @Override
    public String fieldName(String path) {
        return path.replaceFirst("^text\\.(http|tcp|udp)\\.", "")
                .replaceFirst("^routers\\.([^.]+)\\.service$", "")
                .replaceFirst("^(routers|services)\\.", "routes.")
                .replaceFirst("^(routes\\.[^.]+)\\.loadBalancer\\.servers\\.(url|address)$", "$1.backend")
                .replaceFirst("^text\\.", "");
    }

    @Override
    public String summary() {
        String hosts = text.root()
                .path("http")
                .path("routers")
                .valueStream()
                .flatMap(router -> HOST.matcher(router.path("rule").asText()).results())
                .map(host -> host.group(1))
                .distinct()
                .collect(joining(", "));
        return hosts.isEmpty() ? name : hosts;
    }

    @Override
    public Optional<String> unadoptable() {
        return OwnedText.isDamaged(text.text())
                ? Optional.of("it is not UTF-8 text, so a rollback could not restore it; save it as UTF-8 first")
                : Optional.empty();
    }
}
