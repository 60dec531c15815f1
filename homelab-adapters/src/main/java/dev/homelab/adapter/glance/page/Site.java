// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.glance.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/**
 * A site of a monitor widget or a link among bookmarks, as it stands in a file. Ours carry a key that Glance does not know and passes over
 * (v0.8.5).
 *
 * @param node the map it is in YAML
 */
public record Site(JsonNode node) {

    /** In the order in which sites of one widget are written. */
    static final Comparator<Site> BY_TITLE = Comparator.comparing(Site::title, String.CASE_INSENSITIVE_ORDER)
            .thenComparing(site -> site.node.toString());

    private static final String TITLE = "title";
    private static final String URL = "url";
    private static final String CHECK_URL = "check-url";
    private static final String ICON = "icon";
    private static final Set<String> OURS = Set.of(TITLE, URL, CHECK_URL, ICON);

    /** Makes a site. Keys that a person added to the one it replaces stay. */
    public static Site of(Tile tile, Optional<Mark> mark, Optional<Site> replaced) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put(TITLE, tile.title());
        node.put(URL, tile.url());
        tile.checkUrl().ifPresent(url -> node.put(CHECK_URL, url));
        tile.icon().ifPresent(icon -> node.put(ICON, icon));
        replaced.ifPresent(old -> old.node.properties().stream()
                .filter(entry -> !OURS.contains(entry.getKey()) && !Mark.KEYS.contains(entry.getKey()))
                .forEach(entry -> node.set(entry.getKey(), entry.getValue())));
        mark.ifPresent(whose -> whose.write(node));
        return new Site(node);
    }

    /** Returns what its mark says. */
    public Optional<Mark> mark() {
        return Mark.read(node);
    }

    String title() {
        return GlanceVariables.shown(node.path(TITLE).asText());
    }

    /** Returns it as a resource. */
    Tile tile(String key, String page, String group, boolean isBookmark) {
        return new Tile(
                key,
                page,
                group,
                isBookmark,
                title(),
                GlanceVariables.shown(node.path(URL).asText()),
                text(ICON),
                text(CHECK_URL),
                Optional.empty());
    }

    private Optional<String> text(String key) {
        return Optional.ofNullable(node.get(key)).map(JsonNode::asText).map(GlanceVariables::shown);
    }
}
