// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer;

import dev.homelab.model.Widget;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.inventory.Wave;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes the tiles of a service of what its labels for Glance or Homepage say. Labels that a tile says whole are taken away; where one
 * has no form, all of that dashboard stay, so that it goes on showing its own tile whole.
 */
final class DashboardLabels {

    private static final String TITLE = "title";
    private static final String DESCRIPTION = "description";

    /** What the labels of a dashboard are for, by their names. */
    private static final Map<String, Map<String, String>> DASHBOARDS = dashboards();

    private static final Pattern NAMED_ICON = Pattern.compile("(sh|mdi|si|di)[-:]([a-z0-9._-]{1,80})");
    private static final Pattern FILE_ICON = Pattern.compile("([a-z0-9_-]{1,80})(?:\\.(?:png|svg|webp))?");

    private final Findings findings;
    private final ContainerNames names;
    private final ConversionOptions options;
    private final Map<String, Object> service;

    DashboardLabels(Findings findings, ContainerNames names, ConversionOptions options, Map<String, Object> service) {
        this.findings = findings;
        this.names = names;
        this.options = options;
        this.service = service;
    }

    private static Map<String, Map<String, String>> dashboards() {
        Map<String, Map<String, String>> all = new LinkedHashMap<>();
        all.put(
                "glance",
                Map.of("name", TITLE, "url", "href", "icon", "icon", "category", "group", DESCRIPTION, DESCRIPTION));
        all.put(
                "homepage",
                Map.of("name", TITLE, "href", "href", "icon", "icon", "group", "group", DESCRIPTION, DESCRIPTION));
        return all;
    }

    /**
     * What the labels of one container say for one dashboard.
     *
     * @param said by what it is for
     * @param rest labels that a tile has no form for
     */
    private record Tile(
            String compose, String dashboard, List<Forms.Pair> labels, Map<String, String> said, List<String> rest) {}

    /** Adds the tiles to the definition, takes their labels away, and returns what became what. */
    List<CarriedPart> add() {
        Optional<Inventory> inventory = options.inventory();
        if (inventory.isEmpty()) {
            return List.of();
        }
        List<Tile> shown = new ArrayList<>();
        List<Map<String, Object>> widgets = new ArrayList<>();
        Map<Tile, Tile> same = new LinkedHashMap<>();
        for (Tile tile : tiles()) {
            Optional<String> reason = refusal(inventory.get(), tile);
            Optional<Tile> before = shown.stream()
                    .filter(other -> other.compose().equals(tile.compose()))
                    .findFirst();
            if (reason.isEmpty() && before.isPresent()) {
                if (before.get().said().equals(tile.said())) {
                    same.put(tile, before.get());
                    continue;
                }
                reason = Optional.of("Those of %s say the tile otherwise."
                        .formatted(before.get().dashboard()));
            }
            if (reason.isPresent()) {
                findings.note("services.%s.labels: labels of %s stay labels. %s"
                        .formatted(tile.compose(), tile.dashboard(), reason.get()));
            } else {
                shown.add(tile);
                widgets.add(widget(inventory.get(), tile));
            }
        }
        return shown.isEmpty() ? List.of() : written(shown, widgets, same);
    }

    /** Of one tile, the title is that of its service; each of several has its own. */
    private List<CarriedPart> written(List<Tile> shown, List<Map<String, Object>> widgets, Map<Tile, Tile> same) {
        boolean isOne = shown.size() == 1;
        List<Object> elements = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            Map<String, String> said = shown.get(i).said();
            if (isOne) {
                for (String text : List.of(TITLE, DESCRIPTION)) {
                    Optional.ofNullable(said.get(text)).ifPresent(value -> service.put(text, value));
                }
            } else {
                int place = i;
                Optional.ofNullable(said.get(TITLE))
                        .ifPresent(title -> widgets.get(place).put(TITLE, title));
            }
            elements.add(Language.ordered(Widget.class, widgets.get(i)));
        }
        service.put("widget", isOne ? elements.get(0) : elements);
        List<CarriedPart> parts = new ArrayList<>();
        List<Tile> all = new ArrayList<>(shown);
        all.addAll(same.keySet());
        for (Tile tile : all) {
            List<String> rest = new ArrayList<>(tile.rest());
            if (!isOne && tile.said().containsKey(DESCRIPTION)) {
                rest.add(tile.dashboard() + "." + DESCRIPTION);
            }
            if (rest.isEmpty()) {
                int place = shown.indexOf(same.getOrDefault(tile, tile));
                parts.addAll(withoutLabels(tile, isOne ? "widget" : "widget[" + place + "]"));
            } else {
                findings.note("services.%s.labels: \"widget\" has no form for %s, so labels of %s stay beside it."
                        .formatted(tile.compose(), String.join(", ", rest), tile.dashboard()));
            }
        }
        return parts;
    }

    private List<Tile> tiles() {
        List<Tile> tiles = new ArrayList<>();
        findings.project().tree().path("services").properties().forEach(entry -> {
            List<Forms.Pair> labels =
                    Forms.pairs(entry.getValue().path("labels"), Pointer.of("services", entry.getKey(), "labels"), '=');
            DASHBOARDS.forEach((dashboard, meanings) -> {
                List<Forms.Pair> own = labels.stream()
                        .filter(label -> label.key().startsWith(dashboard + "."))
                        .toList();
                if (!own.isEmpty()) {
                    tiles.add(tile(entry.getKey(), dashboard, own, meanings));
                }
            });
        });
        return tiles;
    }

    private static Tile tile(String compose, String dashboard, List<Forms.Pair> labels, Map<String, String> meanings) {
        Map<String, String> said = new LinkedHashMap<>();
        List<String> rest = new ArrayList<>();
        labels.forEach(label -> {
            String meaning = meanings.getOrDefault(label.key().substring(dashboard.length() + 1), "");
            Optional<String> value = value(meaning, label.value().orElse(""));
            if (value.isPresent()) {
                said.put(meaning, value.get());
            } else {
                rest.add(label.key());
            }
        });
        return new Tile(compose, dashboard, labels, said, rest);
    }

    private Optional<String> refusal(Inventory inventory, Tile tile) {
        if (inventory.target(Wave.PRESENTATION).isEmpty()) {
            return Optional.of(
                    "A tile needs a dashboard among the targets, such as one of kind glance, and the inventory has none.");
        }
        List<Page> pages = pages(inventory);
        if (pages.isEmpty()) {
            return Optional.of("A tile leads to a route of its service, and this one has none to a page.");
        }
        String href = tile.said().getOrDefault("href", "");
        return href.isEmpty() || below(pages, href).isPresent()
                ? Optional.empty()
                : Optional.of("It leads to %s, and a tile leads to a route of its service, such as %s."
                        .formatted(href, pages.get(0).whole()));
    }

    private Map<String, Object> widget(Inventory inventory, Tile tile) {
        Map<String, Object> widget = new LinkedHashMap<>();
        for (String key : List.of("group", "icon")) {
            Optional.ofNullable(tile.said().get(key)).ifPresent(value -> widget.put(key, value));
        }
        List<Page> pages = pages(inventory);
        Optional.ofNullable(tile.said().get("href"))
                .flatMap(href -> below(pages, href))
                .ifPresent(page -> {
                    if (!page.hostname().equals(pages.get(0).hostname())) {
                        widget.put("hostname", page.hostname());
                    }
                    if (!page.path().isEmpty()) {
                        widget.put("path", page.path());
                    }
                });
        return widget;
    }

    /** An address of a route, or one below it. */
    private record Page(String hostname, String path) {

        String whole() {
            return hostname + path;
        }
    }

    /** Returns the pages that routes lead to, of each hostname the first. */
    private List<Page> pages(Inventory inventory) {
        List<Page> pages = new ArrayList<>();
        String usual = service.get("name") + "." + inventory.domain();
        if (service.get("routes") instanceof List<?> routes) {
            for (Object element : routes) {
                Map<String, Object> route = mapping(element);
                String hostname = String.valueOf(route.getOrDefault("hostname", usual));
                boolean isPage = !route.containsKey("protocol")
                        && !route.containsKey("pathPattern")
                        && !hostname.startsWith("*");
                if (isPage && pages.stream().noneMatch(page -> page.hostname().equals(hostname))) {
                    pages.add(new Page(hostname, String.valueOf(route.getOrDefault("path", ""))));
                }
            }
        }
        return pages;
    }

    /** Returns where an address is below one of the pages. */
    private static Optional<Page> below(List<Page> pages, String href) {
        Optional<String> address = address(href);
        return pages.stream()
                .filter(page -> address.filter(one -> one.equals(page.whole()) || one.startsWith(page.whole() + "/"))
                        .isPresent())
                .findFirst()
                .map(page -> new Page(
                        page.hostname(), address.get().substring(page.whole().length())));
    }

    private static Optional<String> address(String href) {
        try {
            URI uri = URI.create(href.strip());
            String path = Optional.ofNullable(uri.getRawPath()).orElse("");
            return Optional.ofNullable(uri.getHost())
                    .filter(host -> uri.getPort() < 0 || uri.getPort() == 443 || uri.getPort() == 80)
                    .map(host -> host.toLowerCase(Locale.ROOT) + (path.equals("/") ? "" : path));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> value(String meaning, String written) {
        String text = written.strip();
        if (meaning.isEmpty() || text.isEmpty() || text.length() > 200 || SecretTexts.isMarked(text)) {
            return Optional.empty();
        }
        return meaning.equals("icon")
                ? icon(text)
                : Optional.of(text).filter(one -> one.lines().count() == 1);
    }

    /** A name without a prefix is one of the Dashboard Icons. */
    private static Optional<String> icon(String written) {
        if (written.startsWith("https://") || written.startsWith("http://")) {
            return Optional.of(written).filter(address -> !address.contains(" "));
        }
        String bare = written.replaceFirst("^auto-invert ", "");
        Matcher named = NAMED_ICON.matcher(bare);
        if (named.matches()) {
            String name = named.group(2).replaceFirst("\\.(png|svg|webp)$", "");
            return Optional.of(named.group(1) + ":" + name);
        }
        Matcher file = FILE_ICON.matcher(bare);
        return file.matches() ? Optional.of("di:" + file.group(1)) : Optional.empty();
    }

    private List<CarriedPart> withoutLabels(Tile tile, String widget) {
        Map<String, Object> containers = mapping(service.get("containers"));
        String name = names.of(tile.compose());
        Map<String, Object> container = mapping(containers.get(name));
        Map<String, Object> labels = mapping(container.get("labels"));
        List<CarriedPart> parts = new ArrayList<>();
        tile.labels().forEach(label -> {
            String meaning = DASHBOARDS
                    .getOrDefault(tile.dashboard(), Map.of())
                    .getOrDefault(label.key().substring(tile.dashboard().length() + 1), "");
            boolean isOfService = Set.of(TITLE, DESCRIPTION).contains(meaning) && service.containsKey(meaning);
            String to = isOfService ? meaning : widget;
            labels.remove(label.key());
            parts.add(new CarriedPart("services.%s.labels.%s".formatted(tile.compose(), label.key()), to));
            findings.moved(
                    Pointer.of("containers", name, "labels", label.key()), Pointer.of(to.replaceFirst("\\[.*", "")));
        });
        container.put("labels", labels);
        if (labels.isEmpty()) {
            container.remove("labels");
        }
        containers.put(name, container);
        service.put("containers", containers);
        return parts;
    }

    private static Map<String, Object> mapping(@Nullable Object value) {
        Map<String, Object> copy = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, one) -> copy.put(String.valueOf(key), one));
        }
        return copy;
    }
}
