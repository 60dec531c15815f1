// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer;

import dev.homelab.problem.Where;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What converting one project brings to light, and which key of the definition came from which of the project. */
final class Findings {

    private final ComposeProject project;
    private final Set<NotCarried> notCarried = new LinkedHashSet<>();
    private final Set<String> raw = new LinkedHashSet<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private final Map<String, String> origins = new LinkedHashMap<>();
    private final Map<String, String> files = new TreeMap<>();

    Findings(ComposeProject project) {
        this.project = project;
        notes.addAll(project.notes());
    }

    ComposeProject project() {
        return project;
    }

    /** Says that the definition does not say this; only in a note, if it changes nothing on an engine. */
    void lost(String pointer, String reason) {
        if (KeyTable.isIdle(reason)) {
            note(Pointer.shown(pointer) + ": " + reason);
            return;
        }
        notCarried.add(new NotCarried(Pointer.shown(pointer), reason, project.placeOf(pointer)));
    }

    /** Says that the definition does not say this of something that is no key of the project. */
    void lost(String key, String reason, Where where) {
        notCarried.add(new NotCarried(key, reason, where));
    }

    /** Says that another key of the definition says what this one would. */
    void moved(String from, String to) {
        Optional.ofNullable(origins.remove(from)).ifPresent(pointer -> {
            if (project.comments().containsKey(pointer)) {
                origins.putIfAbsent(to, pointer);
            }
        });
    }

    /** Says that this stands in the definition in the words of Compose. */
    void raw(String pointer) {
        raw.add(Pointer.shown(pointer));
    }

    void note(String sentence) {
        notes.add(sentence);
    }

    /** Says which key of the project a key of the definition is made from. */
    void from(String definition, String pointer) {
        origins.putIfAbsent(definition, pointer);
    }

    /** Puts a file beside the definition. */
    void file(String path, String text) {
        files.put(path, text);
    }

    List<NotCarried> notCarried() {
        return List.copyOf(notCarried);
    }

    List<String> raw() {
        return List.copyOf(raw);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    Map<String, String> files() {
        return files;
    }

    /** Returns the comments by the keys of the definition that are made from what they are about. */
    Map<String, Comment> comments() {
        Map<String, Comment> comments = new TreeMap<>();
        origins.forEach((definition, pointer) -> {
            Comment comment = project.comments().get(pointer);
            if (comment != null) {
                comments.merge(definition, comment, Comment::and);
            }
        });
        return comments;
    }

    /** Returns the comments that are at no key of the definition. */
    List<String> otherComments() {
        List<String> lines = new ArrayList<>();
        Set<String> used = Set.copyOf(origins.values());
        project.comments().forEach((pointer, comment) -> {
            if (!used.contains(pointer)) {
                lines.addAll(comment.lines());
            }
        });
        return lines;
    }
}
