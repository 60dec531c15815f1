// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.inventory;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.homelab.model.container.Network;
import dev.homelab.model.pattern.Patterns;
import dev.homelab.model.value.Hostname;
import dev.homelab.model.value.IpAddress;
import dev.homelab.model.value.SecretRef;
import dev.homelab.model.value.ServiceName;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The machines and servers of one homelab, and how to reach them.
 *
 * @param homelab its name, which marks on the targets what belongs to it
 * @param key the root key from which secrets and fingerprints are derived, at least 32 characters
 * @param record where the run record lives
 * @param domain the domain the services' hostnames are under
 * @param defaults what counts for every service that says nothing else
 * @param ssh how to sign in to the hosts
 * @param hosts the machines, by name
 * @param targets what runs keep in line, by name
 * @param registries how hosts sign in to registries of images that ask who one is, by registry
 * @param networks what networks are that several services share, on any host that has a service in them; one that is not
 *     among them is made with nothing but its name
 * @param values texts and numbers that definitions in YAML name as <code>${values.NAME}</code>
 * @param channels how notifications of runs are sent; {@code notify} in YAML
 * @param pin what counts for images whose tag moves, such as {@code latest}; {@code require} when absent
 */
public record Inventory(
        @NotNull(message = "is required, such as home")
        @Pattern(
                regexp = "^[a-z][a-z0-9-]{0,31}$",
                message = "must be lower-case letters, digits and hyphens, such as home")
        String homelab,

        @NotNull(message = "is required, such as env:HOMELAB_KEY") @Valid
        SecretRef key,

        @NotNull(message = "is required, such as nas:/var/lib/homelab") @Valid
        RecordFolder record,

        @NotNull(message = "is required, such as home.arpa") @Valid
        Hostname domain,

        Optional<@Valid Defaults> defaults,
        Optional<@Valid SshAccess> ssh,
        Map<
                        @Pattern(
                                regexp = ServiceName.FORM,
                                message = "must be lower-case letters, digits and hyphens, such as nas")
                        String,
                        @NotNull(message = "must not be empty, such as {address: 192.0.2.11}") @Valid Host>
                hosts,
        Map<
                        @Pattern(
                                regexp = ServiceName.FORM,
                                message = "must be lower-case letters, digits and hyphens, such as proxy")
                        String,
                        @NotNull(message = "must not be empty, such as {kind: compose, host: nas, root: /opt/stacks}")
                        @Valid Target>
                targets,
        Map<
                        @Pattern(
                                regexp = RegistryAccess.FORM,
                                message =
                                        "must be a registry as images name it, Docker Hub by docker.io, such as ghcr.io")
                        String,
                        @NotNull(message = "must not be empty, such as {user: homelab, password: env:GHCR_TOKEN}")
                        @Valid RegistryAccess>
                registries,

        Map<
                        @Pattern(regexp = Patterns.NETWORK, message = Patterns.NETWORK_MESSAGE) String,
                        @NotNull(message = "must not be empty, such as {internal: true}") @Valid Network>
                networks,

        Map<
                        @Pattern(regexp = Patterns.VALUE, message = Patterns.VALUE_MESSAGE) String,
                        @NotNull(message = "must have a value, such as 1000") String>
                values,

        @JsonProperty("notify")
        Map<
                        @Pattern(
                                regexp = ServiceName.FORM,
                                message = "must be lower-case letters, digits and hyphens, such as discord")
                        String,
                        @NotNull(message = "must not be empty, such as {webhook: env:DISCORD_WEBHOOK}") @Valid Channel>
                channels,

        Optional<Pin> pin) {

    public Inventory {
        hosts = Collections.unmodifiableMap(new LinkedHashMap<>(hosts));
        targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
        channels = Collections.unmodifiableMap(new LinkedHashMap<>(channels));
        registries = Collections.unmodifiableMap(new LinkedHashMap<>(registries));
        networks = Collections.unmodifiableMap(new LinkedHashMap<>(networks));
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** An inventory of the parts that most have. */
    public Inventory(
            String homelab,
            SecretRef key,
            RecordFolder record,
            Hostname domain,
            Optional<Defaults> defaults,
            Optional<SshAccess> ssh,
            Map<String, Host> hosts,
            Map<String, Target> targets,
            Map<String, RegistryAccess> registries,
            Map<String, Channel> channels) {
        this(
                homelab,
                key,
                record,
                domain,
                defaults,
                ssh,
                hosts,
                targets,
                registries,
                Map.of(),
                Map.of(),
                channels,
                Optional.empty());
    }

    /** Returns the same inventory with another policy for images whose tag moves. */
    public Inventory with(Pin other) {
        return new Inventory(
                homelab,
                key,
                record,
                domain,
                defaults,
                ssh,
                hosts,
                targets,
                registries,
                networks,
                values,
                channels,
                Optional.of(other));
    }

    /** Returns the same inventory with other shared networks. */
    public Inventory with(Map<String, Network> others) {
        return new Inventory(
                homelab, key, record, domain, defaults, ssh, hosts, targets, registries, others, values, channels, pin);
    }

    /** Returns what counts for images whose tag moves. */
    public Pin pinOrUsual() {
        return pin.orElse(Pin.REQUIRE);
    }

    /** Returns the first target of a wave, in the order of the file. */
    public Optional<Target> target(Wave wave) {
        return targets.values().stream()
                .filter(Objects::nonNull) // one that could not be read
                .filter(target -> target.wave() == wave)
                .findFirst();
    }

    /** Returns whether this is a target whose resources are about all services, and have it as their owner. */
    public boolean isAboutAll(String target) {
        return Optional.ofNullable(targets.get(target))
                .filter(known -> known.wave() == Wave.DOCUMENTATION)
                .isPresent();
    }

    /** Returns the settings of the proxy, if there is one. */
    public Optional<ProxySettings> proxy() {
        return target(Wave.ROUTING)
                .map(Target::settings)
                .filter(ProxySettings.class::isInstance)
                .map(ProxySettings.class::cast);
    }

    /** Returns what counts for every service that says nothing else. */
    public Defaults defaultsOrNone() {
        return defaults.orElse(Defaults.NONE);
    }

    /** Returns the address of the machine the proxy runs on, which every routed name resolves to. */
    public Optional<String> proxyAddress() {
        return target(Wave.ROUTING).flatMap(Target::host).map(hosts::get).map(Host::address);
    }

    /** Returns where visitors enter: scheme, address and port of the proxy. */
    public Optional<URI> entrance() {
        return target(Wave.ROUTING)
                .flatMap(Target::url)
                .or(() -> proxyAddress().map(address -> URI.create("https://" + IpAddress.inUrl(address))));
    }

    /** Returns the address a visitor types to reach a hostname, without a path. */
    public URI visitUrl(Hostname hostname) {
        URI entrance = entrance().orElse(URI.create("https://" + hostname));
        String port = entrance.getPort() < 0 ? "" : ":" + entrance.getPort();
        return URI.create(entrance.getScheme() + "://" + hostname + port);
    }
}
