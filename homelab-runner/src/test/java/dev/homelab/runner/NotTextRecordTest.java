// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.report.Ending;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run record with bytes that are not UTF-8, as a failing disk or an editor leaves it, and that what is advised works. */
class NotTextRecordTest {

    private LabHome home;
    private Path record;

    @BeforeEach
    void start(@TempDir Path folder) {
        home = new LabHome(folder);
        record = home.lab.host("docker-core-utils").place("/var/lib/homelab");
        home.define("wiki", "wiki:1", 8001, "dns: [{hostname: alias.home.arpa, cname: wiki.home.arpa}]");
        assertThat(home.apply().ending()).contains(Ending.DONE);
        home.define("other", "other:1", 8002);
    }

    @AfterEach
    void close() {
        home.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"journal", "ledger.json", "applied.json"})
    void whatLaterRunsNeedIsNamedAndRestoredFromABackup(String name) throws IOException {
        Path backup = record.resolveSibling("backup");
        copy(record, backup);
        Path file = name.equals("journal") ? first(record.resolve(name)) : record.resolve(name);
        damage(file);

        assertNotText(file, "restore the whole of \"docker-core-utils:/var/lib/homelab\" from one backup");

        copy(backup, record);
        assertThat(home.apply().ending()).contains(Ending.DONE);
        assertThat(home.homelab().plan().isEmpty()).isTrue();
    }

    @Test
    void whatSaysWhoRunsIsNamedAndRemoved() throws IOException {
        Path file = Files.createDirectories(record.resolve("lock")).resolve("holder.json");
        Files.write(file, "{\"holder\":\"r\u00e9my\"}".getBytes(StandardCharsets.ISO_8859_1));

        assertNotText(file, "rm -f /var/lib/homelab/lock/holder.json");

        Files.delete(file);
        assertThat(home.apply().ending()).contains(Ending.DONE);
        assertThat(record.resolve("lock")).doesNotExist();
    }

    /** The title of a service may have letters of two bytes, and a kill may come between them. */
    @Test
    void aJournalThatWasTornWithinALetterIsGoneOnWith() throws IOException {
        Path journal = first(record.resolve("journal"));
        byte[] torn = "{\"line\":\"found\",\"text\":\"caf\u00e9".getBytes(StandardCharsets.UTF_8);
        byte[] whole = Files.readAllBytes(journal);
        byte[] both = new byte[whole.length + torn.length - 1];
        System.arraycopy(whole, 0, both, 0, whole.length);
        System.arraycopy(torn, 0, both, whole.length, torn.length - 1);
        Files.write(journal, both);

        assertThat(home.apply().ending()).contains(Ending.DONE);
    }

    private void assertNotText(Path file, String fix) {
        assertThat(home.apply().problems()).singleElement().satisfies(problem -> {
            assertThat(problem.summary()).isEqualTo("run record does not verify");
            assertThat(problem.detail())
                    .contains("/" + record.relativize(file) + "\" is not UTF-8 text: a program or a disk damaged it.");
            assertThat(problem.fix()).contains(fix);
        });
        assertThat(record.resolve("lock/holder.json"))
                .satisfiesAnyOf(
                        lock -> assertThat(lock).doesNotExist(),
                        lock -> assertThat(lock).isEqualTo(file));
    }

    private static void damage(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] = (byte) 0xE9;
        Files.write(file, bytes);
    }

    private static Path first(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findFirst().orElseThrow();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Path copy = to.resolve(from.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(each, copy, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }
}
