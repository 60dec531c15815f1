// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homelab.adapter.TestLab;
import dev.homelab.adapter.support.file.Folder.Access;
import dev.homelab.provision.TargetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    @ValueSource(booleans = {true, false})
    void aFolderThatIsNotThereIsEmpty(boolean far) {
        Folder folder = folder(far);

        assertThat(folder.exists()).isFalse();
        assertThat(folder.files()).isEmpty();
        assertThat(folder.folders()).isEmpty();
        assertThat(folder.read("a")).isEmpty();
        assertThat(folder.renameFolder("a", "b")).isFalse();
        folder.delete("a");
        folder.deleteIfEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void filesAreWrittenReadAndReplaced(boolean far) {
        Folder folder = folder(far);
        String large = "é\n".repeat(100_000);

        folder.write("b", "old", Access.SHARED);
        folder.write("b", large, Access.SHARED);
        folder.write("a", "", Access.SHARED);

        assertThat(folder.read("b")).contains(large);
        assertThat(folder.read("a")).contains("");
        assertThat(folder.files()).containsExactly("a", "b");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void accessIsSetOnNewAndReplacedFiles(boolean far) throws IOException {
        Folder folder = folder(far);
        folder.write("a", "1", Access.SHARED);
        assertThat(mode("a")).isEqualTo("rw-r--r--");

        folder.write("a", "2", Access.PRIVATE);

        assertThat(mode("a")).isEqualTo("rw-------");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void textIsAddedToTheEnd(boolean far) throws IOException {
        Folder folder = folder(far);
        folder.write("a", "é\n", Access.PRIVATE);

        folder.append("a", "2\n");
        folder.append("a", "3\n");

        assertThat(folder.read("a")).contains("é\n2\n3\n");
        assertThat(mode("a")).isEqualTo("rw-------");
        assertThatThrownBy(() -> folder.append("missing", "text")).isInstanceOf(TargetException.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatAWriteThatDiedLeftGoesWithTheNextAndWithTheFile(boolean far) {
        Folder folder = folder(far);
        folder.write(".a.tmp", "half", Access.SHARED);
        folder.write("a", "whole", Access.SHARED);
        assertThat(folder.files()).containsExactly("a");

        folder.write(".a.tmp", "half", Access.SHARED);
        folder.delete("a");

        assertThat(folder.files()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFolderTakesANameOnlyWhenNobodyHasIt(boolean far) {
        Folder folder = folder(far);
        folder.folder("mine").write("who", "me", Access.SHARED);
        folder.folder("yours").write("who", "you", Access.SHARED);

        assertThat(folder.renameFolder("mine", "lock")).isTrue();
        assertThat(folder.renameFolder("yours", "lock")).isFalse();

        assertThat(folder.folder("lock").read("who")).contains("me");
        assertThat(folder.folders()).containsExactly("lock", "yours");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFolderGoesOnlyWhenNothingIsInIt(boolean far) {
        Folder folder = folder(far);
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

    @Test
    void aWriteThatIsRefusedSaysSoAndLeavesTheOldText() {
        Folder folder = folder(true);
        folder.write("a", "1", Access.SHARED);
        lab.host.faults().failAfter(0);

        assertThatThrownBy(() -> folder.write("a", "2", Access.SHARED))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("cannot write \"/opt/x/a\"")
                .hasMessageContaining("sudo install -d -o");
        assertThat(folder.read("a")).contains("1");
        assertThat(folder.files()).containsExactly("a");
    }

    private String mode(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(lab.host.place("/opt/x/" + name)));
    }

    private Folder folder(boolean far) {
        return far ? lab.context().hosts().host("nas").folder("/opt/x") : new LocalFolder(lab.host.place("/opt/x"));
    }
}
