// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.glance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One page as visitors see it, cut down to what can be looked at.
 *
 * @param title of the page
 * @param slug of its address
 * @param widgets with their links, in the order they are written
 */
record Page(String title, String slug, List<Widget> widgets) {

    /**
     * One widget.
     *
     * @param type as written
     * @param title as written, or empty
     * @param links sites of a monitor, links of bookmarks
     */
    record Widget(String type, String title, List<Link> links) {}

    /**
     * Something to click on.
     *
     * @param title what a visitor reads
     * @param url where it leads
     */
    record Link(String title, String url) {}

    /** The page a valid part of a configuration describes. */
    static Page of(JsonNode page) {
        String title = page.path("name").asText();
        String slug = page.path("slug").asText(title.toLowerCase(Locale.ROOT).replaceAll("\\s+", "-"));
        List<Widget> widgets = new ArrayList<>();
        addAll(page.path("head-widgets"), widgets);
        page.path("columns").forEach(column -> addAll(column.path("widgets"), widgets));
        return new Page(title, slug, widgets);
    }

    private static void addAll(JsonNode nodes, List<Widget> widgets) {
        nodes.forEach(node -> {
            List<Link> links = new ArrayList<>();
            addLinks(node.path("sites"), links);
            node.path("groups").forEach(group -> addLinks(group.path("links"), links));
            widgets.add(
                    new Widget(node.path("type").asText(), node.path("title").asText(), links));
            addAll(node.path("widgets"), widgets);
        });
    }

    private static void addLinks(JsonNode nodes, List<Link> links) {
        nodes.forEach(node ->
                links.add(new Link(node.path("title").asText(), node.path("url").asText())));
    }
}
