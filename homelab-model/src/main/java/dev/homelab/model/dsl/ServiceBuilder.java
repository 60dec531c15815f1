// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.dsl;

import dev.homelab.model.DnsRecord;
import dev.homelab.model.PageCheck;
import dev.homelab.model.Route;
import dev.homelab.model.Service;
import dev.homelab.model.SsoApp;
import dev.homelab.model.Widget;
import dev.homelab.model.container.Container;
import dev.homelab.model.container.HostFolder;
import dev.homelab.model.container.Network;
import dev.homelab.model.container.Volume;
import dev.homelab.model.value.ImageName;
import dev.homelab.model.value.ServiceName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Collects what a {@link Service} is to be. */
public final class ServiceBuilder {

    private final ServiceName name;
    private final Optional<String> host;
    private final List<ServiceName> dependsOn = new ArrayList<>();
    private final Map<String, Container> containers = new LinkedHashMap<>();
    private final Map<String, Volume> volumes = new LinkedHashMap<>();
    private final Map<String, Network> networks = new LinkedHashMap<>();
    private final Map<String, HostFolder> folders = new LinkedHashMap<>();
    private final List<Route> routes = new ArrayList<>();
    private final List<DnsRecord> dns = new ArrayList<>();
    private final List<PageCheck> verify = new ArrayList<>();
    private Optional<ServiceName> renamedFrom = Optional.empty();
    private Optional<Boolean> protect = Optional.empty();
    private Optional<Boolean> paused = Optional.empty();
    private Optional<String> title = Optional.empty();
    private Optional<String> description = Optional.empty();
    private Optional<String> project = Optional.empty();
    private Optional<SsoApp> sso = Optional.empty();
    private final Map<String, Object> traefik = new LinkedHashMap<>();
    private final Map<String, String> acceptWarnings = new LinkedHashMap<>();
    private final List<Widget> widget = new ArrayList<>();

    ServiceBuilder(String name, Optional<String> host) {
        this.name = ServiceName.of(name);
        this.host = host;
    }

    /** Keeps the data of the service that it was before. */
    public ServiceBuilder renamedFrom(String service) {
        renamedFrom = Optional.of(ServiceName.of(service));
        return this;
    }

    /** Keeps runs from deleting it, even when its definition is gone. */
    public ServiceBuilder protect(boolean value) {
        protect = Optional.of(value);
        return this;
    }

    /** Stops its containers and takes its routes and tiles away until it is not paused any more; data, names and sign-in stay. */
    public ServiceBuilder paused(boolean value) {
        paused = Optional.of(value);
        return this;
    }

    public ServiceBuilder title(String text) {
        title = Optional.of(text);
        return this;
    }

    public ServiceBuilder description(String text) {
        description = Optional.of(text);
        return this;
    }

    /** Lets it wait for another service. */
    public ServiceBuilder dependsOn(String service) {
        dependsOn.add(ServiceName.of(service));
        return this;
    }

    /** Names the Compose project, when it is not to be named after the service. */
    public ServiceBuilder project(String name) {
        project = Optional.of(name);
        return this;
    }

    /** Adds a container of which the image is all there is to say. */
    public ServiceBuilder container(String container, String image) {
        return container(container, image, more -> {});
    }

    public ServiceBuilder container(String container, String image, Consumer<ContainerBuilder> more) {
        return put(container, Optional.of(ImageName.of(image)), more);
    }

    /** Adds a container whose image is built. */
    public ServiceBuilder container(String container, Consumer<ContainerBuilder> more) {
        return put(container, Optional.empty(), more);
    }

    private ServiceBuilder put(String container, Optional<ImageName> image, Consumer<ContainerBuilder> more) {
        ContainerBuilder builder = new ContainerBuilder(image);
        more.accept(builder);
        containers.put(container, builder.container());
        return this;
    }

    /** Says more of a volume that containers mount. */
    public ServiceBuilder volume(String volume, Consumer<VolumeBuilder> more) {
        VolumeBuilder builder = new VolumeBuilder();
        more.accept(builder);
        volumes.put(volume, builder.build());
        return this;
    }

    /** Adds a network to its project; {@code default} is the one that every project has. */
    public ServiceBuilder network(String network, Consumer<NetworkBuilder> more) {
        NetworkBuilder builder = new NetworkBuilder();
        more.accept(builder);
        networks.put(network, builder.build());
        return this;
    }

    /** Adds a folder of the host that is to be made. */
    public ServiceBuilder folder(String path, Consumer<HostFolderBuilder> more) {
        HostFolderBuilder builder = new HostFolderBuilder();
        more.accept(builder);
        folders.put(path, builder.build());
        return this;
    }

    /** Leads visitors to a container, under the service's own name in the homelab's domain. */
    public ServiceBuilder route(String container, int port) {
        return route(container, port, more -> {});
    }

    public ServiceBuilder route(String hostname, String container, int port) {
        return route(container, port, more -> more.hostname(hostname));
    }

    public ServiceBuilder route(String container, int port, Consumer<RouteBuilder> more) {
        return route(new RouteBuilder(container, port), more);
    }

    /** Leads visitors to an appliance that runs elsewhere. */
    public ServiceBuilder route(String url, Consumer<RouteBuilder> more) {
        return route(new RouteBuilder(url), more);
    }

    /** Leads visitors to what answers within the proxy itself. */
    public ServiceBuilder route(Consumer<RouteBuilder> more) {
        return route(new RouteBuilder(), more);
    }

    private ServiceBuilder route(RouteBuilder builder, Consumer<RouteBuilder> more) {
        more.accept(builder);
        routes.add(builder.build());
        return this;
    }

    /** Adds a name that leads to the proxy. */
    public ServiceBuilder dns(String hostname) {
        return dns(hostname, more -> {});
    }

    /** Adds a name that leads to an IPv4 or IPv6 address. */
    public ServiceBuilder dns(String hostname, String address) {
        return dns(hostname, more -> more.address(address));
    }

    public ServiceBuilder dns(String hostname, Consumer<DnsRecordBuilder> more) {
        DnsRecordBuilder builder = new DnsRecordBuilder(hostname);
        more.accept(builder);
        dns.add(builder.build());
        return this;
    }

    /** Asks visitors to sign in; only these groups may pass, or everyone if there are none. */
    public ServiceBuilder sso(SsoApp.Kind kind, String... groups) {
        return sso(kind, more -> Arrays.asList(groups).forEach(more::group));
    }

    public ServiceBuilder sso(SsoApp.Kind kind, Consumer<SsoAppBuilder> more) {
        SsoAppBuilder builder = new SsoAppBuilder(kind);
        more.accept(builder);
        sso = Optional.of(builder.build());
        return this;
    }

    /** Adds a tile. */
    public ServiceBuilder widget(Consumer<WidgetBuilder> more) {
        WidgetBuilder builder = new WidgetBuilder();
        more.accept(builder);
        widget.add(builder.build());
        return this;
    }

    /** Adds a page that must answer with a success or a redirect. */
    public ServiceBuilder verify(String path) {
        return verify(path, more -> {});
    }

    public ServiceBuilder verify(String path, Consumer<PageCheckBuilder> more) {
        PageCheckBuilder builder = new PageCheckBuilder(path);
        more.accept(builder);
        verify.add(builder.build());
        return this;
    }

    /** Adds a section of Traefik's dynamic configuration. */
    public ServiceBuilder traefik(String section, Object value) {
        traefik.put(section, value);
        return this;
    }

    /** Accepts a warning by its name, and says why; it is not shown for this service any more. */
    public ServiceBuilder acceptWarning(String warning, String reason) {
        acceptWarnings.put(warning, reason);
        return this;
    }

    Service build() {
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
                containers,
                volumes,
                networks,
                folders,
                routes,
                dns,
                sso,
                widget,
                verify,
                traefik,
                acceptWarnings);
    }
}
