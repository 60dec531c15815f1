// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.homepage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homelab.adapter.support.file.YamlText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines between the two marks of the section. They are read line by line and by the indentation that they are written with, so that what
 * people add to a tile keeps every byte; any other form was changed by hand.
 *
 * <pre>
 * - "Media":
 *     # homelab: home/films
 *     - "Films":
 *         href: "https://films.home.arpa"
 * </pre>
 */
final class SectionText {

    private static final Set<String> OURS = Set.of("href", "icon", "description", "siteMonitor");
    private static final Pattern GROUP = Pattern.compile("- (.*):");
    private static final Pattern MARK = Pattern.compile(" {4}# homelab: (\\S+)");
    private static final Pattern ENTRY = Pattern.compile(" {4}- (.*):");
    private static final Pattern KEY = Pattern.compile(" {8}([A-Za-z][A-Za-z0-9_-]*+):.*");
    private static final Pattern REST = Pattern.compile(" {8}.*");

    private SectionText() {}

    /** Returns the lines of entries that are in order. */
    static String write(List<SectionEntry> entries, String indentation) {
        StringBuilder text = new StringBuilder();
        String group = null;
        for (SectionEntry entry : entries) {
            ServiceTile tile = entry.tile();
            if (!tile.group().equals(group)) {
                group = tile.group();
                line(text, indentation, "- " + QuotedText.of(group) + ":");
            }
            entry.mark().ifPresent(mark -> line(text, indentation, "    # homelab: " + mark));
            line(text, indentation, "    - " + QuotedText.of(tile.title()) + ":");
            if (!tile.url().isEmpty()) {
                key(text, indentation, "href", tile.url());
            }
            tile.icon().ifPresent(icon -> key(text, indentation, "icon", icon));
            tile.description().ifPresent(words -> key(text, indentation, "description", words));
            tile.checkUrl().ifPresent(url -> key(text, indentation, "siteMonitor", url));
            entry.more().forEach(more -> text.append(more).append('\n'));
        }
        return text.toString();
    }

    private static void key(StringBuilder text, String indentation, String key, String value) {
        line(text, indentation, "        " + key + ": " + QuotedText.of(value));
    }

    private static void line(StringBuilder text, String indentation, String line) {
        text.append(indentation).append(line).append('\n');
    }

    /** Reads lines; empty if they have another form. */
    static Optional<List<SectionEntry>> read(List<String> lines, String indentation) {
        Reader reader = new Reader();
        for (String line : lines) {
            boolean isRead = line.isBlank()
                    ? reader.blank(line)
                    : line.startsWith(indentation) && reader.line(line.substring(indentation.length()), line);
            if (!isRead) {
                return Optional.empty();
            }
        }
        return reader.end();
    }

    /** Reads line by line; each method returns whether the line has its place there. */
    private static final class Reader {

        private final List<SectionEntry> entries = new ArrayList<>();
        private Optional<String> group = Optional.empty();
        private Optional<Mark> mark = Optional.empty();
        private Optional<String> title = Optional.empty();
        private final Map<String, String> fields = new HashMap<>();
        private final List<String> more = new ArrayList<>();

        /** Whether the lines that follow belong to a key of a person. */
        private boolean isMore;

        boolean blank(String line) {
            if (title.isPresent() && isMore) {
                more.add(line);
            }
            return true;
        }

        boolean line(String text, String whole) {
            Matcher found = GROUP.matcher(text);
            if (found.matches()) {
                finish();
                group = name(found.group(1));
                return mark.isEmpty() && group.isPresent();
            }
            found = MARK.matcher(text);
            if (found.matches()) {
                finish();
                boolean isInPlace = mark.isEmpty() && group.isPresent();
                mark = Mark.parse(found.group(1));
                return isInPlace && mark.isPresent();
            }
            found = ENTRY.matcher(text);
            if (found.matches()) {
                finish();
                title = name(found.group(1));
                return group.isPresent() && title.isPresent();
            }
            return title.isPresent() && ofEntry(text, whole);
        }

        private boolean ofEntry(String text, String whole) {
            Matcher key = KEY.matcher(text);
            boolean isKey = key.matches();
            if (isKey && OURS.contains(key.group(1))) {
                isMore = false;
                Optional<String> value = value(text.strip(), key.group(1));
                return value.isPresent() && fields.put(key.group(1), value.get()) == null;
            }
            isMore = isMore || isKey || text.strip().startsWith("#");
            more.add(whole);
            return isMore && REST.matcher(text).matches();
        }

        /** Ends the entry that is open, if there is one. */
        private void finish() {
            if (title.isPresent()) {
                ServiceTile tile = new ServiceTile(
                        mark.map(Mark::key).orElse(""),
                        group.orElse(""),
                        title.get(),
                        fields.getOrDefault("href", ""),
                        Optional.ofNullable(fields.get("icon")),
                        Optional.ofNullable(fields.get("description")),
                        Optional.ofNullable(fields.get("siteMonitor")));
                entries.add(new SectionEntry(mark, tile, more));
                mark = Optional.empty();
                title = Optional.empty();
                fields.clear();
                more.clear();
                isMore = false;
            }
        }

        Optional<List<SectionEntry>> end() {
            finish();
            return mark.isEmpty() ? Optional.of(List.copyOf(entries)) : Optional.empty();
        }

        private static Optional<String> name(String text) {
            return value("name: " + text, "name");
        }

        private static Optional<String> value(String line, String key) {
            return YamlText.read(Placeholders.hidden(line))
                    .map(tree -> tree.path(key))
                    .filter(JsonNode::isValueNode)
                    .filter(value -> !value.isNull())
                    .map(JsonNode::asText)
                    .map(Placeholders::shown);
        }
    }
}
