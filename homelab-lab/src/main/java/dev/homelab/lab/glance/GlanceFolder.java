// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.glance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homelab.lab.file.YamlTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A folder with {@code glance.yml} and what it includes. */
final class GlanceFolder {

    private static final String MAIN = "glance.yml";
    private static final String INCLUDED = "homelab-home.yml";

    private final Path folder;
    private final Variables variables;

    GlanceFolder(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.variables = new Variables(environment);
    }

    /**
     * What a look at the files brought.
     *
     * @param text the whole configuration, or what is wrong with it
     * @param valid which of the two
     */
    record Look(String text, boolean valid) {}

    /** Reads without judging more than includes and variables. */
    Look look() {
        return look(MAIN);
    }

    /** Reads in the same way, from another main file on. */
    Look look(String main) {
        try {
            return new Look(variables.replacedIn(Includes.read(folder.resolve(main))), true);
        } catch (InvalidConfigException e) {
            return new Look(String.valueOf(e.getMessage()), false);
        }
    }

    /**
     * Makes pages of what was read.
     *
     * @throws InvalidConfigException when Glance would not take it
     */
    static List<Page> pages(Look look) {
        if (!look.valid()) {
            throw new InvalidConfigException(look.text());
        }
        try {
            JsonNode config = YamlTree.read(look.text());
            ConfigCheck.check(config);
            List<Page> pages = new ArrayList<>();
            config.path("pages").forEach(page -> pages.add(Page.of(page)));
            return pages;
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigException(String.valueOf(e.getMessage()));
        }
    }

    /** Writes what a person has before the first run. */
    static void writeInitial(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(MAIN), INITIAL);
            Files.writeString(folder.resolve(INCLUDED), INITIAL_INCLUDED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final String INITIAL = """
            pages:
              - name: Home
                columns:
                  - size: full
                    widgets:
                      - type: bookmarks
                        title: My links
                        groups:
                          - title: Network
                            links:
                              - title: Router
                                url: http://192.0.2.1
                      - $include: homelab-home.yml
            """;

    private static final String INITIAL_INCLUDED = """
            - type: html
              source: <p>No services yet.</p>
            """;
}
