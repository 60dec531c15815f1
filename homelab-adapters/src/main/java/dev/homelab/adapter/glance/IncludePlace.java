// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.glance;

import dev.homelab.spi.OwnedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the line of a page belongs: at the end of the first full column of the one page of that name. Found with certainty,
 * or not at all.
 *
 * @param edit what adds the line
 * @param unplaced why its place is unknown
 */
record IncludePlace(Optional<Edit> edit, Optional<String> unplaced) {

    /** A page, and the file it is in. */
    private record Found(String file, String text, YamlPlace page) {}

    /**
     * Looks for it.
     *
     * @param page in the form it has in the file's name
     * @param texts of the person's own files, by name
     */
    static IncludePlace of(String page, Map<String, String> texts) {
        List<Found> found = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        texts.forEach((file, text) -> YamlPlace.root(text)
                .ifPresentOrElse(
                        root -> pages(root).stream()
                                .filter(one -> isCalled(page, one))
                                .forEach(one -> found.add(new Found(file, text, one))),
                        () -> unreadable.add(file)));
        if (!unreadable.isEmpty()) {
            return nowhere("\"%s\" is not readable as YAML, so it may be the page's.".formatted(unreadable.get(0)));
        }
        if (found.size() != 1) {
            return nowhere(
                    found.isEmpty()
                            ? "no page of that name is written out in a file of the folder."
                            : "%d pages have that name.".formatted(found.size()));
        }
        return in(found.get(0), page);
    }

    private static List<YamlPlace> pages(YamlPlace root) {
        List<YamlPlace> pages = root.isList()
                ? root.entries()
                : root.at("pages").map(YamlPlace::entries).orElse(List.of());
        return pages.stream().filter(page -> page.at("columns").isPresent()).toList();
    }

    private static boolean isCalled(String page, YamlPlace found) {
        return found.text("name")
                .map(GlanceProvisioner::slug)
                .filter(page::equals)
                .isPresent();
    }

    private static IncludePlace in(Found found, String page) {
        if (OwnedText.isDamaged(found.text())) {
            return nowhere("\"%s\" is not UTF-8 text, so it cannot be written back; save it as UTF-8 first."
                    .formatted(found.file()));
        }
        List<YamlPlace> columns =
                found.page().at("columns").map(YamlPlace::entries).orElse(List.of());
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).text("size").filter("full"::equals).isPresent()) {
                String column = "column %d of page \"%s\""
                        .formatted(i + 1, found.page().text("name").orElse(page));
                return in(found, columns.get(i), column, PageFiles.name(page));
            }
        }
        return nowhere("the page has no full column that is written out in \"%s\".".formatted(found.file()));
    }

    private static IncludePlace in(Found found, YamlPlace column, String name, String file) {
        Optional<YamlPlace> widgets = column.at("widgets");
        if (widgets.isEmpty()) {
            return nowhere("%s has no \"widgets\" in \"%s\".".formatted(name, found.file()));
        }
        return widgets.get()
                .withEntry(found.text(), Includes.line(file))
                .map(added -> new IncludePlace(
                        Optional.of(
                                new Edit(found.file(), "the end of " + name, added.line(), found.text(), added.text())),
                        Optional.empty()))
                .orElseGet(() -> nowhere("the \"widgets\" of %s in \"%s\" are no plain list, one entry below the other."
                        .formatted(name, found.file())));
    }

    private static IncludePlace nowhere(String why) {
        return new IncludePlace(Optional.empty(), Optional.of(why));
    }
}
