// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.homepage;

import dev.homelab.provision.Resource;
import java.util.Optional;

/**
 * One entry of a group, which Homepage calls a service.
 *
 * @param key the name of its service, with a number from its second tile on; for an entry without a mark, where it stands
 * @param group the heading it stands under
 * @param title what people read
 * @param url where a click leads; empty for an entry of a person that leads nowhere
 * @param icon in Homepage's words; none when absent
 * @param description what people read below the title; none when absent
 * @param checkUrl what Homepage asks to know whether it is up; it does not ask when absent
 */
public record ServiceTile(
        String key,
        String group,
        String title,
        String url,
        Optional<String> icon,
        Optional<String> description,
        Optional<String> checkUrl)
        implements Resource {

    /** Returns the same with another key. */
    ServiceTile withKey(String other) {
        return new ServiceTile(other, group, title, url, icon, description, checkUrl);
    }

    @Override
    public String fieldName(String path) {
        return path.equals("description") ? path : "widget." + path;
    }

    @Override
    public String summary() {
        return "%s under %s".formatted(title, group);
    }
}
