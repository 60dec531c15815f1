// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.glance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.homelab.adapter.support.file.YamlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * The widgets of one page's file. Whatever people put there stays where it is; only comments get lost when the file is
 * written.
 *
 * @param groups in the order of the file
 */
record PageFile(List<Group> groups) {

    /** A page without tiles. Glance takes no empty list, and a person who starts may write the same. */
    private static final String EMPTY = """
            - type: html
              source: <p>No services yet.</p>
            """;

    private static final Pattern ALIAS = Pattern.compile("(?m)(^|[-:,\\[]\\s+)[&*]\\w");

    PageFile {
        groups = List.copyOf(groups);
    }

    /** Reads the text of a file; empty if that is no list of widgets, or uses what would be lost in writing it again. */
    static Optional<PageFile> parse(String text) {
        if (ALIAS.matcher(text).find()) {
            return Optional.empty();
        }
        return YamlText.read(text)
                .filter(root -> root.isArray() || root.isMissingNode() || root.isNull())
                .map(PageFile::of);
    }

    /** Returns whether there is nothing in it, or only what stands for nothing. */
    boolean isEmpty() {
        return groups.isEmpty();
    }

    /** Returns the text to write, without our mark. */
    String text() {
        if (isEmpty()) {
            return EMPTY;
        }
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        groups.forEach(group -> list.add(group.node()));
        return YamlText.rewrite(list);
    }

    /** Returns the first site that is asked for. */
    Optional<Site> find(Predicate<Site> wanted) {
        return groups.stream()
                .flatMap(group -> group.sites().stream())
                .filter(wanted)
                .findFirst();
    }

    /** Returns it with one more site, in a widget with this title. */
    PageFile with(String title, Site site) {
        List<Group> changed = new ArrayList<>(groups);
        for (int i = 0; i < changed.size(); i++) {
            if (changed.get(i).isMonitor() && changed.get(i).title().equals(title)) {
                changed.set(i, changed.get(i).with(site));
                return new PageFile(changed);
            }
        }
        changed.add(place(title), Group.named(title).with(site));
        return new PageFile(changed);
    }

    /** Returns it without some sites, and without widgets that were only there for them. */
    PageFile without(Predicate<Site> unwanted) {
        List<Group> rest = new ArrayList<>();
        for (Group group : groups) {
            Group left = group.without(unwanted);
            if (left.equals(group) || !left.isSpent()) {
                rest.add(left);
            }
        }
        return new PageFile(rest);
    }

    private int place(String title) {
        int at = 0;
        while (at < groups.size()
                && !(groups.get(at).hasOwned()
                        && title.compareToIgnoreCase(groups.get(at).title()) < 0)) {
            at++;
        }
        return at;
    }

    private static PageFile of(JsonNode root) {
        boolean nothing = YamlText.read(EMPTY).filter(root::equals).isPresent();
        return new PageFile(
                nothing
                        ? List.of()
                        : StreamSupport.stream(root.spliterator(), false)
                                .map(Group::new)
                                .toList());
    }
}
