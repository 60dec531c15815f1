// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model;

import dev.homelab.model.pattern.Patterns;
import jakarta.validation.constraints.Pattern;
import java.util.Locale;
import java.util.Optional;

/**
 * A service's tile on the dashboard.
 *
 * @param page the page it is on; {@code Home} when absent
 * @param group the heading it stands under; the service's category when absent
 * @param icon in the words of the dashboard, such as {@code si:jellyfin}; none when absent
 * @param bookmark whether it is a mere link, without a check whether the service is up; {@code false} when absent
 * @param checkPath a path that answers without a sign-in, for the dashboard's light; the first page when absent
 */
public record Widget(
        Optional<
                        @Pattern(
                                regexp = "^[A-Za-z0-9][A-Za-z0-9 -]*$",
                                message = "must be letters, digits and spaces, such as Home")
                        String>
                page,
        Optional<@Pattern(regexp = Patterns.TEXT, message = "must not be empty, such as Media") String> group,
        Optional<
                        @Pattern(
                                regexp = "^(?=.{1,200}$)\\S+( \\S+)*$",
                                message = "must name an icon, such as si:jellyfin")
                        String>
                icon,
        Optional<Boolean> bookmark,
        Optional<@Pattern(regexp = "^/\\S*$", message = "must be a path, such as /health") String> checkPath) {

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
