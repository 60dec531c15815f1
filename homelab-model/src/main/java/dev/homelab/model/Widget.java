// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model;

import dev.homelab.model.pattern.NullTolerant;
import dev.homelab.model.pattern.Patterns;
import dev.homelab.model.value.Hostname;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A service's tile on the dashboard: a site that is checked, a bookmark, or a widget in the dashboard's own words.
 *
 * @param page the page it is on; {@code Home} when absent
 * @param group the heading it stands under; the service's category when absent
 * @param title what people read on it; the title of the service when absent
 * @param icon in the words of the dashboard, such as {@code si:jellyfin}; none when absent
 * @param hostname the hostname of the route that it leads to; the first page of the service when absent
 * @param path where it leads below that route, such as {@code /admin}; the route's own page when absent
 * @param bookmark whether it is a mere link, without a check whether the service is up; {@code false} when absent
 * @param checkPath a path that answers without a sign-in, for the dashboard's light; the first page when absent
 * @param glance a whole widget of Glance by its keys there, in the place of a tile; empty for a tile
 */
public record Widget(
        Optional<
                        @Pattern(
                                regexp = "^[A-Za-z0-9][A-Za-z0-9 -]*$",
                                message = "must be letters, digits and spaces, such as Home")
                        String>
                page,
        Optional<@Pattern(regexp = Patterns.TEXT, message = "must not be empty, such as Media") String> group,
        Optional<@Pattern(regexp = Patterns.TEXT, message = "must not be empty, such as Admin") String> title,
        Optional<
                        @Pattern(
                                regexp = "^(?=.{1,200}$)\\S+( \\S+)*$",
                                message = "must name an icon, such as si:jellyfin")
                        String>
                icon,
        Optional<@Valid Hostname> hostname,
        Optional<@Pattern(regexp = "^/\\S*$", message = "must be a path, such as /admin") String> path,
        Optional<Boolean> bookmark,
        Optional<@Pattern(regexp = "^/\\S*$", message = "must be a path, such as /health") String> checkPath,
        Map<String, @NotNull(message = "must have a value, such as custom-api") Object> glance) {

    public Widget {
        glance = NullTolerant.of(glance);
    }

    /** Returns whether it is a widget in the dashboard's own words. */
    public boolean isRaw() {
        return !glance.isEmpty();
    }

    /** Returns whether it is a mere link. */
    public boolean isBookmark() {
        return bookmark.orElse(false);
    }

    /** Returns the page it is on. */
    public String pageOrDefault() {
        return page.orElse("Home");
    }

    /** Returns the heading it stands under, for a service of this category. */
    public String groupIn(String category) {
        return group.orElseGet(() -> category.substring(0, 1).toUpperCase(Locale.ROOT) + category.substring(1));
    }
}
