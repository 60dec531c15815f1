// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.dsl;

import dev.homelab.model.Widget;
import dev.homelab.model.value.Hostname;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Collects what a {@link Widget} is to be. */
public final class WidgetBuilder {

    private Optional<String> page = Optional.empty();
    private Optional<String> group = Optional.empty();
    private Optional<String> title = Optional.empty();
    private Optional<String> icon = Optional.empty();
    private Optional<Hostname> hostname = Optional.empty();
    private Optional<String> path = Optional.empty();
    private Optional<Boolean> bookmark = Optional.empty();
    private Optional<String> checkPath = Optional.empty();
    private final Map<String, Object> glance = new LinkedHashMap<>();

    WidgetBuilder() {}

    public WidgetBuilder page(String name) {
        page = Optional.of(name);
        return this;
    }

    public WidgetBuilder group(String heading) {
        group = Optional.of(heading);
        return this;
    }

    public WidgetBuilder title(String text) {
        title = Optional.of(text);
        return this;
    }

    /** Leads to the route at this hostname. */
    public WidgetBuilder hostname(String name) {
        hostname = Optional.of(Hostname.of(name));
        return this;
    }

    /** Leads to a page below the route. */
    public WidgetBuilder path(String below) {
        path = Optional.of(below);
        return this;
    }

    public WidgetBuilder icon(String name) {
        icon = Optional.of(name);
        return this;
    }

    public WidgetBuilder bookmark() {
        return bookmark(true);
    }

    public WidgetBuilder bookmark(boolean value) {
        bookmark = Optional.of(value);
        return this;
    }

    public WidgetBuilder checkPath(String path) {
        checkPath = Optional.of(path);
        return this;
    }

    /** Adds a key of a widget of Glance that is shown in the place of a tile. */
    public WidgetBuilder glance(String key, Object value) {
        glance.put(key, value);
        return this;
    }

    Widget build() {
        return new Widget(page, group, title, icon, hostname, path, bookmark, checkPath, glance);
    }
}
