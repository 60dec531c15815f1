// SPDX-License-Identifier: Apache-2.0
package dev.homelab.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** How each payload ended, by kind, and what must never be. */
final class Table {

    private static final int MOST_FAILURES = 40;

    private final Path marks;
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final List<String> failures = new ArrayList<>();
    private int cases;

    /** How a case can end. */
    enum Outcome {
        REFUSED("refused"),
        LITERAL("literal"),
        CHANGED("changed"),
        EXECUTED("executed"),
        TRACE("stack traces"),
        HANG("hangs"),
        ESCAPE("escapes");

        private final String word;

        Outcome(String word) {
            this.word = word;
        }
    }

    private record Row(Map<Outcome, Integer> counts) {

        int of(Outcome outcome) {
            return counts.getOrDefault(outcome, 0);
        }

        int judged() {
            return of(Outcome.REFUSED) + of(Outcome.LITERAL) + of(Outcome.CHANGED);
        }
    }

    Table(Path marks) {
        this.marks = marks;
    }

    /** Returns the path of a file that no case may make, another one each time. */
    String mark() {
        cases++;
        return marks.resolve("m%dm".formatted(cases)).toString();
    }

    /** Counts one case. */
    void count(String kind, Outcome outcome, Supplier<String> why) {
        rows.computeIfAbsent(kind, k -> new Row(new EnumMap<>(Outcome.class)))
                .counts
                .merge(outcome, 1, Integer::sum);
        if (outcome.compareTo(Outcome.LITERAL) > 0) {
            failures.add(kind + ": " + outcome.word + ": " + why.get().replaceAll("[\\p{Cc}&&[^\\n]]", "?"));
            if (failures.size() <= MOST_FAILURES) {
                System.err.println("FAILED: " + failures.get(failures.size() - 1));
            }
        }
    }

    /** Looks at what a run printed; a run that says nothing it must not say is counted by its cases. */
    void look(String kind, Product.Ended ended) {
        if (ended.isHang()) {
            count(kind, Outcome.HANG, ended::brief);
        }
        if (ended.hasTrace()) {
            count(kind, Outcome.TRACE, ended::brief);
        }
        if (ended.hasEscape()) {
            count(kind, Outcome.ESCAPE, ended::brief);
        }
        executed(kind, ended);
    }

    /** One run for one payload, which is refused; or goes well, and then another judges it. */
    void judge(String kind, Product.Ended ended, boolean isLiteral) {
        look(kind, ended);
        if (ended.isRefused()) {
            count(kind, Outcome.REFUSED, ended::brief);
        } else {
            count(kind, isLiteral ? Outcome.LITERAL : Outcome.CHANGED, ended::brief);
        }
    }

    private void executed(String kind, Product.Ended ended) {
        try (Stream<Path> made = Files.list(marks)) {
            for (Path mark : made.toList()) {
                count(kind, Outcome.EXECUTED, () -> mark + " by " + ended.brief());
                Files.delete(mark);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Prints it, the figure last; returns whether all is as it must be. */
    boolean print() {
        System.err.printf("%-28s %8s", "kind", "payloads");
        Arrays.stream(Outcome.values()).forEach(outcome -> System.err.printf(" %12s", outcome.word));
        System.err.println();
        rows.forEach((kind, row) -> {
            System.err.printf("%-28s %8d", kind, row.judged());
            for (Outcome outcome : Outcome.values()) {
                System.err.printf(" %12d", row.of(outcome));
            }
            System.err.println();
        });
        int judged = rows.values().stream().mapToInt(Row::judged).sum();
        StringBuilder figure = new StringBuilder("hostile: %d payloads in %d kinds: ".formatted(judged, rows.size()));
        String between = "";
        for (Outcome outcome : Outcome.values()) {
            if (outcome != Outcome.CHANGED || total(outcome) > 0) {
                figure.append(between).append(total(outcome)).append(' ').append(outcome.word);
                between = ", ";
            }
        }
        System.out.println(figure);
        return failures.isEmpty() && judged >= 200;
    }

    private int total(Outcome outcome) {
        return rows.values().stream().mapToInt(row -> row.of(outcome)).sum();
    }
}
