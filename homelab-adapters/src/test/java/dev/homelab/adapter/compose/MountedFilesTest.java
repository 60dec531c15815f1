// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.support.file.LocalFolder;
import dev.homelab.spi.Folder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountedFilesTest {

    @TempDir
    Path path;

    @Test
    void whatAKilledRunLeftEmptyGoesAndWhatIsAPersonsStays() throws IOException {
        Folder project = new LocalFolder(path);
        MountedFiles mounted = new MountedFiles(project);
        Map<String, String> wanted = Map.of(MountedFiles.place("app.conf", "new"), "new");
        String old = MountedFiles.place("app.conf", "old");
        Path files = path.resolve(MountedFiles.FOLDER);
        Files.createDirectories(files.resolve(old).getParent());
        Files.createDirectories(files.resolve("mine"));
        mounted.write(wanted);

        mounted.keepOnly(wanted.keySet(), wanted.keySet());

        assertThat(files.resolve(old).getParent()).doesNotExist();
        assertThat(files.resolve("mine")).exists();
        assertThat(files.resolve(MountedFiles.place("app.conf", "new"))).hasContent("new");
    }
}
