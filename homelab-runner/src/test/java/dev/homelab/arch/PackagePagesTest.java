// SPDX-License-Identifier: Apache-2.0
package dev.homelab.arch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of an adapter that has packages below it says what each of them is for. */
class PackagePagesTest {

    private static final Path ADAPTERS = Path.of("../homelab-adapters/src/main/java/dev/homelab/adapter");

    @Test
    void thePageOfAnAdapterNamesThePackagesBelowIt() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Path adapter : folders(ADAPTERS)) {
            String page = Files.readString(adapter.resolve("package-info.java"));
            for (Path below : folders(adapter)) {
                String name = "dev.homelab.adapter." + adapter.getFileName() + "." + below.getFileName();
                if (!page.contains("{@link " + name + "} ")) {
                    missing.add(name);
                }
            }
        }

        assertThat(missing).isEmpty();
    }

    private static List<Path> folders(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory).sorted().toList();
        }
    }
}
