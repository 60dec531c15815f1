// SPDX-License-Identifier: Apache-2.0
package dev.homelab.arch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What to type is said by the packages of the command line alone: a program that embeds homelab never reads of an option. Library
 * code says what can be done with a {@link dev.homelab.problem.Remedy}.
 */
class LibraryWordsTest {

    private static final Path TOP = Path.of("..");

    /** The packages that only the program has. */
    private static final Pattern PROGRAM = Pattern.compile("/runner/(cli|render|pipeline|detect)/");

    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]++|\\\\.)*+)\"");
    private static final Pattern OPTION = Pattern.compile(
            "(?<![\\w-])--(?:accept|adopt|adopt-service|changed|holder|json|no-code|offline|only|out|plan|plugins|refresh-images"
                    + "|run|services|since|target|verbose|wait|without|yes|yes-delete)(?![\\w-])"
                    + "|\\bhomelab (?:apply|ci|demo|detect|drift|explain|glance|history|hosts|key|lock|notify|plan|rollback|schema|show"
                    + "|unlock|validate|verify)\\b");

    @Test
    void noTextOfTheLibrarySaysWhatToType() throws IOException {
        List<String> found = new ArrayList<>();
        for (String module : List.of("model", "adapters", "runner")) {
            try (Stream<Path> files = Files.walk(TOP.resolve("homelab-" + module + "/src/main/java"))) {
                for (Path file : files.filter(LibraryWordsTest::isOfTheLibrary).toList()) {
                    words(Files.readString(file)).forEach(word -> found.add(file.getFileName() + ": " + word));
                }
            }
        }

        assertThat(found).isEmpty();
    }

    @Test
    void anOptionOrACommandInATextIsFound() {
        assertThat(words("new Problem(\"x\", \"add --adopt dns/films, or homelab unlock\"); // or \"--json\""))
                .containsExactly("--adopt", "homelab unlock");
    }

    private static List<String> words(String code) {
        return LITERAL.matcher(code.replaceAll("(?m)(?:^\\s*(?:\\*|//)|[;{] //).*$", ""))
                .results()
                .map(literal -> literal.group(1))
                .filter(text -> text.contains(" ")) // else it is an argument of another program
                .flatMap(text -> OPTION.matcher(text).results())
                .map(MatchResult::group)
                .toList();
    }

    private static boolean isOfTheLibrary(Path file) {
        return file.toString().endsWith(".java")
                && !PROGRAM.matcher(file.toString().replace('\\', '/')).find();
    }
}
