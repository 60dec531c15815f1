// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.find;

import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/** What {@code find} asks of each file: {@code -type}, {@code -name}, {@code -path}, {@code -prune}, {@code -exec tar}, joined. */
@FunctionalInterface
interface FindExpression {

    List<String> TAR = List.of("tar", "-c", "-h", "-f", "-", "{}", "+");

    /** Returns what {@code find} would, and notes what is to be done. */
    boolean judge(Visit visit);

    /** One file, and what was found of it. */
    final class Visit {

        private final String path;
        private final Path place;
        private boolean pruned;
        private boolean taken;

        /**
         * A file that is looked at.
         *
         * @param path on the host
         * @param place where it really is
         */
        Visit(String path, Path place) {
            this.path = path;
            this.place = place;
        }

        boolean isPruned() {
            return pruned;
        }

        boolean isTaken() {
            return taken;
        }
    }

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException for what is not known here
     */
    static FindExpression parse(List<String> words) {
        Deque<String> rest = new ArrayDeque<>(words);
        FindExpression whole = either(rest);
        if (!rest.isEmpty()) {
            throw new IllegalArgumentException("unexpected '" + rest.peek() + "'");
        }
        return whole;
    }

    private static FindExpression either(Deque<String> rest) {
        FindExpression left = all(rest);
        if (!"-o".equals(rest.peek())) {
            return left;
        }
        rest.pop();
        FindExpression right = either(rest);
        return visit -> left.judge(visit) || right.judge(visit);
    }

    private static FindExpression all(Deque<String> rest) {
        FindExpression left = one(rest);
        if (rest.isEmpty() || rest.peek().equals("-o") || rest.peek().equals(")")) {
            return left;
        }
        FindExpression right = all(rest);
        return visit -> left.judge(visit) && right.judge(visit);
    }

    private static FindExpression one(Deque<String> rest) {
        String word = rest.pop();
        return switch (word) {
            case "!" -> not(one(rest));
            case "(" -> closed(either(rest), rest);
            case "-prune" -> visit -> visit.pruned = true;
            case "-exec" -> archive(rest);
            default -> test(word, rest.pop());
        };
    }

    private static FindExpression not(FindExpression other) {
        return visit -> !other.judge(visit);
    }

    private static FindExpression closed(FindExpression inner, Deque<String> rest) {
        if (!")".equals(rest.poll())) {
            throw new IllegalArgumentException("missing ')'");
        }
        return inner;
    }

    private static FindExpression archive(Deque<String> rest) {
        TAR.forEach(word -> {
            if (!word.equals(rest.poll())) {
                throw new IllegalArgumentException("the fake host knows only -exec " + String.join(" ", TAR));
            }
        });
        return visit -> visit.taken = true;
    }

    private static FindExpression test(String word, String value) {
        return switch (word) {
            case "-type" ->
                visit -> value.equals("d") ? Files.isDirectory(visit.place) : Files.isRegularFile(visit.place);
            case "-name" -> {
                PathMatcher name = FileSystems.getDefault().getPathMatcher("glob:" + value);
                yield visit -> name.matches(visit.place.getFileName());
            }
            case "-path" -> {
                Pattern path = Pattern.compile(value.replace(".", "\\.").replace("*", ".*"));
                yield visit -> path.matcher(visit.path).matches();
            }
            default -> throw new IllegalArgumentException("unknown predicate '" + word + "'");
        };
    }
}
