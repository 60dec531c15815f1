// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homelab.adapter.TestLab;
import dev.homelab.adapter.support.ssh.ShellFolders;
import dev.homelab.lab.host.HostSetup.Sftp;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.Folder;
import dev.homelab.spi.Folder.Access;
import dev.homelab.spi.Folder.NewFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FolderTest {

    @TempDir
    Path temporary;

    private TestLab lab;

    @BeforeEach
    void start() {
        lab = new TestLab(temporary, "home");
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @ParameterizedTest
    @EnumSource
    void aFolderThatIsNotThereIsEmpty(Kind kind) {
        Folder folder = folder(kind);

        assertThat(folder.exists()).isFalse();
        assertThat(folder.files()).isEmpty();
        assertThat(folder.folders()).isEmpty();
        assertThat(folder.read("a")).isEmpty();
        assertThat(folder.renameFolder("a", "b")).isFalse();
        folder.delete("a");
        folder.deleteIfEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void filesAreWrittenReadAndReplaced(Kind kind) {
        Folder folder = folder(kind);
        String large = "é\n".repeat(100_000);

        folder.write("b", "old", Access.SHARED);
        folder.write("b", large, Access.SHARED);
        folder.write("a", "", Access.SHARED);

        assertThat(folder.read("b")).contains(large);
        assertThat(folder.read("a")).contains("");
        assertThat(folder.files()).containsExactly("a", "b");
    }

    @ParameterizedTest
    @EnumSource
    void whenAFileWasWrittenIsSaidByTheMachineThatKeepsIt(Kind kind) throws IOException {
        Folder folder = folder(kind);
        assertThat(folder.modified("a")).isEmpty();
        folder.write("a", "1", Access.SHARED);
        Instant then = Instant.parse("2020-02-03T04:05:06Z");

        Files.setLastModifiedTime(lab.host.place("/opt/x/a"), FileTime.from(then));

        assertThat(folder.modified("a")).contains(then);
    }

    @ParameterizedTest
    @EnumSource
    void accessIsSetOnNewAndReplacedFiles(Kind kind) throws IOException {
        Folder folder = folder(kind);
        folder.write("a", "1", Access.SHARED);
        assertThat(mode("a")).isEqualTo("rw-r--r--");

        folder.write("a", "2", Access.PRIVATE);

        assertThat(mode("a")).isEqualTo("rw-------");
    }

    @ParameterizedTest
    @EnumSource
    void textIsAddedToTheEnd(Kind kind) throws IOException {
        Folder folder = folder(kind);
        folder.write("a", "é\n", Access.PRIVATE);

        folder.append("a", "2\n");
        folder.append("a", "3\n");

        assertThat(folder.read("a")).contains("é\n2\n3\n");
        assertThat(mode("a")).isEqualTo("rw-------");
        assertThatThrownBy(() -> folder.append("missing", "text")).isInstanceOf(TargetException.class);
    }

    @ParameterizedTest
    @EnumSource
    void textIsNotAddedToAFileThatHasGoneOrIsAnotherSince(Kind kind) {
        Folder folder = folder(kind);
        folder.write("a", "one", Access.SHARED);
        folder.append("a", " two");
        folder.write("a", "another", Access.SHARED);

        folder.append("a", " text");

        assertThat(folder.read("a")).contains("another text");
        folder.delete("a");
        assertThatThrownBy(() -> folder.append("a", " more")).isInstanceOf(TargetException.class);
        assertThat(folder.files()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void manyFilesAreWrittenReadAndRemovedTogether(Kind kind) {
        Folder folder = folder(kind);
        List<NewFile> files = IntStream.range(0, 120)
                .mapToObj(number -> new NewFile("f" + number, "text " + number, Access.SHARED, Optional.empty()))
                .toList();
        List<String> names = files.stream().map(NewFile::name).toList();

        folder.writeAll(files);

        assertThat(folder.readAll(names)).hasSize(120).containsEntry("f7", "text 7");
        folder.deleteAll(names);
        assertThat(folder.readAll(names)).isEmpty();
        assertThat(folder.deleteIfEmpty()).isTrue();
        assertThat(folder.exists()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void whatAWriteThatDiedLeftGoesWithTheNextAndWithTheFile(Kind kind) {
        Folder folder = folder(kind);
        folder.write(".a.tmp", "half", Access.SHARED);
        folder.write("a", "whole", Access.SHARED);
        assertThat(folder.files()).containsExactly("a");

        folder.write(".a.tmp", "half", Access.SHARED);
        folder.delete("a");

        assertThat(folder.files()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aFolderTakesANameOnlyWhenNobodyHasIt(Kind kind) {
        Folder folder = folder(kind);
        folder.folder("mine").write("who", "me", Access.SHARED);
        folder.folder("yours").write("who", "you", Access.SHARED);

        assertThat(folder.renameFolder("mine", "lock")).isTrue();
        assertThat(folder.renameFolder("yours", "lock")).isFalse();

        assertThat(folder.folder("lock").read("who")).contains("me");
        assertThat(folder.folders()).containsExactly("lock", "yours");
    }

    @ParameterizedTest
    @EnumSource
    void aFolderGoesOnlyWhenNothingIsInIt(Kind kind) {
        Folder folder = folder(kind);
        folder.write("a", "1", Access.SHARED);
        folder.folder("sub").write("b", "2", Access.SHARED);
        folder.deleteIfEmpty();
        assertThat(folder.folders()).containsExactly("sub");

        folder.folder("sub").delete("b");
        folder.folder("sub").deleteIfEmpty();
        folder.delete("a");
        folder.deleteIfEmpty();

        assertThat(folder.exists()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aFileTakesAfterAnother(Kind kind) throws IOException {
        Folder folder = folder(kind);
        folder.write("model", "1", Access.PRIVATE);

        folder.writeLike("a", "2", "model");
        folder.writeLike("b", "3", "missing");

        assertThat(folder.read("a")).contains("2");
        assertThat(mode("a")).isEqualTo("rw-------");
        assertThat(folder.read("b")).contains("3");
        assertThat(mode("b")).isEqualTo("rw-r--r--");
        assertThat(folder.files()).containsExactly("a", "b", "model");
    }

    @ParameterizedTest
    @EnumSource
    void namesAndTextsAreTakenAsTheyAre(Kind kind) {
        Folder folder = folder(kind);
        String text = "$HOME `id` 'it' \"is\" \\n %s !! \t\n\nend";

        folder.write("it's a $(file)", text, Access.SHARED);

        assertThat(folder.read("it's a $(file)")).contains(text);
        assertThat(folder.files()).containsExactly("it's a $(file)");
    }

    @ParameterizedTest
    @EnumSource(names = {"SFTP", "COMMANDS"})
    void aWriteThatIsRefusedSaysSoAndLeavesTheOldText(Kind kind) {
        Folder folder = folder(kind);
        folder.write("a", "1", Access.SHARED);
        lab.host.faults().failAfter(0);

        assertThatThrownBy(() -> folder.write("a", "2", Access.SHARED))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("cannot write \"/opt/x/a\"")
                .hasMessageContaining("sudo install -d -o");
        assertThat(folder.read("a")).contains("1");
        assertThat(folder.files()).containsExactly("a");
    }

    @ParameterizedTest
    @EnumSource(names = {"SFTP", "COMMANDS"})
    void aFullDiskIsNamedAndLeavesTheOldText(Kind kind) {
        Folder folder = folder(kind);
        folder.write("a", "1", Access.SHARED);
        folder.write("like", "1", Access.SHARED);
        lab.host.fillDisk("/opt");

        assertNoSpace(() -> folder.write("a", "a new text", Access.SHARED));
        assertNoSpace(() -> folder.writeLike("a", "a new text", "like"));
        assertThat(folder.read("a")).contains("1");
        assertThat(folder.files()).containsExactly("a", "like");

        lab.host.freeDisk();
        folder.write("a", "a new text", Access.SHARED);
        assertThat(folder.read("a")).contains("a new text");
    }

    @ParameterizedTest
    @EnumSource(names = {"SFTP", "COMMANDS"})
    void aFullDiskIsNamedWhenTextIsAdded(Kind kind) {
        Folder folder = folder(kind);
        folder.write("a", "whole\n", Access.SHARED);
        lab.host.fillDisk("/opt");

        assertNoSpace(() -> folder.append("a", "torn line\n"));

        assertThat(folder.read("a").orElse("")).startsWith("whole\n").doesNotEndWith("torn line\n");
        assertThat(folder.files()).containsExactly("a");
    }

    private static void assertNoSpace(ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("no space left on disk")
                .hasMessageContaining("cannot write \"/opt/x/a\": c")
                .hasMessageContaining(": No space left on device.")
                .hasMessageContaining("df -h /opt/x");
    }

    @ParameterizedTest
    @EnumSource
    void bytesThatAreNotUtf8AreReadAllTheSame(Kind kind) throws IOException {
        Folder folder = folder(kind);
        folder.write("a", "", Access.SHARED);

        Files.write(lab.host.place("/opt/x/a"), new byte[] {'n', (byte) 0xE9, 'e'});

        assertThat(folder.read("a")).contains("n\uFFFDe");
    }

    private String mode(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(lab.host.place("/opt/x/" + name)));
    }

    private Folder folder(Kind kind) {
        if (kind == Kind.COMMANDS) {
            lab.host.setup().sftp(Sftp.ABSENT);
        }
        Path place = lab.host.place("/opt/x");
        return switch (kind) {
            case LOCAL -> new LocalFolder(place);
            case SFTP, COMMANDS -> lab.context().hosts().host("nas").folder("/opt/x");
            case COMMANDS_OF_THIS_MACHINE -> ShellFolders.here(place);
        };
    }

    /** Where a folder is, and by what it is reached. */
    enum Kind {
        LOCAL,
        SFTP,
        COMMANDS,
        COMMANDS_OF_THIS_MACHINE
    }
}
