// SPDX-License-Identifier: Apache-2.0
package dev.homelab.arch;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Counts the words that {@code docs/glossary.md} says we do not use: in comments and texts of main code, in the pages, the schemas,
 * the samples and the golden files. {@code words.txt} holds what is left of each part, which may only fall.
 * {@code -Dgolden.update=true} lowers it.
 */
class WordsTest {

    private static final Path TOP = Path.of("..");
    private static final Path GLOSSARY = TOP.resolve("docs/glossary.md");
    private static final Path LEFT = Path.of("src/test/resources/words.txt");
    private static final String SECTION = "## Words that a test counts";
    private static final List<String> ROOTS = List.of(
            "README.md",
            "CONTRIBUTING.md",
            "CHANGELOG.md",
            "SECURITY.md",
            ".gitlab-ci.yml",
            "homelab",
            "docs",
            "schema",
            "examples",
            "services",
            "homelab-model/src",
            "homelab-adapters/src",
            "homelab-lab/src",
            "homelab-runner/src");
    private static final Pattern COMMENT_START = Pattern.compile("(?m)^\\s*(?:\\*|//)");
    private static final Pattern JOINED = Pattern.compile("\"\\s*\\+\\s*\"");

    /** Keys of JSON keep their names until the number of the format grows. */
    private static final Pattern KEY = Pattern.compile("(?<=[\"`])touched(?=(?:\\[])?[\"`])");

    private static final Pattern CAMEL_CASE = Pattern.compile("(?<=[a-z0-9])[A-Z]");

    /** One word that we do not use, where it stands. */
    private record Found(String part, String word, String place) {}

    @Test
    void wordsWeDoNotUseOnlyBecomeFewer() throws IOException {
        List<Found> found = new ArrayList<>();
        for (String root : ROOTS) {
            try (Stream<Path> files = Files.walk(TOP.resolve(root))) {
                for (Path file : files.filter(WordsTest::isRead).sorted().toList()) {
                    found.addAll(find(TOP.relativize(file).toString(), read(file), words()));
                }
            }
        }

        Map<String, Integer> allowed = allowed();
        Map<String, Integer> counts = new TreeMap<>();
        found.forEach(one -> counts.merge(one.part(), 1, Integer::sum));
        System.out.println("words we do not use: " + found.size() + "\n" + byWord(found) + "\n" + counts);
        if (Boolean.getBoolean("golden.update")) {
            counts.replaceAll((part, count) -> Math.min(count, allowed.getOrDefault(part, count)));
            Files.writeString(
                    LEFT,
                    counts.entrySet().stream()
                            .map(entry -> entry.getKey() + " " + entry.getValue() + "\n")
                            .collect(joining()));
        }
        assertThat(found.stream()
                        .filter(one -> counts.getOrDefault(one.part(), 0) > allowed.getOrDefault(one.part(), 0)))
                .as("words of parts that have more of them than " + LEFT + " allows; see " + GLOSSARY)
                .isEmpty();
    }

    @Test
    void aPlantedWordIsFoundInCommentsTextsAndPages() throws IOException {
        List<String> words = words();

        assertThat(find("a/A.java", "/** It is put\n     * back. */ String s = \"left\" + \" out\";", words))
                .extracting(Found::word)
                .containsExactlyInAnyOrder("put back", "left out");
        assertThat(find("a.md", "Nobody is told.", words))
                .extracting(Found::word)
                .containsExactlyInAnyOrder("nobody", "told");
        assertThat(find("a/A.java", "int putBack = untold.touched(); // rolled back", words))
                .isEmpty();
    }

    private static List<String> words() throws IOException {
        String glossary = Files.readString(GLOSSARY);
        List<String> words = new ArrayList<>();
        glossary.substring(glossary.indexOf(SECTION))
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| not"))
                .forEach(line -> words.addAll(
                        List.of(line.substring(2, line.indexOf('|', 2)).strip().split(", "))));
        assertThat(words).hasSizeGreaterThan(50);
        return words;
    }

    private static List<Found> find(String name, String text, List<String> words) {
        String prose = name.endsWith(".java")
                ? JOINED.matcher(COMMENT_START.matcher(text).replaceAll(" ")).replaceAll("")
                : text;
        String any = words.stream().map(word -> word.replace(" ", "\\s+")).collect(joining("|"));
        Matcher matcher = Pattern.compile("(?<![a-z_.]|::)(?:" + any + ")(?![a-z_(])")
                .matcher(CAMEL_CASE
                        .matcher(KEY.matcher(prose).replaceAll("key"))
                        .replaceAll("_")
                        .toLowerCase(Locale.ROOT));
        List<Found> found = new ArrayList<>();
        while (matcher.find()) {
            found.add(new Found(part(name), matcher.group().replaceAll("\\s+", " "), name));
        }
        return found;
    }

    /** Returns the module and folder a file counts for: goldens together, each package, and pages as one. */
    private static String part(String name) {
        if (name.contains("/src/test/")) {
            return name.substring(0, name.indexOf('/')) + " goldens";
        }
        if (name.contains("/src/main/")) {
            String module = name.substring(0, name.indexOf('/'));
            return module + " "
                    + name.substring(0, name.lastIndexOf('/')).replaceAll("^.*/src/main/\\w+/?(dev/homelab/?)?", "");
        }
        return name.startsWith("docs/adr/") ? "docs/adr" : "docs";
    }

    private static boolean isRead(Path file) {
        String name = file.toString();
        boolean isTest = name.contains("/src/test/");
        return Files.isRegularFile(file)
                && !name.contains("/target/")
                && !file.equals(GLOSSARY)
                && !file.endsWith(LEFT)
                && (!isTest || name.contains("/src/test/resources/"));
    }

    private static String read(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (MalformedInputException e) {
            return ""; // planted: a file that is no text
        }
    }

    private static Map<String, Integer> allowed() throws IOException {
        Map<String, Integer> allowed = new TreeMap<>();
        if (Files.exists(LEFT)) {
            for (String line : Files.readAllLines(LEFT)) {
                int space = line.lastIndexOf(' ');
                allowed.put(line.substring(0, space), Integer.parseInt(line.substring(space + 1)));
            }
        }
        return allowed;
    }

    private static Map<String, Integer> byWord(List<Found> found) {
        Map<String, Integer> counts = new TreeMap<>();
        found.forEach(one -> counts.merge(one.word(), 1, Integer::sum));
        return counts;
    }
}
