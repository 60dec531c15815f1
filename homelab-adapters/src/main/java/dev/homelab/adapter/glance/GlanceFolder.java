// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.glance;

import dev.homelab.adapter.glance.GlanceProgram.Answer;
import dev.homelab.adapter.glance.page.PageFile;
import dev.homelab.adapter.support.file.PrefetchingFolder;
import dev.homelab.problem.Problem;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.Folder;
import dev.homelab.spi.OwnedText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The folder of Glance's configuration: the person's own files, and one of ours for each page. */
final class GlanceFolder {

    private final PrefetchingFolder folder;
    private final GlanceProblems problems;
    private final CandidateCheck trial;
    private final Map<String, Optional<String>> unjudged = new TreeMap<>();

    GlanceFolder(PrefetchingFolder folder, GlanceProblems problems, CandidateCheck trial) {
        this.folder = folder;
        this.problems = problems;
        this.trial = trial;
    }

    /** Reads all files by one pass; what is asked for afterwards is answered from that, and from what is written here. */
    void fetch() {
        folder.fetch();
    }

    /** Returns the pages that have a file. */
    List<String> pages() {
        return folder.files().stream()
                .flatMap(file -> PageFiles.page(file).stream())
                .toList();
    }

    /** Returns what is in a page's file, by any author; nothing of one that cannot be read. */
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
            return Optional.of(problems.unreadable(PageFiles.name(page)));
        }
        boolean ours = file.owner()
                .filter(owner -> owner.homelab().equals(problems.mark().homelab()))
                .isPresent();
        return ours || content.get().isEmpty() ? Optional.empty() : Optional.of(problems.notOurs(PageFiles.name(page)));
    }

    /**
     * Writes a page's file, unless it has the same bytes already: Glance restarts after every write.
     *
     * @throws TargetException if Glance does not take it; nothing is changed then
     */
    void write(String page, PageFile content) {
        String text = new OwnedText(content.text(), Optional.of(problems.mark())).text();
        Optional<String> before = folder.read(PageFiles.name(page));
        if (before.equals(Optional.of(text))) {
            return;
        }
        if (!isTaken(Map.of(PageFiles.name(page), text))) {
            unjudged.putIfAbsent(page, before);
        }
        folder.write(PageFiles.name(page), text, Folder.Access.SHARED);
    }

    /**
     * Returns whether Glance takes these files; not so if it was not asked.
     *
     * @throws TargetException if it does not take them
     */
    private boolean isTaken(Map<String, String> changed) {
        Answer answer = trial.judge(changed);
        if (answer.refused()) {
            throw new TargetException(problems.refused(changed.keySet(), answer.refusal()));
        }
        return answer.asked();
    }

    /** Returns the pages that were written without a word of Glance's. */
    Set<String> unjudged() {
        return Set.copyOf(unjudged.keySet());
    }

    /** Takes those pages for good. */
    void keep() {
        unjudged.clear();
    }

    /** Puts those pages back as they were. */
    void rollBack() {
        unjudged.forEach((page, before) -> before.ifPresentOrElse(
                text -> folder.write(PageFiles.name(page), text, Folder.Access.SHARED),
                () -> folder.delete(PageFiles.name(page))));
        unjudged.clear();
    }

    boolean hasConfiguration() {
        return folder.read(PageFiles.MAIN).isPresent();
    }

    boolean hasFile(String page) {
        return folder.read(PageFiles.name(page)).isPresent();
    }

    /** Returns what the person's own files include. */
    List<String> included() {
        return texts().values().stream()
                .flatMap(text -> Includes.in(text).stream())
                .toList();
    }

    /** Returns the texts of the person's own files, by name. */
    Map<String, String> texts() {
        return PageFiles.texts(folder);
    }

    /**
     * Makes a page's file if there is none, and changes the file that is to include it.
     *
     * @throws TargetException if Glance does not take it; nothing is changed then
     */
    void include(String page, Optional<Edit> edit) {
        Map<String, String> changed = new TreeMap<>();
        if (!hasFile(page)) {
            changed.put(PageFiles.name(page), new OwnedText(PageFiles.NOTHING, Optional.of(problems.mark())).text());
        }
        edit.ifPresent(one -> changed.put(one.file(), one.after()));
        if (changed.isEmpty()) {
            return;
        }
        isTaken(changed);
        Optional.ofNullable(changed.get(PageFiles.name(page)))
                .ifPresent(text -> folder.write(PageFiles.name(page), text, Folder.Access.SHARED));
        edit.ifPresent(one -> {
            if (!folder.read(one.file()).equals(Optional.of(one.before()))) {
                throw new TargetException(problems.changedMeanwhile(one.file()));
            }
            folder.writeLike(one.file(), one.after(), one.file());
        });
    }

    private OwnedText text(String page) {
        return OwnedText.parse(folder.read(PageFiles.name(page)).orElse(""));
    }
}
