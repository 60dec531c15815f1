// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.glance.page;

import dev.homelab.adapter.support.file.YamlDocument;
import dev.homelab.provision.Resource;
import java.util.Optional;

/**
 * One site of a monitor widget, one link among bookmarks, or one widget of any other kind.
 *
 * @param key the name of its service, with a number from its second tile on; for a site without a service, where it stands
 * @param page the page, in the form it has in the file's name: {@code media-room} for Media Room
 * @param group the heading it stands under; empty for a widget
 * @param bookmark whether it is a mere link
 * @param title what people read
 * @param url where a click leads; empty for a widget
 * @param icon in Glance's words; none when absent
 * @param checkUrl what Glance asks to know whether it is up; {@code url} when absent
 * @param glance the widget without our mark; absent for a site and a link
 */
public record Tile(
        String key,
        String page,
        String group,
        boolean bookmark,
        String title,
        String url,
        Optional<String> icon,
        Optional<String> checkUrl,
        Optional<YamlDocument> glance)
        implements Resource {

    @Override
    public String fieldName(String path) {
        return "widget." + path;
    }

    @Override
    public String summary() {
        return glance.isPresent()
                ? "%s on %s, a widget".formatted(title, page)
                : "%s on %s, %s %s".formatted(title, page, bookmark ? "a bookmark under" : "under", group);
    }
}
