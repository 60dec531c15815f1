// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.glance;

import dev.homelab.adapter.support.file.Folder;
import dev.homelab.adapter.support.file.OwnedText;
import dev.homelab.problem.Problem;
import dev.homelab.provision.TargetException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The folder of Glance's configuration: the person's own files, and one of ours for each page. */
final class GlanceFolder {

    static final String MAIN = "glance.yml";

    private static final Pattern OURS = Pattern.compile("homelab-(.+)\\.yml");

    // as Glance v0.8.5 looks for it
    private static final Pattern INCLUDE = Pattern.compile("(?m)^[ \\t]*(?:-[ \\t]*)?[!$]include:[ \\t]*(.+)$");

    private final Folder folder;
    private final GlanceProblems problems;

    GlanceFolder(Folder folder, GlanceProblems problems) {
        this.folder = folder;
        this.problems = problems;
    }

    static String fileOf(String page) {
        return "homelab-" + page + ".yml";
    }

    /** Returns the pages that have a file. */
    List<String> pages() {
        return folder.files().stream()
                .map(OURS::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .toList();
    }

    /** Returns what is in a page's file, whoever wrote it; nothing of one that cannot be read. */
    PageFile look(String page) {
        return PageFile.parse(text(page).body()).orElse(new PageFile(List.of()));
    }

    /**
     * Returns what is in a page's file, in order to write it again.
     *
     * @throws TargetException if it is not ours to write
     */
    PageFile take(String page) {
        problem(page).ifPresent(problem -> {
            throw new TargetException(problem);
        });
        return look(page);
    }

    /** Returns why a page's file is not ours to write, if it is not. */
    Optional<Problem> problem(String page) {
        OwnedText file = text(page);
        Optional<PageFile> content = PageFile.parse(file.body());
        if (content.isEmpty()) {
            return Optional.of(problems.unreadable(fileOf(page)));
        }
        boolean ours = file.owner()
                .filter(owner -> owner.homelab().equals(problems.mark().homelab()))
                .isPresent();
        return ours || content.get().isEmpty() ? Optional.empty() : Optional.of(problems.notOurs(fileOf(page)));
    }

    /** Writes a page's file, unless it has the same bytes already: Glance starts anew after every write. */
    void write(String page, PageFile content) {
        String text = new OwnedText(content.text(), Optional.of(problems.mark())).text();
        if (!folder.read(fileOf(page)).equals(Optional.of(text))) {
            folder.write(fileOf(page), text, Folder.Access.SHARED);
        }
    }

    boolean hasConfiguration() {
        return folder.read(MAIN).isPresent();
    }

    /** Returns what the person's own files include. */
    List<String> included() {
        return folder.files().stream()
                .filter(name -> name.endsWith(".yml") && !OURS.matcher(name).matches())
                .flatMap(name -> folder.read(name).stream())
                .flatMap(text -> INCLUDE.matcher(text).results())
                .map(include -> include.group(1).strip().replaceFirst("^\\./", ""))
                .toList();
    }

    private OwnedText text(String page) {
        return OwnedText.parse(folder.read(fileOf(page)).orElse(""));
    }
}
