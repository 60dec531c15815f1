// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The patterns of a {@code .dockerignore}: which files of a folder are not sent to a build. Pure. */
final class DockerIgnore {

    /** The name of the file. */
    static final String FILE = ".dockerignore";

    private record Line(Pattern pattern, boolean isException) {}

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
                    pattern(isException ? line.substring(1).strip() : line)
                            .ifPresent(pattern -> ignore.lines.add(new Line(pattern, isException)));
                });
        return ignore;
    }

    /** Returns whether a file is not sent. The last line that matches it, or a folder it is in, decides. */
    boolean ignores(String path) {
        boolean isIgnored = false;
        for (Line line : lines) {
            if (line.isException() == isIgnored && matches(line.pattern(), path)) {
                isIgnored = !line.isException();
            }
        }
        return isIgnored;
    }

    private static boolean matches(Pattern pattern, String path) {
        for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
            if (pattern.matcher(path.substring(0, end)).matches()) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Pattern> pattern(String written) {
        List<String> names = new ArrayList<>();
        for (String name : written.split("/", -1)) {
            if (name.equals("..") && !names.isEmpty()) {
                names.remove(names.size() - 1);
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.add(name);
            }
        }
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            boolean isLast = i == names.size() - 1;
            regex.append(
                    names.get(i).equals("**") ? isLast ? ".*" : "(?:.*/)?" : name(names.get(i)) + (isLast ? "" : "/"));
        }
        try {
            return names.isEmpty() ? Optional.empty() : Optional.of(Pattern.compile(regex.toString()));
        } catch (PatternSyntaxException e) {
            return Optional.empty();
        }
    }

    private static String name(String name) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            int end = c == '[' ? name.indexOf(']', i + 2) : -1;
            if (name.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (c == '*') {
                regex.append("[^/]*");
            } else if (c == '?') {
                regex.append("[^/]");
            } else if (end > 0) {
                regex.append(name, i, end + 1);
                i = end;
            } else if (c == '\\' && i + 1 < name.length()) {
                regex.append(Pattern.quote(name.substring(i + 1, i + 2)));
                i++;
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return regex.toString();
    }
}
