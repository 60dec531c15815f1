// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code docs/errors.md} has every summary of a problem there is. {@code -Dgolden.update=true} writes it anew. */
class ErrorsPageTest {

    private static final Path TOP = Path.of("..");
    private static final Path PAGE = TOP.resolve("docs/errors.md");
    private static final String BROKEN = "src/test/resources/broken";
    private static final Path WARNED = Path.of("src/test/resources/validate/warned.txt");
    private static final Pattern EXAMPLE =
            Pattern.compile("(?ms)^(?:error|warning): ([^\n]+)\n(?:  at [^\n]*\n)?(.*?)^  Fix: (.*?)(?=^\\w+: |\\z)");
    private static final List<String> MODULES =
            List.of("homelab-model", "homelab-adapters", "homelab-lab", "homelab-runner");
    private static final Pattern SECTION = Pattern.compile("(?m)^(?:## (.+)|\\| `([^`]+)` \\|.*)$");

    /** One mistake, as a person is told of it. */
    private record Example(String detail, String fix) {

        int length() {
            return detail.length() + fix.length();
        }
    }

    private static Summaries summaries;
    private static SortedMap<String, Example> examples;
    private static Map<String, String> sections;

    @BeforeAll
    static void read() throws IOException {
        summaries = Summaries.ofFolders(MODULES.stream()
                .map(module -> TOP.resolve(module + "/src/main/java"))
                .toList());
        examples = examples();
        sections = sections();
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
    void everySummaryOfARuleHasAnExample() {
        assertThat(examples.keySet()).containsAll(ofDefinitions());
    }

    @Test
    void everyOtherSummaryHasASectionInTroubleshooting() {
        assertThat(sections.keySet()).containsAll(others());
    }

    @Test
    void everySectionInTroubleshootingIsOfASummaryThatExists() {
        assertThat(summaries.found().keySet()).containsAll(sections.keySet());
    }

    @Test
    void noWayOfMakingAProblemIsMissed() {
        assertThat(summaries.untraced())
                .as("places whose summary comes from something that cannot be followed to a literal")
                .isEmpty();
    }

    @Test
    void aSummaryIsShortAndTheSameEachTime() {
        assertThat(summaries.found().keySet())
                .allSatisfy(summary -> assertThat(summary)
                        .matches("[a-zA-Z][^.\"%]*[^.\"% ]")
                        .satisfies(text -> assertThat(text.split(" ")).hasSizeLessThanOrEqualTo(6)));
    }

    @Test
    void everyWayOfMakingAProblemIsFound() throws IOException {
        Summaries planted = Summaries.ofText(PLANTED);

        assertThat(planted.found().keySet())
                .containsExactly(
                        "by assignment",
                        "by caller",
                        "by condition, no",
                        "by condition, yes",
                        "by constant",
                        "by enum",
                        "by literal",
                        "by method",
                        "by record",
                        "by sum, one",
                        "by sum, two",
                        "by switch, block",
                        "by switch, value");
        assertThat(planted.untraced()).hasSize(2).allMatch(place -> place.startsWith("Planted.java:"));
    }

    private static final String PLANTED = """
            import dev.homelab.problem.Problem;
            import dev.homelab.problem.Where;
            import java.util.function.Function;

            class Planted {
                static final String CONSTANT = "by constant";

                record Kind(String summary) {}

                enum Way {
                    ONE("by enum");

                    final String summary;

                    Way(String summary) {
                        this.summary = summary;
                    }
                }

                Problem helper(Where where, String summary) {
                    return new Problem(summary, where, "", "");
                }

                String method() {
                    return "by method";
                }

                void all(Where where, boolean is, int number, Kind kind, Way way) {
                    helper(where, "by literal");
                    outer(where, "by caller");
                    helper(where, is ? "by condition, yes" : ("by condition, no"));
                    helper(where, CONSTANT);
                    helper(where, method());
                    helper(where, switch (number) {
                        case 1 -> "by switch, value";
                        default -> {
                            yield "by switch, block";
                        }
                    });
                    String later;
                    later = "by assignment";
                    helper(where, later);
                    new Kind("by record");
                    helper(where, kind.summary());
                    helper(where, way.summary);
                    new Problem(helper(where, "by literal").summary(), where, "", "");
                }

                void outer(Where where, String text) {
                    helper(where, text);
                }

                void both(Where where) {
                    sum(where, "one");
                    sum(where, "two");
                }

                Problem sum(Where where, String name) {
                    return new Problem("by sum, " + name, where, "", "");
                }

                Problem foreign(Where where) {
                    return new Problem(System.getProperty("x"), where, "", "");
                }

                Function<String, Problem> reference(Where where) {
                    return this::refer;
                }

                Problem refer(String summary) {
                    return new Problem(summary, null, "", "");
                }
            }
            """;

    private static SortedSet<String> ofDefinitions() {
        return summaries.found().entrySet().stream()
                .filter(entry -> entry.getValue().stream().anyMatch(ErrorsPageTest::isOfDefinitions))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What plugs in is in the same module, and has nothing to do with definitions; rules of adapters have. */
    private static boolean isOfDefinitions(String file) {
        return file.contains("/homelab-model/")
                ? !file.contains("/dev/homelab/spi/")
                : file.contains("/homelab-adapters/") && isRule(file);
    }

    private static boolean isRule(String file) {
        try {
            return Files.readString(Path.of(file)).contains("dev.homelab.model.rule.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SortedSet<String> others() {
        return summaries.found().entrySet().stream()
                .filter(entry -> entry.getValue().stream().anyMatch(file -> !isOfDefinitions(file)))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String page() throws IOException {
        StringBuilder page = new StringBuilder("""
                # Every message

                Written by a test, which finds what is missing. The words of a message are always the same; what is behind them is particular to you.

                ## Mistakes in definitions

                | message | for example | what to do there |
                |---|---|---|
                """);
        examples.forEach((summary, example) ->
                page.append("| `%s` | %s | %s |\n".formatted(summary, cell(example.detail()), cell(example.fix()))));
        page.append("""

                ## Everything else

                | message | explained under |
                |---|---|
                """);
        others().forEach(summary ->
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
        try (Stream<Path> ofModel = Files.walk(TOP.resolve("homelab-model").resolve(BROKEN));
                Stream<Path> ofAdapters =
                        Files.walk(TOP.resolve("homelab-adapters").resolve(BROKEN))) {
            Stream<Path> told = Stream.concat(ofModel, ofAdapters).filter(path -> path.endsWith("expected.txt"));
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
        return text.replace(BROKEN + "/", "");
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
}
