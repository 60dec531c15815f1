// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model;

import static java.util.stream.Collectors.toCollection;

import dev.homelab.model.container.Container;
import dev.homelab.model.container.HostFolder;
import dev.homelab.model.container.Network;
import dev.homelab.model.container.Volume;
import dev.homelab.model.pattern.NullTolerant;
import dev.homelab.model.pattern.OneOrMany;
import dev.homelab.model.pattern.Patterns;
import dev.homelab.model.value.NetworkMode;
import dev.homelab.model.value.ServiceName;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * One self-hosted application and what it asks of the homelab.
 *
 * <p>A service states intent: what runs, where, and who may reach it. Which target fulfils which part of that intent is
 * decided by the adapters, never here.
 *
 * @param name unique in the catalog; the definition file is named after it
 * @param renamedFrom the name it had before, under which its data is kept; stays for as long as the data does
 * @param protect whether no run deletes it as a whole, not even when its definition is gone; {@code false} when absent
 * @param paused whether its containers are stopped and its routes and tiles taken away, until it is not; {@code false} when absent.
 *     Data, names and sign-in stay
 * @param title what people call it; the name when absent
 * @param description one line on what it is, for people who read the definitions
 * @param host the machine that runs it, as named in the inventory; absent when it has no container
 * @param project the Compose project; the name of the service when absent, another for what already runs under it
 * @param dependsOn other services that have to be up before this one is started
 * @param containers what runs, by a name that is unique within the service; empty for an appliance that runs elsewhere
 * @param volumes how volumes are kept that have more to say than a name, by the name containers mount
 * @param networks those of its project beside its own one, or, by the name {@code default}, the settings of that one; called
 *     {@code PROJECT_NAME} on the host
 * @param folders those of the host that are made before the containers start, by path; never changed or deleted
 * @param routes how people reach it; empty for a service that only talks to other services
 * @param dns names beside those of the routes, which each get one by themselves
 * @param sso who has to sign in; absent for a service that does without
 * @param widget its tile on the dashboard, or a list of several; empty for none
 * @param verify what its pages must answer; empty for "the first page answers"
 * @param traefik more of Traefik's dynamic configuration, by its keys there, added to what the routes say
 * @param acceptWarnings warnings that are not shown for it any more, by their name, and why
 */
public record Service(
        @NotNull(message = "is required, such as jellyfin") @Valid
        ServiceName name,

        Optional<@Valid ServiceName> renamedFrom,
        Optional<Boolean> protect,
        Optional<Boolean> paused,
        Optional<@Pattern(regexp = Patterns.TEXT, message = "must not be empty, such as Jellyfin") String> title,
        Optional<@Pattern(regexp = Patterns.TEXT, message = "must not be empty, such as Films and series") String>
                description,

        Optional<@Pattern(regexp = Patterns.TEXT, message = "must not be empty, such as docker-media") String> host,

        Optional<
                        @Pattern(
                                regexp = "^[a-z0-9][a-z0-9_-]*$",
                                message = "must be the name of a Compose project, such as media")
                        String>
                project,

        List<@NotNull(message = "must not be empty, such as postgres") @Valid ServiceName> dependsOn,
        Map<
                        @Pattern(
                                regexp = "^[a-z0-9][a-z0-9_.-]*$",
                                message = "must be lower-case letters, digits and hyphens, such as server")
                        String,
                        @NotNull(message = "must not be empty, such as {image: nginx:1.29}") @Valid Container>
                containers,

        Map<
                        @Pattern(
                                regexp = "^[a-zA-Z0-9][a-zA-Z0-9_.-]*$",
                                message = "must be a volume as a container mounts it, such as config")
                        String,
                        @NotNull(message = "must not be empty, such as {name: media_config}") @Valid Volume>
                volumes,
        Map<
                        @Pattern(
                                regexp = Patterns.OWN_NETWORK,
                                message = "must be the name of a network that is not Docker's own, such as backend")
                        String,
                        @NotNull(message = "must not be empty, such as {internal: true}") @Valid Network>
                networks,
        Map<
                        @Pattern(
                                regexp = "^(/[^/:\\s]+){1,64}$",
                                message = "must be a folder from the root on, such as /srv/photos")
                        String,
                        @NotNull(message = "must not be empty, such as {owner: \"1000:1000\"}") @Valid HostFolder>
                folders,

        List<
                        @NotNull(message = "must not be empty, such as {hostname: a.home.arpa, container: a, port: 80}")
                        @Valid Route>
                routes,
        List<@NotNull(message = "must not be empty, such as {hostname: a.home.arpa}") @Valid DnsRecord> dns,
        Optional<@Valid SsoApp> sso,
        @OneOrMany List<@NotNull(message = "must not be empty, such as {group: Media}") @Valid Widget> widget,

        List<@NotNull(message = "must not be empty, such as {path: /health}") @Valid PageCheck> verify,
        Map<
                        @Pattern(
                                regexp = Service.TRAEFIK_SECTION,
                                message = "must be a section of Traefik's dynamic configuration, such as http")
                        String,
                        @NotNull(message = "must hold something, such as middlewares") Object>
                traefik,
        Map<
                        @Pattern(
                                regexp = Patterns.TEXT,
                                message = "must be a warning by its name, such as alias of unknown name")
                        String,
                        @NotNull(message = "must say why, such as made by the backup job")
                        @Pattern(regexp = Patterns.TEXT, message = "must say why, such as made by the backup job")
                        String>
                acceptWarnings) {

    /** The name in a definition of the network that every project has. */
    public static final String PROJECT_NETWORK = "default";

    static final String TRAEFIK_SECTION = "^(http|tcp|udp|tls)$";

    public Service {
        dependsOn = NullTolerant.of(dependsOn);
        containers = NullTolerant.of(containers);
        volumes = NullTolerant.of(volumes);
        networks = NullTolerant.of(networks);
        folders = NullTolerant.of(folders);
        routes = NullTolerant.of(routes);
        dns = NullTolerant.of(dns);
        widget = NullTolerant.of(widget);
        verify = NullTolerant.of(verify);
        traefik = NullTolerant.of(traefik);
        acceptWarnings = NullTolerant.of(acceptWarnings);
    }

    /** Returns the same service with other containers and routes. */
    public Service with(Map<String, Container> otherContainers, List<Route> otherRoutes) {
        return new Service(
                name,
                renamedFrom,
                protect,
                paused,
                title,
                description,
                host,
                project,
                dependsOn,
                otherContainers,
                volumes,
                networks,
                folders,
                otherRoutes,
                dns,
                sso,
                widget,
                verify,
                traefik,
                acceptWarnings);
    }

    /** Returns whether it is to be there without running. */
    public boolean isPaused() {
        return paused.orElse(false);
    }

    /** Returns the route that people are led to, on the dashboard and at the sign-in: the first that is one page. */
    public Optional<Route> firstPage() {
        return routes.stream().filter(Objects::nonNull).filter(Route::isPage).findFirst();
    }

    /** Returns the route that one of its tiles leads to: the first that is one page, or the first such at the hostname of the tile. */
    public Optional<Route> pageOf(Widget tile) {
        return tile.hostname().isEmpty()
                ? firstPage()
                : routes.stream()
                        .filter(Objects::nonNull)
                        .filter(route -> route.isPage() && route.hostname().equals(tile.hostname()))
                        .findFirst();
    }

    /** Returns what people call this service. */
    public String displayName() {
        return title.orElse(name.value());
    }

    /** Returns the name under which its data, its client id and its secrets are known: the one it had first. */
    public ServiceName originalName() {
        return renamedFrom.orElse(name);
    }

    /** Returns the name of the Compose project. */
    public String projectName() {
        return project.orElseGet(() -> originalName().value());
    }

    /**
     * Returns whose network a container is in, itself or another of this service: what it opens is published there.
     */
    public Optional<Container> networkOwner(String container) {
        Optional<Container> asked = Optional.ofNullable(containers.get(container));
        return asked.flatMap(Container::networkMode)
                .flatMap(NetworkMode::container)
                .map(containers::get)
                .or(() -> asked);
    }

    /** Returns the networks of a container that are not its project's own, as the host calls them. */
    public Set<String> sharedNetworks(Container container) {
        return container.joinedNetworks().keySet().stream()
                .filter(name -> !name.equals(PROJECT_NETWORK))
                .filter(name -> Optional.ofNullable(networks.get(name))
                        .map(Network::isExternal)
                        .orElse(true))
                .collect(toCollection(TreeSet::new));
    }

    /** Returns what a network that a container joins is called on the host. */
    public String networkName(String network) {
        boolean isOwn = network.equals(PROJECT_NETWORK)
                || Optional.ofNullable(networks.get(network))
                        .filter(own -> !own.isExternal())
                        .isPresent();
        return isOwn ? projectName() + "_" + network : network;
    }

    /** Returns the services whose containers have to be up before its own: those it depends on or uses the network of. */
    public Set<ServiceName> needs() {
        Stream<ServiceName> lenders = containers.values().stream()
                .filter(Objects::nonNull) // one that could not be read
                .flatMap(container -> container.networkMode().flatMap(NetworkMode::service).stream())
                .map(ServiceName::of);
        return Stream.concat(dependsOn.stream().filter(Objects::nonNull), lenders)
                .collect(toCollection(TreeSet::new));
    }

    /** Returns the machine that runs its containers; only a service that has containers has one. */
    public String requiredHost() {
        return host.orElseThrow(
                () -> new IllegalStateException("Service " + name + " has no host. This is a bug in homelab."));
    }

    /** Returns what a container is called on its machine, as Compose names it. */
    public String containerName(String container) {
        return Optional.ofNullable(containers.get(container))
                .flatMap(Container::containerName)
                .orElseGet(() -> projectName() + "-" + container + "-1");
    }

    /** Returns whether its containers run on this machine. */
    public boolean runsOn(String machine) {
        return !containers.isEmpty() && host.equals(Optional.of(machine));
    }

    /** Returns whether the proxy asks visitors to sign in before it lets them through. */
    public boolean requiresLogin() {
        return sso.map(SsoApp::kind).equals(Optional.of(SsoApp.Kind.FORWARD_AUTH));
    }

    /** Returns whether the proxy asks by the sign-in of the whole domain, which is none of this service's own. */
    public boolean sharesSignIn() {
        return requiresLogin() && sso.flatMap(SsoApp::domain).orElse(false);
    }
}
