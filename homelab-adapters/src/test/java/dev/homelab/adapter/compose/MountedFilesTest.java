// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.support.file.LocalFolder;
import dev.homelab.model.container.MountedFile;
import dev.homelab.spi.BinaryText;
import dev.homelab.spi.Folder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountedFilesTest {

    private static final MountedFile APP = MountedFile.at("/app.conf");

    @TempDir
    Path path;

    @Test
    void aFolderIsOursAsLongAsAllOfItIsAsItWasWrittenAndIsWrittenAgainOtherwise() throws IOException {
        Folder project = new LocalFolder(path);
        MountedFiles mounted = new MountedFiles(project);
        String binary = BinaryText.of(new byte[] {0, 1, (byte) 0xff});
        Map<String, String> content = Map.of("a.conf", "a", "deep/er/b.bin", binary);
        MountedFile rights =
                new MountedFile("/etc/conf.d", Optional.of("0640"), Optional.of("1000:1001"), Optional.empty());
        String place = MountedFiles.place("films/conf.d", content, rights);
        Map<String, String> wanted = Map.of(place + "/a.conf", "a", place + "/deep/er/b.bin", binary);

        mounted.write(wanted, Map.of());

        assertThat(place).matches("[0-9a-f]{16}-0640-1000-1001/conf\\.d");
        Path top = path.resolve(MountedFiles.FOLDER).resolve(place);
        assertThat(top.resolve("deep/er/b.bin")).hasBinaryContent(new byte[] {0, 1, (byte) 0xff});
        Map<String, String> found = new TreeMap<>();
        wanted.forEach((one, text) -> found.put(MountedFiles.FOLDER + "/" + one, text));
        assertThat(MountedFiles.ours(found)).isEqualTo(wanted);
        assertThat(MountedFiles.rights(wanted.keySet()))
                .containsExactly(new MountedFiles.Rights(place, "0640", "1000:1001"));
        assertThat(MountedFiles.foldersWithin(wanted.keySet(), place))
                .containsExactly(place, place + "/deep", place + "/deep/er");

        Files.writeString(top.resolve("mine"), "mine");
        found.put(MountedFiles.FOLDER + "/" + place + "/mine", "mine");
        assertThat(MountedFiles.ours(found)).isEmpty();
        mounted.write(wanted, found);
        assertThat(top.resolve("mine")).doesNotExist();

        mounted.keepOnly(Set.of(), wanted.keySet());
        assertThat(path.resolve(MountedFiles.FOLDER)).doesNotExist();
    }

    @Test
    void whatAKilledRunLeftEmptyGoesAndWhatIsAPersonsStays() throws IOException {
        Folder project = new LocalFolder(path);
        MountedFiles mounted = new MountedFiles(project);
        Map<String, String> wanted = Map.of(MountedFiles.place("app.conf", Map.of("", "new"), APP), "new");
        String old = MountedFiles.place("app.conf", Map.of("", "old"), APP);
        Path files = path.resolve(MountedFiles.FOLDER);
        Files.createDirectories(files.resolve(old).getParent());
        Files.createDirectories(files.resolve("mine"));
        mounted.write(wanted, Map.of());

        mounted.keepOnly(wanted.keySet(), wanted.keySet());

        assertThat(files.resolve(old).getParent()).doesNotExist();
        assertThat(files.resolve("mine")).exists();
        assertThat(files.resolve(MountedFiles.place("app.conf", Map.of("", "new"), APP)))
                .hasContent("new");
    }
}
