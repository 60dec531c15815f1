// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.glance;

import dev.homelab.adapter.glance.page.Mark;
import dev.homelab.adapter.glance.page.PageWidget;
import dev.homelab.adapter.glance.page.Tile;
import dev.homelab.adapter.support.file.PrefetchingFolder;
import dev.homelab.adapter.support.http.Apis;
import dev.homelab.adapter.support.http.Calls;
import dev.homelab.adapter.support.http.Delay;
import dev.homelab.model.Definition;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Route;
import dev.homelab.model.Service;
import dev.homelab.model.Widget;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Where;
import dev.homelab.provision.Check;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Owner;
import dev.homelab.provision.Provisioner;
import dev.homelab.provision.Session;
import dev.homelab.spi.Context;
import dev.homelab.spi.RemoteHost;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Shows people what there is: one tile for each service that has a widget and an address. */
public final class GlanceProvisioner implements Provisioner<Tile> {

    private final String name;
    private final GlanceSettings settings;
    private final Context context;
    private final Delay pause;

    GlanceProvisioner(String name, GlanceSettings settings, Context context, Delay pause) {
        this.name = name;
        this.settings = settings;
        this.context = context;
        this.pause = pause;
    }

    @Override
    public Class<Tile> resourceType() {
        return Tile.class;
    }

    @Override
    public List<Desired<Tile>> desired(ResolvedCatalog catalog) {
        return desired(catalog, service -> true);
    }

    @Override
    public List<Desired<Tile>> desired(ResolvedCatalog catalog, Predicate<ServiceName> services) {
        return catalog.catalog().definitions().stream()
                .filter(definition -> !definition.service().isPaused()) // its light would be red
                .filter(definition -> services.test(definition.service().name()))
                .flatMap(definition -> tiles(definition, catalog.inventory()))
                .toList();
    }

    @Override
    public List<Check> expectations(ResolvedCatalog catalog) {
        return settings.url().stream()
                .flatMap(url -> desired(catalog).stream()
                        .filter(wanted -> wanted.resource().glance().isEmpty()) // what it shows is Glance's to say
                        .map(wanted -> shown(wanted, url)))
                .toList();
    }

    private static Check shown(Desired<Tile> wanted, URI dashboard) {
        Tile tile = wanted.resource();
        return new Check.TileShown(wanted.service(), dashboard, tile.page(), tile.title(), tile.url());
    }

    @Override
    public Session<Tile> open() {
        GlanceFolder folder = folder();
        return new GlanceSession(folder, problems(), health());
    }

    /** Returns the folder of its configuration; connects to nothing yet. */
    GlanceFolder folder() {
        RemoteHost host = context.hosts().host(settings.host());
        PrefetchingFolder folder = new PrefetchingFolder(host.folder(settings.directory()), PageFiles::isRead);
        CandidateCheck trial =
                new CandidateCheck(folder, settings.validate().map(command -> new GlanceProgram(host, command)));
        return new GlanceFolder(folder, problems(), trial);
    }

    GlanceProblems problems() {
        Owner mark = new Owner(context.homelab(), ServiceName.of(name));
        return new GlanceProblems(where(), settings.directory(), mark);
    }

    private Optional<GlanceHealth> health() {
        return settings.url()
                .map(url -> new GlanceHealth(
                        new Apis(context.http()).api(GlanceApi.class, url, Map::of), new Calls(where()), pause));
    }

    private Where where() {
        return Where.target(name, settings.url().map(URI::toString).orElse(""));
    }

    private static Stream<Desired<Tile>> tiles(Definition definition, Inventory inventory) {
        Service service = definition.service();
        return IntStream.range(0, service.widget().size()).boxed().flatMap(i -> {
            Widget widget = service.widget().get(i);
            String key = Mark.key(service.name().value(), i + 1);
            Optional<Tile> tile = widget.isRaw()
                    ? Optional.of(PageWidget.of(widget.glance()).tile(key, slug(widget.pageOrDefault())))
                    : service.pageOf(widget).map(route -> tile(definition, key, widget, route, inventory));
            return tile.map(wanted -> new Desired<>(service.name(), wanted)).stream();
        });
    }

    private static Tile tile(Definition definition, String key, Widget widget, Route route, Inventory inventory) {
        Service service = definition.service();
        return new Tile(
                key,
                slug(widget.pageOrDefault()),
                widget.groupIn(definition.category()),
                widget.isBookmark(),
                widget.title().orElseGet(service::displayName),
                route.visitUrl(inventory) + widget.path().orElse(""),
                widget.icon(),
                widget.isBookmark() ? Optional.empty() : checkUrl(service, widget, route, inventory),
                Optional.empty());
    }

    private static Optional<String> checkUrl(Service service, Widget widget, Route route, Inventory inventory) {
        return service.requiresLogin()
                ? TileAddress.behindTheSignIn(service, route, inventory)
                        .map(lan -> lan + widget.checkPath().orElse("/"))
                : widget.checkPath().map(path -> route.visitUrl(inventory) + path);
    }

    /** Returns a page in the form it has in the name of its file, and in Glance's addresses. */
    static String slug(String page) {
        return page.toLowerCase(Locale.ROOT).replace(' ', '-');
    }
}
