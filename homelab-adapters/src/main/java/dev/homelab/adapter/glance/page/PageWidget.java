// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.glance.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.adapter.support.file.YamlDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/**
 * A widget of a page, as it stands in a file. One of type {@code monitor} is a group of sites, one of type {@code bookmarks}
 * has several; what others hold does not matter here. One with a mark of its own is the tile of a service as a whole.
 *
 * @param node the map it is in YAML
 */
public record PageWidget(JsonNode node) {

    private static final String TYPE = "type";
    private static final String TITLE = "title";
    private static final String GROUPS = "groups";
    private static final String BOOKMARKS = "bookmarks";
    private static final Set<String> OURS = Set.of(TYPE, TITLE, GROUPS);

    /** Makes a widget that has one group. */
    static PageWidget of(Group group) {
        if (!group.isBookmarks()) {
            return new PageWidget(group.node());
        }
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put(TYPE, BOOKMARKS).put(TITLE, "Bookmarks").putArray(GROUPS).add(group.node());
        return new PageWidget(node);
    }

    /** Makes a widget of the keys that a definition has in Glance's own words. */
    public static PageWidget of(Map<String, ?> keys) {
        return new PageWidget(read(YamlDocument.written(keys)));
    }

    /** Makes the widget that a tile is. */
    static PageWidget of(YamlDocument widget, Optional<Mark> mark) {
        ObjectNode node = ((ObjectNode) read(widget)).deepCopy();
        mark.ifPresent(whose -> whose.write(node));
        return new PageWidget(node);
    }

    /** Variables in it stay variables: they are Glance's. */
    private static JsonNode read(YamlDocument widget) {
        return GlanceVariables.read(widget.text())
                .filter(JsonNode::isObject)
                .orElseGet(JsonNodeFactory.instance::objectNode);
    }

    /** Returns whose tile the whole widget is. */
    public Optional<Mark> mark() {
        return Mark.read(node);
    }

    /** Returns the whole widget as a resource. */
    public Tile tile(String key, String page) {
        ObjectNode plain = ((ObjectNode) node).deepCopy();
        plain.remove(Mark.KEYS);
        String type = GlanceVariables.shown(node.path(TYPE).asText());
        return new Tile(
                key,
                page,
                "",
                false,
                title().isEmpty() ? type : title(),
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.of(YamlDocument.of(GlanceVariables.write(plain))));
    }

    String title() {
        return GlanceVariables.shown(node.path(TITLE).asText());
    }

    boolean isBookmarks() {
        return mark().isEmpty() && node.path(TYPE).asText().equals(BOOKMARKS);
    }

    List<Group> groups() {
        if (mark().isEmpty() && Group.isMonitor(node)) {
            return List.of(new Group(node, false));
        }
        return isBookmarks()
                ? StreamSupport.stream(node.path(GROUPS).spliterator(), false)
                        .map(group -> new Group(group, true))
                        .toList()
                : List.of();
    }

    boolean hasOwned() {
        return mark().isPresent() || groups().stream().anyMatch(Group::hasOwned);
    }

    /** Returns it with one more site in the group of this title; empty if it has no such group. */
    Optional<PageWidget> with(String title, boolean bookmark, Site site) {
        List<Group> changed = new ArrayList<>(groups());
        for (int i = 0; i < changed.size(); i++) {
            if (changed.get(i).isBookmarks() == bookmark
                    && changed.get(i).title().equals(title)) {
                changed.set(i, changed.get(i).with(site));
                return Optional.of(with(changed));
            }
        }
        return Optional.empty();
    }

    /** Returns a widget of bookmarks with one more group, in its place among those that hold what is owned. */
    PageWidget with(Group group) {
        List<Group> changed = new ArrayList<>(groups());
        int at = 0;
        while (at < changed.size()
                && !(changed.get(at).hasOwned()
                        && group.title().compareToIgnoreCase(changed.get(at).title()) < 0)) {
            at++;
        }
        changed.add(at, group);
        return with(changed);
    }

    /** Returns it without some sites, and without groups that were only there for them; empty if it was, too. */
    Optional<PageWidget> without(Predicate<Mark> unwanted) {
        if (mark().isPresent()) {
            return mark().filter(unwanted).isPresent() ? Optional.empty() : Optional.of(this);
        }
        List<Group> groups = groups();
        List<Group> rest = new ArrayList<>();
        for (Group group : groups) {
            Group left = group.without(unwanted);
            if (left.equals(group) || !left.isSpent()) {
                rest.add(left);
            }
        }
        if (rest.equals(groups)) {
            return Optional.of(this);
        }
        return rest.isEmpty() && isOnlyOurs() ? Optional.empty() : Optional.of(with(rest));
    }

    private boolean isOnlyOurs() {
        return !isBookmarks() || node.properties().stream().allMatch(entry -> OURS.contains(entry.getKey()));
    }

    private PageWidget with(List<Group> groups) {
        if (!isBookmarks()) {
            return new PageWidget(groups.get(0).node());
        }
        ObjectNode changed = node.deepCopy();
        ArrayNode list = changed.putArray(GROUPS);
        groups.forEach(group -> list.add(group.node()));
        return new PageWidget(changed);
    }
}
