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
 * Makes the tile of a service of what its labels for Glance or Homepage say. Labels that the tile says whole are taken away; where one
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

    /** Adds the tile to the definition, takes its labels away, and returns what became what. */
    List<CarriedPart> add() {
        List<CarriedPart> carried = new ArrayList<>();
        findings.project().tree().path("services").properties().forEach(entry -> {
            List<Forms.Pair> labels =
                    Forms.pairs(entry.getValue().path("labels"), Pointer.of("services", entry.getKey(), "labels"), '=');
            DASHBOARDS.forEach((dashboard, meanings) -> {
                List<Forms.Pair> own = labels.stream()
                        .filter(label -> label.key().startsWith(dashboard + "."))
                        .toList();
                if (!own.isEmpty()) {
                    carried.addAll(tile(entry.getKey(), dashboard, own));
                }
            });
        });
        return carried;
    }

    private List<CarriedPart> tile(String compose, String dashboard, List<Forms.Pair> labels) {
        Optional<Inventory> inventory = options.inventory();
        if (inventory.isEmpty()) {
            return List.of();
        }
        String key = "services.%s.labels".formatted(compose);
        Map<String, String> meanings = DASHBOARDS.getOrDefault(dashboard, Map.of());
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
        Optional<String> reason = refusal(inventory.get(), said);
        if (reason.isPresent()) {
            findings.note("%s: labels of %s stay labels. %s".formatted(key, dashboard, reason.get()));
            return List.of();
        }
        Map<String, Object> widget = new LinkedHashMap<>();
        Optional.ofNullable(said.get("group")).ifPresent(group -> widget.put("group", group));
        Optional.ofNullable(said.get("icon")).ifPresent(icon -> widget.put("icon", icon));
        service.put("widget", Language.ordered(Widget.class, widget));
        for (String text : List.of(TITLE, DESCRIPTION)) {
            Optional.ofNullable(said.get(text)).ifPresent(value -> service.put(text, value));
        }
        if (!rest.isEmpty()) {
            findings.note("%s: \"widget\" has no form for %s, so labels of %s stay beside it."
                    .formatted(key, String.join(", ", rest), dashboard));
            return List.of();
        }
        return withoutLabels(compose, dashboard, labels);
    }

    private Optional<String> refusal(Inventory inventory, Map<String, String> said) {
        if (inventory.target(Wave.PRESENTATION).isEmpty()) {
            return Optional.of("A tile needs a target of kind glance, and the inventory has none.");
        }
        if (service.containsKey("widget")) {
            return Optional.of("A service has one tile, and another label describes it.");
        }
        Optional<String> page = page(inventory);
        if (page.isEmpty()) {
            return Optional.of("A tile leads to the first route of its service, and this one has none.");
        }
        String href = said.getOrDefault("href", "");
        return href.isEmpty() || address(href).equals(page)
                ? Optional.empty()
                : Optional.of("It leads to %s, and a tile leads to the first route of its service, %s."
                        .formatted(href, page.get()));
    }

    /** Returns the name and the path of the first page. */
    private Optional<String> page(Inventory inventory) {
        if (!(service.get("routes") instanceof List<?> routes)) {
            return Optional.empty();
        }
        String usual = service.get("name") + "." + inventory.domain();
        for (Object element : routes) {
            Map<String, Object> route = mapping(element);
            String hostname = String.valueOf(route.getOrDefault("hostname", usual));
            if (!route.containsKey("protocol") && !route.containsKey("pathPattern") && !hostname.startsWith("*")) {
                return Optional.of(hostname + route.getOrDefault("path", ""));
            }
        }
        return Optional.empty();
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

    private List<CarriedPart> withoutLabels(String compose, String dashboard, List<Forms.Pair> tile) {
        Map<String, Object> containers = mapping(service.get("containers"));
        String name = names.of(compose);
        Map<String, Object> container = mapping(containers.get(name));
        Map<String, Object> labels = mapping(container.get("labels"));
        List<CarriedPart> parts = new ArrayList<>();
        tile.forEach(label -> {
            String meaning = DASHBOARDS
                    .getOrDefault(dashboard, Map.of())
                    .getOrDefault(label.key().substring(dashboard.length() + 1), "");
            String to = Set.of(TITLE, DESCRIPTION).contains(meaning) ? meaning : "widget";
            labels.remove(label.key());
            parts.add(new CarriedPart("services.%s.labels.%s".formatted(compose, label.key()), to));
            findings.moved(Pointer.of("containers", name, "labels", label.key()), Pointer.of(to));
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
