// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.glance;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A site of a monitor widget, or a link among bookmarks, in a file that a person wrote.
 *
 * @param file the name of the file
 * @param page the name of the page, as people read it
 * @param group the heading it stands under; empty for none
 * @param isBookmark whether it is a mere link
 * @param site where it stands
 * @param list where the list of which it is a part stands: the sites of a widget
 * @param holder where the widget or the group of links stands that has this list
 */
record WrittenTile(
        String file, String page, String group, boolean isBookmark, YamlPlace site, YamlPlace list, YamlPlace holder) {

    /** What Glance calls a monitor that has no title. */
    private static final String UNTITLED = "Monitor";

    /**
     * Returns those of all pages, in the order of the files.
     *
     * @param texts of the person's own files, by name
     */
    static List<WrittenTile> in(Map<String, String> texts) {
        Finder finder = new Finder(texts);
        texts.keySet().forEach(finder::pages);
        return finder.found;
    }

    Optional<String> text(String key) {
        return site.text(key);
    }

    /** Looks through pages, and through the files that they include. */
    private static final class Finder {

        private final Map<String, String> texts;
        private final List<WrittenTile> found = new ArrayList<>();

        /** A file that includes itself ends here. */
        private final Set<String> open = new HashSet<>();

        Finder(Map<String, String> texts) {
            this.texts = texts;
        }

        void pages(String file) {
            root(file).ifPresent(root -> {
                List<YamlPlace> pages = root.isList()
                        ? root.entries()
                        : root.at("pages").map(YamlPlace::entries).orElse(List.of());
                pages.forEach(page -> page.text("name").ifPresent(name -> {
                    page.at("head-widgets").ifPresent(widgets -> widgets(file, name, widgets));
                    page.at("columns")
                            .map(YamlPlace::entries)
                            .orElse(List.of())
                            .forEach(column -> column.at("widgets").ifPresent(widgets -> widgets(file, name, widgets)));
                }));
            });
        }

        private Optional<YamlPlace> root(String file) {
            return Optional.ofNullable(texts.get(file)).flatMap(YamlPlace::root);
        }

        private void widgets(String file, String page, YamlPlace widgets) {
            for (YamlPlace widget : widgets.entries()) {
                widget.text("$include").or(() -> widget.text("!include")).ifPresent(name -> included(page, name));
                widget.at("widgets").ifPresent(within -> widgets(file, page, within));
                String type = widget.text("type").orElse("");
                if (type.equals("monitor")) {
                    sites(file, page, widget.text("title").orElse(UNTITLED), false, widget, "sites");
                }
                if (type.equals("bookmarks")) {
                    widget.at("groups")
                            .map(YamlPlace::entries)
                            .orElse(List.of())
                            .forEach(group ->
                                    sites(file, page, group.text("title").orElse(""), true, group, "links"));
                }
            }
        }

        private void included(String page, String name) {
            String file = name.strip().replaceFirst("^\\./", "");
            if (open.add(file)) {
                root(file).filter(YamlPlace::isList).ifPresent(root -> widgets(file, page, root));
                open.remove(file);
            }
        }

        private void sites(String file, String page, String group, boolean isBookmark, YamlPlace holder, String key) {
            holder.at(key)
                    .ifPresent(list -> list.entries()
                            .forEach(site ->
                                    found.add(new WrittenTile(file, page, group, isBookmark, site, list, holder))));
        }
    }
}
