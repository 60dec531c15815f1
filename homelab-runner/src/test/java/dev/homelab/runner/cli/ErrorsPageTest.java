// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/errors.md} has every summary of a problem there is. {@code -Dgolden.update=true} writes it anew. */
class ErrorsPageTest {

    private static final Path TOP = Path.of("..");
    private static final Path PAGE = TOP.resolve("docs/errors.md");
    private static final Path BROKEN = TOP.resolve("homelab-model/src/test/resources/broken");
    private static final Path WARNED = Path.of("src/test/resources/validate/warned.txt");
    private static final Pattern EXAMPLE =
            Pattern.compile("(?ms)^(?:error|warning): ([^\n]+)\n(?:  at [^\n]*\n)?(.*?)^  Fix: (.*?)(?=^\\w+: |\\z)");
    private static final Pattern SUMMARY = Pattern.compile("(?:new Problem\\(|problem\\()\\s*\"([a-zA-Z][^\"]+)\"");
    private static final Pattern SECTION = Pattern.compile("(?m)^(?:## (.+)|\\| `([^`]+)` \\|.*)$");

    /** One mistake, as a person is told of it. */
    private record Example(String detail, String fix) {

        int length() {
            return detail.length() + fix.length();
        }
    }

    @Test
    void thePageHasEveryMessage() throws IOException {
        String page = page();
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    @Test
    void everySummaryOfTheModelHasAnExample() throws IOException {
        assertThat(examples().keySet()).containsAll(summaries("homelab-model"));
    }

    private static String page() throws IOException {
        StringBuilder page = new StringBuilder("""
                # Every message

                Written by a test, which finds what is missing. The words of a message are always the same; what is behind them is particular to you.

                ## Mistakes in definitions

                | message | for example | what to do there |
                |---|---|---|
                """);
        examples()
                .forEach((summary, example) -> page.append(
                        "| `%s` | %s | %s |\n".formatted(summary, cell(example.detail()), cell(example.fix()))));
        page.append("""

                ## Everything else

                | message | explained under |
                |---|---|
                """);
        Map<String, String> sections = sections();
        Set<String> summaries = summaries("homelab-adapters");
        summaries.addAll(summaries("homelab-runner"));
        summaries.removeIf(summary -> summary.startsWith("is ")); // the rest of "SSH key not usable"
        summaries.forEach(summary ->
                page.append("| `%s` | %s |\n".formatted(summary, link(sections.getOrDefault(summary, "")))));
        return page.toString();
    }

    private static String link(String section) {
        String anchor = section.toLowerCase(Locale.ROOT).replace(' ', '-');
        return "[%s](TROUBLESHOOTING.md#%s)".formatted(section, anchor);
    }

    private static String cell(String text) {
        return text.strip().replaceAll("\\s+", " ").replace("|", "\\|").replace("<", "&lt;");
    }

    /** The shortest example of each message that tests of broken definitions have. */
    private static SortedMap<String, Example> examples() throws IOException {
        SortedMap<String, Example> examples = new TreeMap<>();
        try (Stream<Path> folders = Files.walk(BROKEN)) {
            Stream<Path> told = folders.filter(path -> path.endsWith("expected.txt"));
            for (Path file : Stream.concat(told, Stream.of(WARNED)).toList()) {
                Matcher matcher = EXAMPLE.matcher(Files.readString(file) + "\n");
                while (matcher.find()) {
                    Example one = new Example(here(matcher.group(2)), here(matcher.group(3)));
                    examples.merge(matcher.group(1), one, ErrorsPageTest::shorter);
                }
            }
        }
        return examples;
    }

    private static String here(String text) {
        return text.replace("src/test/resources/broken/", "");
    }

    private static Example shorter(Example one, Example other) {
        return Stream.of(one, other)
                .min(Comparator.comparingInt(Example::length).thenComparing(Example::toString))
                .orElseThrow();
    }

    private static Map<String, String> sections() throws IOException {
        Map<String, String> sections = new TreeMap<>();
        String section = "";
        Matcher line = SECTION.matcher(Files.readString(TOP.resolve("docs/TROUBLESHOOTING.md")));
        while (line.find()) {
            if (line.group(1) == null) {
                sections.put(line.group(2), section);
            } else {
                section = line.group(1);
            }
        }
        return sections;
    }

    private static Set<String> summaries(String module) throws IOException {
        try (Stream<Path> files = Files.walk(TOP.resolve(module + "/src/main/java"))) {
            return files.filter(path -> path.toString().endsWith(".java"))
                    .flatMap(path ->
                            SUMMARY.matcher(read(path)).results().map(found -> found.group(1)).toList().stream())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
