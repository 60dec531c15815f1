// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import dev.homelab.adapter.support.file.YamlText;
import dev.homelab.model.Container;
import dev.homelab.model.Healthcheck;
import dev.homelab.model.Service;
import dev.homelab.model.name.PortMapping;
import dev.homelab.model.name.Sealed;
import dev.homelab.model.name.VolumeMount;
import dev.homelab.provision.Owner;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes a service as a Compose file. Pure. */
final class ComposeFile {

    private final Owner owner;
    private final Service service;
    private final Optional<String> bind;
    private final SecretNames names;

    /**
     * Describes one service.
     *
     * @param bind the address published ports listen on unless they name one
     */
    ComposeFile(Owner owner, Service service, Optional<String> bind) {
        this.owner = owner;
        this.service = service;
        this.bind = bind;
        this.names = new SecretNames(service);
    }

    /**
     * Returns the text. Its containers carry a fingerprint of it and of the secrets, so that one that was made from an
     * older text or an older secret can be told.
     */
    String text(Map<String, Sealed> secrets) {
        String revision = Revision.of(YamlText.write(project(Optional.empty())), secrets);
        return YamlText.write(project(Optional.of(revision)));
    }

    private Map<String, Object> project(Optional<String> revision) {
        Map<String, Object> services = new LinkedHashMap<>();
        service.containers().forEach((name, container) -> services.put(name, container(name, container, revision)));
        Map<String, Object> project = new LinkedHashMap<>();
        project.put("name", service.name().value());
        project.put("services", services);
        putUnlessEmpty(project, "volumes", volumes());
        return project;
    }

    private Map<String, Object> container(String name, Container container, Optional<String> revision) {
        Map<String, Object> part = new LinkedHashMap<>();
        part.put("image", literal(container.image().value()));
        putUnlessEmpty(part, "command", literals(container.command()));
        putUnlessEmpty(part, "ports", container.ports().stream().map(this::port).toList());
        putUnlessEmpty(
                part,
                "volumes",
                container.volumes().stream()
                        .map(VolumeMount::value)
                        .map(ComposeFile::literal)
                        .toList());
        Map<String, String> environment = environment(name, container);
        if (!environment.isEmpty()) {
            part.put("environment", environment);
        }
        container.healthcheck().ifPresent(check -> part.put("healthcheck", healthcheck(check)));
        part.put("restart", "unless-stopped");
        part.put("labels", labels(revision));
        return part;
    }

    private Map<String, String> labels(Optional<String> revision) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(Labels.SERVICE, owner.toString());
        revision.ifPresent(value -> labels.put(Labels.REVISION, value));
        return labels;
    }

    private String port(PortMapping port) {
        return bind.filter(address -> port.address().isEmpty())
                .map(address -> address + ":" + port.value())
                .orElse(port.value());
    }

    private Map<String, String> environment(String name, Container container) {
        Map<String, String> environment = new LinkedHashMap<>();
        container.environment().forEach((variable, value) -> environment.put(variable, literal(value)));
        container
                .secrets()
                .keySet()
                .forEach(variable -> environment.put(variable, "${" + names.of(name, variable) + "}"));
        return environment;
    }

    private static Map<String, Object> healthcheck(Healthcheck check) {
        Map<String, Object> part = new LinkedHashMap<>();
        part.put("test", test(check));
        check.interval().ifPresent(time -> part.put("interval", time));
        check.timeout().ifPresent(time -> part.put("timeout", time));
        check.retries().ifPresent(count -> part.put("retries", count));
        check.startPeriod().ifPresent(time -> part.put("start_period", time));
        return part;
    }

    private static List<String> test(Healthcheck check) {
        if (check.http().isEmpty()) {
            List<String> test = new ArrayList<>(List.of("CMD"));
            test.addAll(literals(check.command()));
            return test;
        }
        // An image has the one or the other, or neither; a page that answers at all is not asked twice.
        String url = shellWord(
                "http://127.0.0.1:" + check.port().orElseThrow() + check.http().orElseThrow());
        return List.of("CMD-SHELL", "wget -q -O /dev/null %s || curl -fsS -o /dev/null %s".formatted(url, url));
    }

    /** A path may hold what a shell acts upon, such as an ampersand, but no quotes. */
    private static String shellWord(String url) {
        return literal(url.matches("[\\w/.:-]*") ? url : "'" + url + "'");
    }

    private Map<String, Object> volumes() {
        Map<String, Object> volumes = new TreeMap<>();
        service.containers().values().stream()
                .flatMap(container -> container.volumes().stream())
                .filter(VolumeMount::isNamedVolume)
                .forEach(volume -> volumes.put(volume.source(), Map.of()));
        return volumes;
    }

    private static List<String> literals(List<String> texts) {
        return texts.stream().map(ComposeFile::literal).toList();
    }

    /** Compose replaces variables everywhere; a second dollar sign makes the first one plain. */
    private static String literal(String text) {
        return text.replace("$", "$$");
    }

    private static void putUnlessEmpty(Map<String, Object> map, String key, Collection<?> value) {
        if (!value.isEmpty()) {
            map.put(key, value);
        }
    }

    private static void putUnlessEmpty(Map<String, Object> map, String key, Map<String, Object> value) {
        if (!value.isEmpty()) {
            map.put(key, value);
        }
    }
}
