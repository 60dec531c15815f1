// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.homelab.provision.TargetException;
import dev.homelab.spi.Folder;
import dev.homelab.spi.Folder.Access;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LocalFolderTest {

    @TempDir
    Path place;

    @Test
    void aFileAtTheLimitIsReadAndALargerOneIsNot() throws IOException {
        size("whole", 64 << 20);
        size("large", (64 << 20) + 1);
        Folder folder = new LocalFolder(place);

        assertThat(folder.read("whole").orElse("")).hasSize(64 << 20);
        assertThatThrownBy(() -> folder.read("large"))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("file too large")
                .hasMessageContaining("has more than 64 MB, and is not read.");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    @Timeout(30)
    void whatNeverEndsIsNotRead() throws IOException, InterruptedException {
        Files.createSymbolicLink(place.resolve("zeros"), Path.of("/dev/zero"));
        assertThat(new ProcessBuilder("mkfifo", place.resolve("pipe").toString())
                        .start()
                        .waitFor())
                .isZero();
        Folder folder = new LocalFolder(place);

        for (String name : List.of("zeros", "pipe")) {
            assertThatThrownBy(() -> folder.read(name))
                    .isInstanceOf(TargetException.class)
                    .hasMessageContaining(
                            "cannot read \"%s\": it is not a regular file.".formatted(place.resolve(name)));
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskIsNamedWhenTextIsAdded() throws IOException {
        Files.createSymbolicLink(place.resolve("a"), Path.of("/dev/full"));

        assertThatThrownBy(() -> new LocalFolder(place).append("a", "text"))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("no space left on disk")
                .hasMessageContaining("cannot write \"%s\"".formatted(place.resolve("a")))
                .hasMessageContaining("df -h " + place);
    }

    /** In another process, with a disk of 64 KB that only that one sees. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskIsNamedAndLeavesTheOldText() throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process child =
                inOwnMounts("mount -t tmpfs -o size=64k tmpfs \"$1\" && exec \"$2\" -cp \"$3\" \"$4\" \"$1\"", java);

        String printed = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(child.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(printed.lines())
                .containsExactly("refused: no space left on disk", "text: old", "files: [a, filler]", "then: new");
    }

    private Process inOwnMounts(String script, String java) throws IOException, InterruptedException {
        assumeTrue(isMounted("mount -t tmpfs tmpfs \"$1\""), "this machine lets users mount nothing");
        return unshared(script, java, System.getProperty("java.class.path"), FullDisk.class.getName());
    }

    private boolean isMounted(String script) throws InterruptedException {
        try {
            return unshared(script).waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private Process unshared(String script, String... words) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script, "sh"));
        command.add(place.toString());
        command.addAll(List.of(words));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private void size(String name, long bytes) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(place.resolve(name).toFile(), "rw")) {
            file.setLength(bytes);
        }
    }

    /** Writes on a small disk until it is full, and after room was made. */
    static final class FullDisk {

        private FullDisk() {}

        public static void main(String[] arguments) throws IOException {
            Path place = Path.of(arguments[0]);
            Folder folder = new LocalFolder(place);
            folder.write("a", "old", Access.PRIVATE);
            folder.write("filler", "x".repeat(40 << 10), Access.PRIVATE);
            try {
                folder.write("a", "new".repeat(10 << 10), Access.PRIVATE);
            } catch (TargetException e) {
                System.out.println("refused: " + e.problems().get(0).summary());
            }
            System.out.println("text: " + folder.read("a").orElse(""));
            System.out.println("files: " + folder.files());
            Files.delete(place.resolve("filler"));
            folder.write("a", "new", Access.PRIVATE);
            System.out.println("then: " + folder.read("a").orElse(""));
        }
    }
}
