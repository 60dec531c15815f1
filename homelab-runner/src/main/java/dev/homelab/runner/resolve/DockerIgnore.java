// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.resolve;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The patterns of a {@code .dockerignore}: which files of a folder are not sent to a build. Pure.
 *
 * <p>Two stars within a name, as in {@code a**b}, stand for a part of that name here and for folders too at Docker, which reads the
 * file once more and omits what it ignores beyond this.
 */
final class DockerIgnore {

    /** The name of the file. */
    static final String FILE = ".dockerignore";

    private record Line(List<Optional<Pattern>> names, boolean isException) {}

    private final List<Line> lines = new ArrayList<>();

    private DockerIgnore() {}

    /** Reads the text of the file; a pattern that Docker would refuse ignores nothing, and the build says so. */
    static DockerIgnore of(String text) {
        DockerIgnore ignore = new DockerIgnore();
        text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(line -> {
                    boolean isException = line.startsWith("!");
                    names(isException ? line.substring(1).strip() : line)
                            .ifPresent(names -> ignore.lines.add(new Line(names, isException)));
                });
        return ignore;
    }

    /** Returns whether a file is not sent. The last line that matches it, or a folder it is in, decides. */
    boolean ignores(String path) {
        List<String> names = List.of(path.split("/", -1));
        boolean isIgnored = false;
        for (Line line : lines) {
            if (line.isException() == isIgnored && matches(line.names(), names)) {
                isIgnored = !line.isException();
            }
        }
        return isIgnored;
    }

    /** Goes through the names of a line, and keeps how many names of the path they may stand for so far. */
    private static boolean matches(List<Optional<Pattern>> names, List<String> path) {
        BitSet reached = new BitSet();
        reached.set(0);
        for (int i = 0; i < names.size() && !reached.isEmpty(); i++) {
            BitSet next = new BitSet();
            if (names.get(i).isEmpty()) {
                boolean isLast = i == names.size() - 1;
                next.set(reached.nextSetBit(0) + (isLast ? 1 : 0), path.size() + 1);
            } else {
                Pattern name = names.get(i).get();
                reached.stream()
                        .filter(at ->
                                at < path.size() && name.matcher(path.get(at)).matches())
                        .forEach(at -> next.set(at + 1));
            }
            reached = next;
        }
        return reached.length() > 1; // beyond the first name
    }

    /** Returns the names of a line, an empty one for any number of folders; nothing if there is no such pattern. */
    private static Optional<List<Optional<Pattern>>> names(String written) {
        List<String> names = new ArrayList<>();
        for (String name : written.split("/", -1)) {
            if (name.equals("..") && !names.isEmpty()) {
                names.remove(names.size() - 1);
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.add(name);
            }
        }
        try {
            return names.isEmpty()
                    ? Optional.empty()
                    : Optional.of(names.stream()
                            .map(name -> name.equals("**")
                                    ? Optional.<Pattern>empty()
                                    : Optional.of(Pattern.compile(name(name), Pattern.DOTALL)))
                            .toList());
        } catch (PatternSyntaxException e) {
            return Optional.empty();
        }
    }

    /** What follows a star is taken where it is first, and what follows the last one at the end: nothing is tried twice. */
    private static String name(String name) {
        List<StringBuilder> parts = new ArrayList<>(List.of(new StringBuilder()));
        for (int i = 0; i < name.length(); i++) {
            StringBuilder part = parts.get(parts.size() - 1);
            char c = name.charAt(i);
            int end = c == '[' ? name.indexOf(']', i + 2) : -1;
            if (c == '*') {
                parts.add(new StringBuilder());
            } else if (c == '?') {
                part.append('.');
            } else if (end > 0) {
                part.append(name, i, end + 1);
                i = end;
            } else if (c == '\\' && i + 1 < name.length()) {
                part.append(Pattern.quote(name.substring(i + 1, i + 2)));
                i++;
            } else {
                part.append(Pattern.quote(String.valueOf(c)));
            }
        }
        StringBuilder regex = new StringBuilder(parts.get(0));
        for (int i = 1; i < parts.size(); i++) {
            boolean isLast = i == parts.size() - 1;
            regex.append(isLast ? ".*" : "(?>.*?").append(parts.get(i)).append(isLast ? "" : ")");
        }
        return regex.toString();
    }
}
