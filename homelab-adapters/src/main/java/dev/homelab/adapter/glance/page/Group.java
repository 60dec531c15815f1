// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.glance.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/**
 * Sites under one heading, as they stand in a file: a widget of type {@code monitor}, or a group of one of type
 * {@code bookmarks}.
 *
 * @param node the map it is in YAML
 * @param isBookmarks which of the two
 */
public record Group(JsonNode node, boolean isBookmarks) {

    private static final String TYPE = "type";
    private static final String TITLE = "title";
    private static final String SITES = "sites";
    private static final String LINKS = "links";
    private static final String MONITOR = "monitor";
    private static final Set<String> OURS = Set.of(TYPE, TITLE, SITES, LINKS);

    /** Makes one without sites. */
    static Group named(String title, boolean isBookmarks) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        if (!isBookmarks) {
            node.put(TYPE, MONITOR);
        }
        node.put(TITLE, title).putArray(isBookmarks ? LINKS : SITES);
        return new Group(node, isBookmarks);
    }

    static boolean isMonitor(JsonNode widget) {
        return widget.path(TYPE).asText().equals(MONITOR);
    }

    public String title() {
        return GlanceVariables.shown(node.path(TITLE).asText());
    }

    public List<Site> sites() {
        return StreamSupport.stream(node.path(list()).spliterator(), false)
                .map(Site::new)
                .toList();
    }

    boolean hasOwned() {
        return sites().stream().anyMatch(Group::isOwned);
    }

    /** Returns whether nothing is in it that would be missed. */
    boolean isSpent() {
        return sites().isEmpty() && node.properties().stream().allMatch(entry -> OURS.contains(entry.getKey()));
    }

    /** Returns it with one more site, in its place among those that are owned. */
    public Tile tile(Site site, String key, String page) {
        return site.tile(key, page, title(), isBookmarks());
    }

    Group with(Site site) {
        List<Site> sites = new ArrayList<>(sites());
        int at = 0;
        while (at < sites.size() && !(isOwned(sites.get(at)) && Site.BY_TITLE.compare(site, sites.get(at)) < 0)) {
            at++;
        }
        sites.add(at, site);
        return with(sites);
    }

    /** Returns it without some sites; itself if it has none of them. */
    Group without(Predicate<Mark> unwanted) {
        List<Site> sites = sites();
        List<Site> rest = sites.stream()
                .filter(site -> site.mark().filter(unwanted).isEmpty())
                .toList();
        return rest.size() == sites.size() ? this : with(rest);
    }

    private Group with(List<Site> sites) {
        ObjectNode changed = node.deepCopy();
        ArrayNode list = changed.putArray(list());
        sites.forEach(site -> list.add(site.node()));
        return new Group(changed, isBookmarks);
    }

    private String list() {
        return isBookmarks ? LINKS : SITES;
    }

    private static boolean isOwned(Site site) {
        return site.mark().isPresent();
    }
}
