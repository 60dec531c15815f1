// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NearestServicesTest {

    @TempDir
    private Path top;

    @Test
    void theFolderBelowTheCurrentOneIsUsed() throws IOException {
        inventory(top);

        assertThat(NearestServices.from(top)).contains(top.resolve("services"));
    }

    @Test
    void elseTheNearestFolderAboveIsUsed() throws IOException {
        inventory(top);
        Path deep = Files.createDirectories(top.resolve("services/media/photos"));
        inventory(Files.createDirectories(top.resolve("other")));

        assertThat(NearestServices.from(deep)).contains(deep.resolve("../../../services"));
        assertThat(NearestServices.from(top.resolve("other"))).contains(top.resolve("other/services"));
    }

    @Test
    void aFolderAboveWithoutAnInventoryIsPassedBy() throws IOException {
        inventory(top);
        Path middle = Files.createDirectories(top.resolve("code"));
        Files.createDirectories(middle.resolve("services"));
        Path deep = Files.createDirectories(middle.resolve("src"));

        assertThat(NearestServices.from(deep)).contains(deep.resolve("../../services"));
    }

    @Test
    void withoutAnyThereIsNone() {
        assertThat(NearestServices.from(top)).isEmpty();
    }

    private static void inventory(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("services"));
        Files.writeString(folder.resolve("services/inventory.yaml"), "homelab: home\n");
    }
}
