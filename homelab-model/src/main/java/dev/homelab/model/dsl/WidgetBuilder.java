// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.dsl;

import dev.homelab.model.Widget;
import java.util.Optional;

/** Collects what a {@link Widget} is to be. */
public final class WidgetBuilder {

    private Optional<String> page = Optional.empty();
    private Optional<String> group = Optional.empty();
    private Optional<String> icon = Optional.empty();
    private Optional<Boolean> bookmark = Optional.empty();
    private Optional<String> checkPath = Optional.empty();

    WidgetBuilder() {}

    public WidgetBuilder page(String name) {
        page = Optional.of(name);
        return this;
    }

    public WidgetBuilder group(String heading) {
        group = Optional.of(heading);
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

    Widget build() {
        return new Widget(page, group, icon, bookmark, checkPath);
    }
}
