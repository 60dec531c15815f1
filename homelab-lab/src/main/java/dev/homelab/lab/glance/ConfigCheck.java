// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.glance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** What Glance asks of a configuration besides YAML; keys it does not know are ignored. */
final class ConfigCheck {

    private static final Set<String> WIDGETS = Set.of(
            "bookmarks",
            "calendar",
            "calendar-legacy",
            "change-detection",
            "clock",
            "custom-api",
            "dns-stats",
            "docker-containers",
            "extension",
            "group",
            "hacker-news",
            "html",
            "iframe",
            "lobsters",
            "markets",
            "monitor",
            "reddit",
            "releases",
            "repository",
            "rss",
            "search",
            "server-stats",
            "split-column",
            "to-do",
            "twitch-channels",
            "twitch-top-games",
            "videos",
            "weather");

    private ConfigCheck() {}

    /** Throws for the first thing that is wrong. */
    static void check(JsonNode config) {
        JsonNode pages = list(config, "pages", "config");
        if (pages.isEmpty()) {
            throw new InvalidConfigException("no pages configured");
        }
        for (int i = 0; i < pages.size(); i++) {
            checkPage(pages.get(i), i + 1);
        }
    }

    private static void checkPage(JsonNode page, int number) {
        String where = "page " + number;
        refuseIf(page.path("name").asText().isEmpty(), where + " has no name");
        JsonNode columns = list(page, "columns", where);
        refuseIf(columns.isEmpty(), where + " has no columns");
        boolean slim = page.path("width").asText().equals("slim");
        int most = slim ? 2 : 3;
        refuseIf(columns.size() > most, where + " has more than " + most + " columns");
        int full = 0;
        for (JsonNode column : columns) {
            String size = column.path("size").asText();
            refuseIf(!size.equals("full") && !size.equals("small"), where + ": size can only be either small or full");
            full += size.equals("full") ? 1 : 0;
            list(column, "widgets", where).forEach(ConfigCheck::checkWidget);
        }
        refuseIf(full < 1 || full > 2, where + " must have either 1 or 2 full width columns");
        list(page, "head-widgets", where).forEach(ConfigCheck::checkWidget);
    }

    private static void checkWidget(JsonNode widget) {
        String type = widget.path("type").asText();
        refuseIf(type.isEmpty(), "widget 'type' property is empty or not specified");
        refuseIf(!WIDGETS.contains(type), "unknown widget type: " + type);
        if (type.equals("monitor")) {
            list(widget, "sites", type).forEach(site -> checkLink(site, "monitor site"));
        }
        if (type.equals("bookmarks")) {
            list(widget, "groups", type)
                    .forEach(group -> list(group, "links", type).forEach(link -> checkLink(link, "bookmark")));
        }
        list(widget, "widgets", type).forEach(ConfigCheck::checkWidget);
    }

    private static void checkLink(JsonNode link, String kind) {
        refuseIf(link.path("title").asText().isEmpty(), kind + " has no title");
        refuseIf(
                link.path("url").asText().isEmpty(),
                kind + " \"" + link.path("title").asText() + "\" has no url");
    }

    /** A list that may be absent or null, but nothing else than a list. */
    private static JsonNode list(JsonNode parent, String key, String where) {
        JsonNode list = parent.path(key);
        refuseIf(
                !list.isArray() && !list.isNull() && !list.isMissingNode(),
                "yaml: unmarshal errors: " + key + " of " + where + " is no list");
        return list;
    }

    private static void refuseIf(boolean wrong, String message) {
        if (wrong) {
            throw new InvalidConfigException(message);
        }
    }
}
