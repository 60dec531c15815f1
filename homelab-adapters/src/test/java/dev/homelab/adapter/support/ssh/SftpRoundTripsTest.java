// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.TestLab;
import dev.homelab.spi.Folder;
import dev.homelab.spi.Folder.Access;
import dev.homelab.spi.Folder.Draft;
import dev.homelab.spi.Folder.NewFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many answers are waited for one after the other: on a slow network, each takes its time. */
class SftpRoundTripsTest {

    @TempDir
    Path temporary;

    private TestLab lab;
    private SshHost host;
    private Folder folder;

    @BeforeEach
    void start() {
        lab = new TestLab(temporary, "home");
        SshLogin login =
                new SshLogin("nas", "127.0.0.1", lab.host.port(), "lab", lab.key, Optional::empty, lab.knownHosts);
        host = new SshHost(
                login,
                SshRoute.straight(),
                HostEnvironment.DEFAULT,
                () -> lab.context().cancellation());
        folder = host.folder("/opt/files");
        folder.write("a", "text", Access.SHARED);
    }

    @AfterEach
    void stop() {
        host.close();
        lab.close();
    }

    @Test
    void aSmallFileIsReadInTwo() throws IOException {
        assertThat(roundTrips(() -> assertThat(folder.read("a")).contains("text")))
                .isEqualTo(2);
        assertThat(roundTrips(() -> assertThat(folder.read("b")).isEmpty())).isEqualTo(1);
    }

    @Test
    void aLargeFileIsReadInThree() throws IOException {
        String large = "0123456789".repeat(50_000);
        folder.write("large", large, Access.SHARED);

        assertThat(roundTrips(() -> assertThat(folder.read("large")).contains(large)))
                .isEqualTo(3);
    }

    @Test
    void filesAreWrittenInThreeHoweverManyTheyAre() throws IOException {
        assertThat(roundTrips(() -> folder.write("a", "other", Access.PRIVATE))).isEqualTo(3);
        assertThat(roundTrips(() -> folder.writeLike("b", "like a", "a"))).isEqualTo(3);
        List<NewFile> files = IntStream.range(0, 20)
                .mapToObj(number -> new NewFile("n" + number, "text " + number, Access.SHARED, Optional.empty()))
                .toList();
        assertThat(roundTrips(() -> folder.writeAll(files))).isEqualTo(3);
        assertThat(folder.files()).hasSize(22);
    }

    @Test
    void filesAreReadAndRemovedTogether() throws IOException {
        folder.write("b", "more", Access.SHARED);

        assertThat(roundTrips(() ->
                        assertThat(folder.readAll(List.of("a", "b", "c"))).isEqualTo(Map.of("a", "text", "b", "more"))))
                .isEqualTo(2);
        assertThat(roundTrips(() -> assertThat(folder.files()).containsExactly("a", "b")))
                .isEqualTo(2);
        assertThat(roundTrips(() -> folder.deleteAll(List.of("a", "b", "c")))).isEqualTo(1);
        assertThat(roundTrips(() -> assertThat(folder.deleteIfEmpty()).isTrue()))
                .isEqualTo(1);
    }

    @Test
    void textIsAddedInOneOnceTheFileIsOpen() throws IOException {
        assertThat(roundTrips(() -> folder.append("a", " and more"))).isEqualTo(3);
        assertThat(roundTrips(() -> folder.append("a", ", and more"))).isEqualTo(1);
        assertThat(folder.read("a")).contains("text and more, and more");
    }

    @Test
    void aNewFolderTakesOneMore() throws IOException {
        assertThat(roundTrips(() -> folder.folder("within").write("a", "text", Access.SHARED)))
                .isEqualTo(4);
    }

    @Test
    void aFileInANewFolderIsWrittenInTwoAndRemovedWithItInOne() throws IOException {
        assertThat(roundTrips(() -> assertThat(folder.writeInNewFolder("within", "a", "text", Access.SHARED))
                        .isPresent()))
                .isEqualTo(2);
        assertThat(folder.folder("within").read("a")).contains("text");
        assertThat(roundTrips(() -> assertThat(folder.folder("within").deleteWith(List.of("a")))
                        .isTrue()))
                .isEqualTo(1);
        assertThat(folder.folders()).isEmpty();
    }

    @Test
    void aFolderIsThereAlreadyOrIsNotEmptyAllTheSame() {
        folder.folder("within").write("a", "old", Access.SHARED);

        assertThat(folder.writeInNewFolder("within", "a", "text", Access.SHARED))
                .isPresent();
        assertThat(folder.folder("within").read("a")).contains("text");
        folder.folder("within").write("b", "more", Access.SHARED);
        assertThat(folder.folder("within").deleteWith(List.of("a"))).isFalse();
        assertThat(folder.folder("within").files()).containsExactly("b");
    }

    @Test
    void aDraftIsWrittenWhileOtherThingsAreAskedAndGetsItsNameInOne() throws IOException {
        Draft draft = folder.draft("a", "new", Access.PRIVATE);
        assertThat(folder.read("a")).contains("text");

        assertThat(roundTrips(draft::publish)).isLessThanOrEqualTo(3);

        assertThat(folder.read("a")).contains("new");
        assertThat(folder.files()).containsExactly("a");
    }

    @Test
    void aDraftLeavesTheTemporaryFileOfAnotherWriterAloneUntilItIsPublished() {
        folder.write(".a.tmp", "of another", Access.PRIVATE);

        Draft draft = folder.draft("a", "new", Access.PRIVATE);
        assertThat(folder.read(".a.tmp")).contains("of another");
        draft.publish();

        assertThat(folder.read("a")).contains("new");
        assertThat(folder.read(".a.tmp")).isEmpty();
    }

    @Test
    void textIsAddedToADraftInOne() throws IOException {
        Draft draft = folder.draft("b", "one", Access.PRIVATE);
        draft.publishForAppending();

        assertThat(roundTrips(() -> folder.append("b", ", two"))).isEqualTo(1);
        assertThat(folder.read("b")).contains("one, two");
    }

    private int roundTrips(Runnable work) throws IOException {
        int before = host.files(SftpRequests::roundTrips);
        work.run();
        return host.files(SftpRequests::roundTrips) - before;
    }
}
