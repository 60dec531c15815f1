// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.glance;

import dev.homelab.adapter.glance.page.PageFile;
import dev.homelab.spi.Folder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the files of a configuration folder are named: the main file, those of homelab, and candidates. */
final class PageFiles {

    static final String MAIN = "glance.yml";

    /** What a page's file says when there is no tile in it. */
    static final String NOTHING = new PageFile(List.of()).text();

    private static final Pattern OURS = Pattern.compile("homelab-([^.]+)\\.yml");
    private static final Pattern YAML = Pattern.compile(".*\\.ya?ml");
    private static final String CANDIDATE = ".homelab-candidate.yml";

    private PageFiles() {}

    static String name(String page) {
        return "homelab-" + page + ".yml";
    }

    /** Returns the page whose file has this name, if it is the name of one of ours. */
    static Optional<String> page(String file) {
        Matcher matcher = OURS.matcher(file);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    static boolean isOurs(String file) {
        return page(file).isPresent();
    }

    /** Returns the texts of all files that are neither ours nor candidates, by name. */
    static Map<String, String> texts(Folder folder) {
        Map<String, String> texts = new TreeMap<>();
        folder.files().stream()
                .filter(name -> isRead(name) && !isOurs(name))
                .forEach(name -> folder.read(name).ifPresent(text -> texts.put(name, text)));
        return texts;
    }

    /** Returns whether a file may be part of the configuration in force. */
    static boolean isRead(String file) {
        return YAML.matcher(file).matches() && !isCandidate(file);
    }

    static boolean isCandidate(String file) {
        return file.endsWith(CANDIDATE);
    }

    /** Returns the name under which a file is tried. */
    static String candidate(String file) {
        return file.replaceFirst("\\.ya?ml$", "") + CANDIDATE;
    }
}
