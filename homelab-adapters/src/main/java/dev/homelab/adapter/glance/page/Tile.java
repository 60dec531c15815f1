// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.glance.page;

import dev.homelab.provision.Resource;
import java.util.Optional;

/**
 * One site of a monitor widget, or one link among bookmarks.
 *
 * @param key the name of its service; for a site without a service, where it stands
 * @param page the page, in the form it has in the file's name: {@code media-room} for Media Room
 * @param group the heading it stands under
 * @param bookmark whether it is a mere link
 * @param title what people read
 * @param url where a click leads
 * @param icon in Glance's words; none when absent
 * @param checkUrl what Glance asks to know whether it is up; {@code url} when absent
 */
public record Tile(
        String key,
        String page,
        String group,
        boolean bookmark,
        String title,
        String url,
        Optional<String> icon,
        Optional<String> checkUrl)
        implements Resource {

    @Override
    public String fieldName(String path) {
        return "widget." + path;
    }

    @Override
    public String summary() {
        return "%s on %s, %s %s".formatted(title, page, bookmark ? "a bookmark under" : "under", group);
    }
}
