// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.io;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.homelab.model.Definition;
import dev.homelab.model.container.Container;
import dev.homelab.problem.Problem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("proof")
class YamlFileTest {

    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    private final List<Problem> problems = new ArrayList<>();

    @TempDir
    Path folder;

    @Test
    void aKeyOfItsOwnWinsOverAMergedOneAndAnEarlierMergeOverALater() {
        Map<String, Container> containers = containers("""
                containers:
                  one: &one {image: "a:1", environment: {TZ: one}}
                  two: &two {image: "b:2", command: [two], environment: {TZ: two}}
                  own: {<<: *one, image: "c:3"}
                  both: {<<: [*one, *two]}
                  again: &again {<<: *two, command: [again]}
                  chain: {environment: {<<: {TZ: chain, LOG: info}, LOG: debug}, <<: *again}
                """);

        assertThat(problems).isEmpty();
        assertThat(container(containers, "own").runs()).isEqualTo("c:3");
        assertThat(container(containers, "own").environment()).containsExactly(Map.entry("TZ", "one"));
        assertThat(container(containers, "both").runs()).isEqualTo("a:1");
        assertThat(container(containers, "both").command()).containsExactly("two");
        assertThat(container(containers, "chain").command()).containsExactly("again");
        assertThat(container(containers, "chain").environment()).isEqualTo(Map.of("TZ", "chain", "LOG", "debug"));
    }

    @Test
    void aMergeKeyInQuotesIsAKeyLikeAnyOther() {
        containers("containers: {server: {\"<<\": {image: \"a:1\"}}}\n");

        assertThat(problems).extracting(Problem::summary).contains("unknown key");
    }

    @Test
    void keysThatLookLikeNumbersAndTruthsAreText() {
        Map<String, Container> containers =
                containers("containers: {server: {environment: {1: x, true: y, 0x1F: 0755, no: no}}}\n");

        assertThat(container(containers, "server").environment())
                .isEqualTo(Map.of("1", "x", "true", "y", "0x1F", "0755", "no", "no"));
    }

    @Test
    void aByteOrderMarkAndLineEndsOfWindowsChangeNothing() {
        String text = "name: a\ncontainers: {server: {command: [x]}}\n";

        assertThat(read("\uFEFF" + text.replace("\n", "\r\n")).service())
                .isEqualTo(read(text).service());
    }

    @Test
    void aLongAddressIsReadAndSoIsOneOfIPv6() {
        for (String url : List.of(
                "http://a.b/" + "x/%20".repeat(40_000),
                "http://[::1]:8080/a",
                "https://[2001:db8::53]",
                "http://[1:2:3:4:5:6:7:8]/")) {
            problems.clear();
            Definition definition = read("name: a\nroutes: [{url: \"" + url + "\"}]\n");

            assertThat(problems).isEmpty();
            assertThat(definition.service().routes().get(0).url()).contains(URI.create(url));
        }
        for (String url : List.of(
                "http://[::1",
                "http://[:::1]",
                "http://[1:2:3]",
                "http://[fe80::1%25eth0]",
                "http://a/%2",
                "http://[g::]")) {
            problems.clear();
            read("name: a\nroutes: [{url: \"" + url + "\"}]\n");
            assertThat(problems).as(url).extracting(Problem::summary).containsExactly("wrong type");
        }
    }

    @Test
    void anEscapeForWhatIsNoTextIsAProblemWithItsPlace() {
        for (String escape : List.of("\\0", "\\x00", "\\u0000", "\\ud800", "\\udc00x")) {
            problems.clear();
            CatalogReader.definition("name: a\ntitle: [{\"b" + escape + "\": c}]\n", "media", "a.yaml", problems);

            assertThat(problems).as(escape).singleElement().satisfies(problem -> {
                assertThat(problem.summary()).isEqualTo("character not allowed");
                assertThat(problem.where().render()).isEqualTo("a.yaml:2:10");
            });
        }
    }

    @Test
    void textThatStandsForTooMuchIsRefusedAtOnce() {
        String laughs = "a0: &a0 [x, x]\n";
        for (int i = 1; i < 60; i++) {
            laughs += "a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1);
        }
        for (String text : List.of(
                laughs,
                "name: " + "[".repeat(1_000_000),
                "name: " + "{a: ".repeat(200_000),
                "- ".repeat(400_000),
                "? ".repeat(400_000),
                "name: " + "x".repeat(10_000_000),
                "[" + "x,".repeat(400_000) + "]",
                "containers: &a {x: *a}")) {
            problems.clear();
            assertTimeout(AT_ONCE, () -> CatalogReader.definition(text, "media", "a.yaml", problems));
            assertThat(problems)
                    .hasSize(1)
                    .allSatisfy(problem -> assertThat(problem.fix()).isNotBlank());
        }
    }

    @Test
    void aFileOfTenMegabytesIsNotEvenRead() throws IOException {
        Path media = Files.createDirectory(folder.resolve("media"));
        Files.write(media.resolve("a.yaml"), new byte[10_000_000]);
        Path inventory = Files.write(folder.resolve("inventory.yaml"), new byte[10_000_000]);

        List<Problem> told =
                new CatalogReader(List.of()).read(folder, inventory).problems();

        assertThat(told).extracting(Problem::summary).containsExactly("file too large", "file too large");
    }

    private Map<String, Container> containers(String text) {
        return read(text).service().containers();
    }

    private static Container container(Map<String, Container> containers, String name) {
        return requireNonNull(containers.get(name));
    }

    private Definition read(String text) {
        return CatalogReader.definition(text, "media", "a.yaml", problems).orElseThrow();
    }
}
