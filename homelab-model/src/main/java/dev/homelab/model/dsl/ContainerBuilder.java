// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.dsl;

import dev.homelab.model.Container;
import dev.homelab.model.Healthcheck;
import dev.homelab.model.name.ImageName;
import dev.homelab.model.name.PortMapping;
import dev.homelab.model.name.SecretRef;
import dev.homelab.model.name.VolumeMount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Collects what a {@link Container} is to be. */
public final class ContainerBuilder {

    private final ImageName image;
    private final List<PortMapping> ports = new ArrayList<>();
    private final List<VolumeMount> volumes = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final Map<String, SecretRef> secrets = new LinkedHashMap<>();
    private List<String> command = List.of();
    private Optional<Healthcheck> healthcheck = Optional.empty();

    ContainerBuilder(ImageName image) {
        this.image = image;
    }

    public ContainerBuilder command(String... words) {
        command = List.of(words);
        return this;
    }

    /** Publishes a port, as {@code HOST:CONTAINER}. */
    public ContainerBuilder port(String mapping) {
        ports.add(PortMapping.of(mapping));
        return this;
    }

    /** Mounts a volume or a folder of the host, as {@code SOURCE:/PATH}. */
    public ContainerBuilder volume(String mount) {
        volumes.add(VolumeMount.of(mount));
        return this;
    }

    public ContainerBuilder environment(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Sets a variable to a secret that is found elsewhere, such as {@code env:JELLYFIN_TOKEN}. */
    public ContainerBuilder secret(String variable, String reference) {
        secrets.put(variable, SecretRef.of(reference));
        return this;
    }

    public ContainerBuilder healthcheck(Consumer<HealthcheckBuilder> more) {
        HealthcheckBuilder builder = new HealthcheckBuilder();
        more.accept(builder);
        healthcheck = Optional.of(builder.build());
        return this;
    }

    Container build() {
        return new Container(image, command, ports, volumes, environment, secrets, healthcheck);
    }
}
