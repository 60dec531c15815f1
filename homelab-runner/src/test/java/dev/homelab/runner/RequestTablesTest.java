// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.lab.http.Exchange;
import dev.homelab.report.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tables in {@code docs/targets} of what runs ask of each operation, which are what a recorded run asked.
 * {@code -Dgolden.update=true} writes them.
 */
class RequestTablesTest {

    private static final Path PAGES = Path.of("../docs/targets");
    private static final String BEGIN = "<!-- written by RequestTablesTest -->\n";
    private static final String END = "<!-- end of what RequestTablesTest writes -->\n";
    private static final List<String> RUNS =
            List.of("three services come", "nothing to do", "one has another title", "one goes");

    private static final Map<Pattern, String> NAMES = Map.of(
            Pattern.compile("(?<=/webhooks/).+(?=/messages/)|(?<=/webhooks/)[^/]+/[^/]+$"), "ID/TOKEN",
            Pattern.compile("(?<=/messages/).+"), "ID",
            Pattern.compile("(?<=/core/applications/)[^/]+(?=/)"), "SLUG",
            Pattern.compile("(?<=/)\\d+(?=/)"), "PK",
            Pattern.compile("(?<=/)[0-9a-f]{8}-[0-9a-f-]{27}(?=/)"), "UUID",
            Pattern.compile("(?<=/dns/(hosts|cnameRecords)/).+"), "LINE");

    private final Queue<Exchange> exchanges = new ConcurrentLinkedQueue<>();
    private final Map<String, Map<String, int[]>> asked = new TreeMap<>();

    @Test
    void theTablesAreWhatARunAsks(@TempDir Path folder) throws IOException {
        try (LabHome home = new LabHome(folder)) {
            home.lab.listen(exchanges::add);
            define(home, "wiki", "sso: {kind: forward-auth, groups: [family]}");
            define(home, "notes", "sso: {kind: oidc, redirectUris: [\"https://notes.home.arpa/back\"]}");
            define(home, "films", "dns: [{hostname: movies.home.arpa, cname: films.home.arpa}]");
            run(home, 0);
            run(home, 1);
            define(home, "wiki", "title: The Wiki", "sso: {kind: forward-auth, groups: [family]}");
            run(home, 2);
            home.remove("notes");
            run(home, 3);
        }
        for (String server : List.of("pihole", "authentik", "discord")) {
            Path page = PAGES.resolve(server + ".md");
            String text = Files.readString(page);
            String table = BEGIN + table(asked.getOrDefault(server, Map.of())) + END;
            if (Boolean.getBoolean("golden.update")) {
                text = text.replaceFirst("(?s)" + BEGIN + ".*" + END, table);
                Files.writeString(page, text);
            }
            assertThat(text).as(page.toString()).contains(table);
        }
    }

    private static void define(LabHome home, String name, String... more) {
        home.define(name, name + ":1", 9000 + name.length() * 7 + name.charAt(0), more);
    }

    private void run(LabHome home, int number) {
        exchanges.clear();
        assertThat(home.apply().ending()).contains(Ending.DONE);
        exchanges.stream()
                .filter(exchange -> exchange.request().path().startsWith("/api/"))
                .forEach(exchange -> asked.computeIfAbsent(exchange.server(), server -> new TreeMap<>())
                        .computeIfAbsent(operation(exchange), operation -> new int[RUNS.size()])[number]++);
    }

    /** Returns method and path, with what names one of many replaced by what it is. */
    private static String operation(Exchange exchange) {
        String path = exchange.request().path();
        for (Map.Entry<Pattern, String> name : NAMES.entrySet()) {
            path = name.getKey().matcher(path).replaceAll(name.getValue());
        }
        return "`" + path + "` " + exchange.request().method();
    }

    private static String table(Map<String, int[]> operations) {
        String head = "| operation | " + String.join(" | ", RUNS) + " |\n|---|" + "---|".repeat(RUNS.size()) + "\n";
        String rows = operations.entrySet().stream()
                .map(entry -> "| " + entry.getKey() + " | " + counts(entry.getKey(), entry.getValue()) + " |\n")
                .collect(joining());
        return "\nWhat runs ask of the lab, counted:\n\n" + head + rows + "\n";
    }

    /** A message is edited when its text has changed and a second has passed: as often as the machine is slow. */
    private static String counts(String operation, int[] counts) {
        String some = operation.contains("/messages/") ? "1 or more" : "%d";
        return Arrays.stream(counts)
                .mapToObj(count -> count == 0 ? "" : some.formatted(count))
                .collect(joining(" | "));
    }
}
