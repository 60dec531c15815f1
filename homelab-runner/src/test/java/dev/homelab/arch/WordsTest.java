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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Finds the words that {@code docs/glossary.md} says we do not use: in comments and texts of main code, in the pages, the schemas, the
 * samples and the golden files. There must be none.
 */
class WordsTest {

    private static final Path TOP = Path.of("..");
    private static final Path GLOSSARY = TOP.resolve("docs/glossary.md");
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

    /** One word that we do not use, and the file it stands in. */
    private record Found(String word, String place) {}

    @Test
    void wordsWeDoNotUseAreNowhere() throws IOException {
        List<Found> found = new ArrayList<>();
        for (String root : ROOTS) {
            try (Stream<Path> files = Files.walk(TOP.resolve(root))) {
                for (Path file : files.filter(WordsTest::isRead).sorted().toList()) {
                    found.addAll(find(TOP.relativize(file).toString(), read(file), words()));
                }
            }
        }

        System.out.println("words we do not use: " + found.size());
        assertThat(found).as("words that %s says we do not use", GLOSSARY).isEmpty();
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
            found.add(new Found(matcher.group().replaceAll("\\s+", " "), name));
        }
        return found;
    }

    private static boolean isRead(Path file) {
        String name = file.toString();
        boolean isTest = name.contains("/src/test/");
        return Files.isRegularFile(file)
                && !name.contains("/target/")
                && !file.equals(GLOSSARY)
                && (!isTest || name.contains("/src/test/resources/"));
    }

    private static String read(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (MalformedInputException e) {
            return ""; // planted: a file that is no text
        }
    }
}
