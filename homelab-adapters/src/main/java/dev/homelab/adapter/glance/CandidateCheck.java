// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.glance;

import dev.homelab.adapter.glance.GlanceProgram.Answer;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.Folder;
import dev.homelab.spi.Folder.Access;
import dev.homelab.spi.Folder.NewFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tries files before they are swapped in: copies of them, and of what includes them, lie beside those in force while Glance
 * says what it makes of them.
 */
final class CandidateCheck {

    private final Folder folder;
    private final Optional<GlanceProgram> program;

    CandidateCheck(Folder folder, Optional<GlanceProgram> program) {
        this.folder = folder;
        this.program = program;
    }

    /**
     * Asks what Glance would make of these files in place of those that are there. No file is kept; what a run that
     * was killed has left goes, too.
     */
    Answer judge(Map<String, String> changed) {
        if (program.isEmpty()) {
            return Answer.NONE;
        }
        try {
            clear();
            write(changed);
            Answer answer = program.get().judge(PageFiles.candidate(PageFiles.MAIN));
            clear();
            return answer;
        } catch (TargetException e) {
            clearAfter(e);
            throw e;
        }
    }

    private void write(Map<String, String> changed) {
        Map<String, String> texts = PageFiles.texts(folder);
        List<String> present = folder.files();
        List.copyOf(texts.values()).stream()
                .flatMap(text -> Includes.in(text).stream())
                .filter(name -> PageFiles.isOurs(name) && !present.contains(name))
                .forEach(name -> texts.put(name, PageFiles.NOTHING)); // it may be the next to be written
        texts.putAll(changed);
        Set<String> ours = new TreeSet<>(texts.keySet());
        ours.removeIf(name -> !PageFiles.isOurs(name));
        Set<String> tried = tried(ours, texts);
        texts.keySet().retainAll(tried);
        folder.writeAll(texts.entrySet().stream()
                .map(file -> new NewFile(
                        PageFiles.candidate(file.getKey()),
                        Includes.renamed(
                                file.getValue(), other -> tried.contains(other) ? PageFiles.candidate(other) : other),
                        Access.SHARED,
                        Optional.of(file.getKey())))
                .toList());
    }

    /** Returns the names of all that must have a copy: what changes, what includes it, and what includes that. */
    private static Set<String> tried(Set<String> changed, Map<String, String> texts) {
        Set<String> tried = new TreeSet<>(changed);
        tried.add(PageFiles.MAIN);
        boolean more = true;
        while (more) {
            Set<String> around = new TreeSet<>(texts.keySet());
            around.removeIf(
                    name -> Includes.in(texts.getOrDefault(name, "")).stream().noneMatch(tried::contains));
            more = tried.addAll(around);
        }
        return tried;
    }

    private void clear() {
        List<String> candidates =
                folder.files().stream().filter(PageFiles::isCandidate).toList();
        if (!candidates.isEmpty()) {
            folder.deleteAll(candidates);
        }
    }

    private void clearAfter(TargetException failure) {
        try {
            clear();
        } catch (TargetException e) {
            failure.addSuppressed(e); // what is left goes with the next trial
        }
    }
}
