// SPDX-License-Identifier: Apache-2.0
package dev.homelab.arch;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/adr/README.md} lists every decision with its status and date. {@code -Dgolden.update=true} rewrites it. */
class DecisionsTest {

    private static final Path FOLDER = Path.of("../docs/adr");
    private static final Path INDEX = FOLDER.resolve("README.md");
    private static final Pattern HEAD = Pattern.compile(
            "# (\\d+)\\. ([^\n]+)\n\nStatus: ((?:accepted|proposed|rejected|superseded)[^\n]*)\n\nDate: (\\d{4}-\\d{2}-\\d{2})\n\n## Context\n");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]*adr/)?(\\d{4}-[^)#]+\\.md)");

    /**
     * The head of one page.
     *
     * @param file the file's name
     * @param number the number in the heading
     * @param title the heading without the number
     * @param status the text after "Status: "
     * @param date the day the decision was made, such as 2026-11-23
     */
    private record Decision(String file, int number, String title, String status, String date) {

        static Decision of(String file, String text) {
            Matcher head = HEAD.matcher(text);
            if (!head.lookingAt() || Integer.parseInt(head.group(1)) != Integer.parseInt(file.substring(0, 4))) {
                throw new AssertionError(
                        file
                                + " must begin with \"# NUMBER. TITLE\" (the number of its file name), \"Status: accepted\" and \"Date: YYYY-MM-DD\"");
            }
            return new Decision(file, Integer.parseInt(head.group(1)), head.group(2), head.group(3), head.group(4));
        }

        String row() {
            return "| [%d](%s) | %s | %s | %s |".formatted(number, file, title.replace("|", "\\|"), status, date);
        }
    }

    @Test
    void theIndexListsEveryDecision() throws IOException {
        List<Decision> decisions = new ArrayList<>();
        for (Path page : pages()) {
            decisions.add(Decision.of(page.getFileName().toString(), Files.readString(page)));
        }

        String index = index(decisions);

        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(INDEX, index);
        }
        assertThat(Files.readString(INDEX)).isEqualTo(index);
    }

    @Test
    void aPageWithoutStatusOrDateIsFound() {
        String good = "# 7. Title\n\nStatus: accepted\n\nDate: 2026-11-23\n\n## Context\n";
        Decision.of("0007-title.md", good);

        for (String bad : List.of(
                good.replace("Date: 2026-11-23\n\n", ""),
                good.replace("Status: accepted\n\n", ""),
                good.replace("accepted", "perhaps"),
                good.replace("# 7.", "# 8."))) {
            assertThatThrownBy(() -> Decision.of("0007-title.md", bad)).isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void noTwoDecisionsShareANumber() throws IOException {
        assertThat(pages().stream()
                        .map(page -> page.getFileName().toString().substring(0, 4))
                        .toList())
                .doesNotHaveDuplicates();
    }

    @Test
    void everyLinkToADecisionLeadsToOne() throws IOException {
        List<String> broken = new ArrayList<>();
        try (Stream<Path> pages = Files.walk(Path.of("../docs"))) {
            for (Path page :
                    pages.filter(path -> path.toString().endsWith(".md")).toList()) {
                Matcher link = LINK.matcher(Files.readString(page));
                while (link.find()) {
                    if (!Files.exists(FOLDER.resolve(link.group(2)))) {
                        broken.add(page + ": " + link.group(2));
                    }
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.getFileName().toString().matches("\\d{4}-.*\\.md"))
                    .sorted()
                    .toList();
        }
    }

    private static String index(List<Decision> decisions) {
        return """
                # Decisions

                One decision per page: context, decision, consequences. A test writes this index from the pages. Numbers are not reused; a missing number was never
                used, or its page moved to [docs/targets](../targets).

                | number | decision | status | date |
                |---|---|---|---|
                """ + decisions.stream().map(Decision::row).collect(joining("\n", "", "\n"));
    }
}
