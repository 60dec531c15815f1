// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.glance.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.homelab.adapter.support.file.YamlText;
import dev.homelab.provision.Owner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/**
 * The widgets of one page's file. Whatever people put there stays where it is; only comments get lost when the file is
 * written.
 *
 * @param widgets in the order of the file
 */
public record PageFile(List<PageWidget> widgets) {

    /** A page without tiles. Glance takes no empty list, and a new user may write the same. */
    private static final String EMPTY = """
            - type: html
              source: <p>No services yet.</p>
            """;

    public PageFile {
        widgets = List.copyOf(widgets);
    }

    /** Reads the text of a file; empty if that is no list of widgets, or uses what would be lost in writing it again. */
    public static Optional<PageFile> parse(String text) {
        return GlanceVariables.read(text)
                .filter(root -> root.isArray() || root.isMissingNode() || root.isNull())
                .map(PageFile::of);
    }

    /** Returns whether there is nothing in it, or only what stands for nothing. */
    public boolean isEmpty() {
        return widgets.isEmpty();
    }

    /** Returns the text to write, without our mark. */
    public String text() {
        if (isEmpty()) {
            return EMPTY;
        }
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        widgets.forEach(widget -> list.add(widget.node()));
        return GlanceVariables.write(list);
    }

    /** Returns what holds sites, in the order of the file. */
    public List<Group> groups() {
        return widgets.stream().flatMap(widget -> widget.groups().stream()).toList();
    }

    /** Returns what is a tile as a whole, in the order of the file. */
    public List<PageWidget> wholes() {
        return widgets.stream().filter(widget -> widget.mark().isPresent()).toList();
    }

    /** Returns it with a tile in the place of what has the same mark. */
    public PageFile with(Tile tile, Optional<Owner> owner, Predicate<Mark> old) {
        Optional<Mark> mark = Mark.of(owner, tile.key());
        PageFile rest = without(old);
        if (tile.glance().isPresent()) {
            PageWidget widget = PageWidget.of(tile.glance().get(), mark);
            List<PageWidget> changed = new ArrayList<>(rest.widgets);
            changed.add(rest.place(widget.title()), widget);
            return new PageFile(changed);
        }
        Optional<Site> replaced = groups().stream()
                .flatMap(group -> group.sites().stream())
                .filter(site -> site.mark().filter(old).isPresent())
                .findFirst();
        return rest.with(tile.group(), tile.bookmark(), Site.of(tile, mark, replaced));
    }

    /** Returns it with one more site under this heading, among bookmarks or not. */
    private PageFile with(String title, boolean bookmark, Site site) {
        List<PageWidget> changed = new ArrayList<>(widgets);
        for (int i = 0; i < changed.size(); i++) {
            Optional<PageWidget> more = changed.get(i).with(title, bookmark, site);
            if (more.isPresent()) {
                changed.set(i, more.get());
                return new PageFile(changed);
            }
        }
        Group group = Group.named(title, bookmark).with(site);
        PageWidget widget = PageWidget.of(group);
        for (int i = 0; bookmark && i < changed.size(); i++) {
            if (changed.get(i).isBookmarks() && changed.get(i).title().equals(widget.title())) {
                changed.set(i, changed.get(i).with(group));
                return new PageFile(changed);
            }
        }
        changed.add(place(widget.title()), widget);
        return new PageFile(changed);
    }

    /** Returns it without some tiles, and without widgets that were only there for them. */
    public PageFile without(Predicate<Mark> unwanted) {
        return new PageFile(widgets.stream()
                .flatMap(widget -> widget.without(unwanted).stream())
                .toList());
    }

    private int place(String title) {
        int at = 0;
        while (at < widgets.size()
                && !(widgets.get(at).hasOwned()
                        && title.compareToIgnoreCase(widgets.get(at).title()) < 0)) {
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
                                .map(PageWidget::new)
                                .toList());
    }
}
