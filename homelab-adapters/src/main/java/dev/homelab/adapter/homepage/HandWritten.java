// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.homepage;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * What people wrote into {@code services.yaml}, outside of the section.
 *
 * @param indentation of the list of groups
 * @param groups the names of all groups, also of those within others
 * @param tiles the entries of groups, without keys
 * @param said all of it in one form, to be compared
 */
record HandWritten(String indentation, TreeSet<String> groups, List<ServiceTile> tiles, List<String> said) {

    /**
     * Reads a text; empty if it is no list of groups, one below the other.
     *
     * @param begin the first line of the section, from 0 on
     * @param end its last line
     */
    static Optional<HandWritten> read(String text, int begin, int end) {
        HandWritten read = new HandWritten("", new TreeSet<>(), new ArrayList<>(), new ArrayList<>());
        try {
            LoaderOptions options = new LoaderOptions();
            options.setCodePointLimit(Integer.MAX_VALUE);
            Node root = new Yaml(options).compose(new StringReader(Placeholders.hidden(text)));
            if (root == null
                    || (root instanceof ScalarNode nothing && nothing.getValue().isEmpty())) {
                return Optional.of(read);
            }
            if (!(root instanceof SequenceNode list) || list.getFlowStyle() == FlowStyle.FLOW) {
                return Optional.empty();
            }
            for (Node group : list.getValue()) {
                int line = group.getStartMark().getLine();
                if (line < begin || line > end) {
                    read.said.add(form(group));
                    read.add(group);
                }
            }
            String indentation = " ".repeat(root.getStartMark().getColumn());
            return Optional.of(new HandWritten(indentation, read.groups, read.tiles, read.said));
        } catch (YAMLException e) {
            return Optional.empty();
        }
    }

    private void add(Node group) {
        first(group).ifPresent(named -> {
            String name = text(named.getKeyNode());
            groups.add(name);
            if (named.getValueNode() instanceof SequenceNode entries) {
                entries.getValue()
                        .forEach(entry -> first(entry).ifPresent(within -> {
                            if (within.getValueNode() instanceof SequenceNode) {
                                add(entry);
                            } else {
                                tiles.add(tile(name, within));
                            }
                        }));
            }
        });
    }

    private static ServiceTile tile(String group, NodeTuple entry) {
        return new ServiceTile(
                "",
                group,
                text(entry.getKeyNode()),
                field(entry, "href").orElse(""),
                field(entry, "icon"),
                field(entry, "description"),
                field(entry, "siteMonitor"));
    }

    private static Optional<String> field(NodeTuple entry, String key) {
        return entry.getValueNode() instanceof MappingNode map
                ? map.getValue().stream()
                        .filter(field -> text(field.getKeyNode()).equals(key))
                        .findFirst()
                        .map(field -> text(field.getValueNode()))
                : Optional.empty();
    }

    /** Returns what Homepage takes of a map: its first key. */
    private static Optional<NodeTuple> first(Node node) {
        return node instanceof MappingNode map ? map.getValue().stream().findFirst() : Optional.empty();
    }

    private static String text(Node node) {
        return node instanceof ScalarNode scalar ? Placeholders.shown(scalar.getValue()) : "";
    }

    private static String form(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getTag() + " " + scalar.getValue().length() + ":" + scalar.getValue();
        }
        StringBuilder form = new StringBuilder();
        if (node instanceof SequenceNode list) {
            list.getValue().forEach(element -> form.append(form(element)).append(','));
            return "[" + form + "]";
        }
        if (node instanceof MappingNode map) {
            map.getValue()
                    .forEach(entry -> form.append(form(entry.getKeyNode()))
                            .append('=')
                            .append(form(entry.getValueNode()))
                            .append(','));
        }
        return "{" + form + "}";
    }
}
