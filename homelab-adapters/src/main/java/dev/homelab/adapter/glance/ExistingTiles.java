// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.glance;

import static java.util.stream.Collectors.joining;

import dev.homelab.adapter.support.file.YamlLines;
import dev.homelab.model.Definition;
import dev.homelab.model.Route;
import dev.homelab.model.Service;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.value.Hostname;
import dev.homelab.provision.Existing;
import dev.homelab.provision.Existing.Part;
import dev.homelab.provision.Existing.Removal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The tiles in files of a person that belong to services, as their definitions would say them. Pure. */
final class ExistingTiles {

    private static final Pattern PAGE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 -]*");
    private static final Pattern HOST = Pattern.compile("https?://([^/?#:]+)(:\\d+)?");
    private static final Pattern PATH = Pattern.compile("/\\S*");
    private static final String USUAL_PAGE = "Home";
    private static final Set<String> SAID = Set.of("title", "url", "icon", "check-url");

    private final List<WrittenTile> tiles;
    private final Map<String, String> texts;
    private final String directory;

    /**
     * Prepares a look.
     *
     * @param texts of the person's own files, by name
     * @param directory where those are
     */
    ExistingTiles(Map<String, String> texts, String directory) {
        this.texts = texts;
        this.tiles = WrittenTile.in(texts);
        this.directory = directory;
    }

    Existing existing(List<Definition> definitions, Inventory inventory) {
        List<Part> parts = new ArrayList<>();
        List<WrittenTile> said = new ArrayList<>();
        for (WrittenTile tile : tiles) {
            Optional<Definition> owner = definitions.stream()
                    .filter(definition -> isOf(definition.service(), tile, inventory))
                    .findFirst();
            if (owner.isEmpty()) {
                continue;
            }
            Service service = owner.get().service();
            String name =
                    tile.page() + "/" + tile.group() + "/" + tile.text("title").orElse("");
            Optional<String> reason = hindrance(service, tile, inventory);
            if (reason.isPresent()) {
                parts.add(Part.lost(service.name(), name, reason.get()));
            } else {
                parts.add(part(owner.get(), name, tile, inventory));
                said.add(tile);
            }
        }
        return new Existing(parts, tiles.size() - parts.size(), removals(said));
    }

    /** Returns the lines of tiles that lead to one of these addresses. */
    List<Removal> removals(Set<String> urls) {
        return removals(tiles.stream()
                .filter(tile -> urls.stream()
                        .anyMatch(url -> isSamePage(url, tile.text("url").orElse(""))))
                .toList());
    }

    /** A widget of which no tile is left goes as a whole, since Glance takes no monitor without sites. */
    private List<Removal> removals(List<WrittenTile> gone) {
        Map<String, Set<String>> parts = new TreeMap<>();
        Map<String, List<String>> titles = new TreeMap<>();
        Set<YamlPlace> sites = new LinkedHashSet<>();
        gone.forEach(tile -> sites.add(tile.site()));
        for (WrittenTile tile : gone) {
            boolean isLast = tile.list().entries().stream().allMatch(sites::contains);
            parts.computeIfAbsent(tile.file(), file -> new TreeSet<>())
                    .add((isLast ? tile.holder() : tile.site()).pointer());
            titles.computeIfAbsent(tile.file(), file -> new ArrayList<>())
                    .add(tile.text("title").orElse(""));
        }
        List<Removal> removals = new ArrayList<>();
        parts.forEach((file, pointers) -> removals.add(new Removal(
                directory + "/" + file,
                YamlLines.without(texts.getOrDefault(file, ""), pointers),
                titles.getOrDefault(file, List.of()).stream().collect(joining(", ", "tiles: ", "")))));
        return removals;
    }

    private static boolean isOf(Service service, WrittenTile tile, Inventory inventory) {
        String url = tile.text("url").orElse("");
        Matcher host = HOST.matcher(url);
        if (!host.lookingAt()) {
            return false;
        }
        boolean isRouted = service.routes().stream()
                .flatMap(route -> route.hostname().stream())
                .map(Hostname::value)
                .anyMatch(host.group(1)::equals);
        return isRouted || addresses(service, inventory).anyMatch(address -> isBelow(url, address));
    }

    /** Returns where the containers of a service answer without the proxy. */
    private static Stream<String> addresses(Service service, Inventory inventory) {
        return service.host().map(inventory.hosts()::get).stream()
                .flatMap(machine -> service.containers().values().stream()
                        .flatMap(container -> container.ports().stream())
                        .flatMap(port -> port.hostPortOf(port.containerPort()).stream()
                                .map(published -> "http://" + machine.reachedAt(port) + ":" + published)));
    }

    private static Optional<String> hindrance(Service service, WrittenTile tile, Inventory inventory) {
        String url = tile.text("url").orElse("");
        if (service.firstPage().isEmpty()) {
            return Optional.of(
                    "It leads to %s, and a tile leads to a route, of which the service has none.".formatted(url));
        }
        if (page(service, tile, inventory).isEmpty()) {
            return Optional.of("It leads to %s, and the service has no route there.".formatted(url));
        }
        if (Stream.of("title", "url", "icon", "check-url")
                .flatMap(key -> tile.text(key).stream())
                .anyMatch(text -> text.contains("${"))) {
            return Optional.of("It names a variable of Glance, which no definition knows.");
        }
        if (!PAGE.matcher(tile.page()).matches()) {
            return Optional.of("It is on the page \"%s\", whose name is more than letters, digits and spaces."
                    .formatted(tile.page()));
        }
        return tile.group().isBlank()
                ? Optional.of("It stands under no heading, and in a definition every tile has one.")
                : Optional.empty();
    }

    /** Returns the page of the service that a tile leads to, or below which it leads: the first of several. */
    private static Optional<Route> page(Service service, WrittenTile tile, Inventory inventory) {
        String url = tile.text("url").orElse("");
        return service.routes().stream()
                .filter(Route::isPage)
                .filter(route -> isBelow(url, route.visitUrl(inventory).toString()))
                .findFirst();
    }

    private static Part part(Definition definition, String name, WrittenTile tile, Inventory inventory) {
        Service service = definition.service();
        Route page = page(service, tile, inventory).orElseThrow();
        String url = page.visitUrl(inventory).toString();
        Map<String, String> lost = new LinkedHashMap<>();
        Map<String, Object> keys = new LinkedHashMap<>();
        Map<String, Object> widget = new LinkedHashMap<>();
        if (!tile.page().equals(USUAL_PAGE)) {
            widget.put("page", tile.page());
        }
        String category = definition.category();
        if (!tile.group().equals(category.substring(0, 1).toUpperCase(Locale.ROOT) + category.substring(1))) {
            widget.put("group", tile.group());
        }
        tile.text("title").filter(title -> !title.equals(service.displayName())).ifPresent(title -> {
            if (service.title().isEmpty()) {
                keys.put("title", title);
            } else {
                widget.put("title", title);
            }
        });
        tile.text("icon").ifPresent(icon -> widget.put("icon", icon));
        if (!service.firstPage().equals(Optional.of(page))) {
            widget.put("hostname", page.requiredHostname().value());
        }
        String below = tile.text("url").orElse("").substring(url.length());
        if (below.length() > 1) {
            widget.put("path", below);
        }
        if (tile.isBookmark()) {
            widget.put("bookmark", true);
        } else {
            check(service, page, tile, inventory, widget, lost);
        }
        tile.site().keys().stream()
                .filter(Predicate.not(SAID::contains))
                .forEach(key -> lost.put(
                        key, "No definition says it; add it to the tile in homelab's file by hand, where it stays."));
        keys.put("widget", List.of(widget));
        return new Part(service.name(), name, keys, Map.of(), lost);
    }

    /** Notes what Glance asks to know whether it is up. */
    private static void check(
            Service service,
            Route page,
            WrittenTile tile,
            Inventory inventory,
            Map<String, Object> widget,
            Map<String, String> lost) {
        Optional<String> asked = tile.text("check-url");
        String url = page.visitUrl(inventory).toString();
        Optional<String> base =
                service.requiresLogin() ? TileAddress.behindTheSignIn(service, page, inventory) : Optional.of(url);
        Optional<String> usual = service.requiresLogin() ? base.map(lan -> lan + "/") : Optional.empty();
        if (asked.equals(usual)) {
            return;
        }
        Optional<String> path = asked.flatMap(
                        address -> base.filter(address::startsWith).map(lan -> address.substring(lan.length())))
                .filter(PATH.asMatchPredicate());
        if (path.isPresent()) {
            widget.put("checkPath", path.get());
        } else {
            lost.put(
                    "check-url",
                    "Glance asks %s, and is to ask %s."
                            .formatted(asked.orElseGet(() -> tile.text("url").orElse("")), usual.orElse(url)));
        }
    }

    private static boolean isSamePage(String one, String other) {
        return one.replaceFirst("/$", "").equals(other.replaceFirst("/$", ""));
    }

    private static boolean isBelow(String url, String address) {
        return url.equals(address) || url.startsWith(address + "/");
    }
}
