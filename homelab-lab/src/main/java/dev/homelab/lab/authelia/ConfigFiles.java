// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.authelia;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.lab.file.YamlTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of a configuration: filtered as templates, then merged; of two lists the last is taken. */
final class ConfigFiles {

    private static final Pattern INCLUDE =
            Pattern.compile("\\{\\{(-?) ?fileContent \"([^\"\\n]{1,200})\" \\| (n?)indent ([0-9]{1,2}) ?\\}\\}");

    private final Function<String, Path> place;
    private final List<String> names;

    ConfigFiles(Function<String, Path> place, List<String> names) {
        this.place = place;
        this.names = List.copyOf(names);
    }

    ObjectNode read() {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        for (String name : names) {
            try {
                JsonNode tree = YamlTree.read(filtered(text(name)));
                if (tree instanceof ObjectNode map) {
                    merge(all, map);
                } else if (!tree.isMissingNode()) {
                    throw new InvalidConfigException(
                            "failed to load configuration from file: cannot unmarshal !!seq into map");
                }
            } catch (IllegalArgumentException e) {
                throw new InvalidConfigException("failed to load configuration from file: " + e.getMessage());
            }
        }
        return all;
    }

    private static void merge(ObjectNode into, ObjectNode from) {
        from.properties().forEach(field -> {
            JsonNode there = into.path(field.getKey());
            if (there instanceof ObjectNode map && field.getValue() instanceof ObjectNode more) {
                merge(map, more);
            } else {
                into.set(field.getKey(), field.getValue());
            }
        });
    }

    private String filtered(String text) {
        Matcher include = INCLUDE.matcher(text);
        StringBuilder all = new StringBuilder();
        int end = 0;
        while (include.find()) {
            String before = plain(text.substring(end, include.start()));
            all.append(include.group(1).isEmpty() ? before : before.stripTrailing());
            String pad = " ".repeat(Integer.parseInt(include.group(4)));
            all.append(include.group(3).isEmpty() ? "" : "\n")
                    .append(pad)
                    .append(text(include.group(2)).replace("\n", "\n" + pad));
            end = include.end();
        }
        return all.append(plain(text.substring(end))).toString();
    }

    private static String plain(String text) {
        if (text.contains("{{")) {
            throw new InvalidConfigException("template: config.template: function not defined");
        }
        return text;
    }

    private String text(String name) {
        try {
            return Files.readString(place.apply(name));
        } catch (IOException e) {
            throw new InvalidConfigException("open " + name + ": no such file or directory");
        }
    }
}
