// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homelab.problem.Where;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.CommandResult;
import dev.homelab.spi.Folder;
import dev.homelab.spi.Folder.Access;
import dev.homelab.spi.RemoteHost;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellFolderTest {

    @TempDir
    Path place;

    @Test
    void aTextThatDoesNotArriveWholeReplacesNothing() {
        RemoteHost here = new LocalHost("here", HostEnvironment.DEFAULT);
        new ShellFolder(here, place.toString()).write("a", "old", Access.SHARED);
        Folder broken = new ShellFolder(new CutOff(here), place.toString());

        assertThatThrownBy(() -> broken.write("a", "new and long", Access.SHARED))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("cannot write");
        assertThatThrownBy(() -> broken.writeLike("a", "new and long", "a")).isInstanceOf(TargetException.class);

        assertThat(place.resolve("a")).hasContent("old");
        assertThat(broken.files()).containsExactly("a");
    }

    /** The line breaks while a text is sent: the program on the host reads the first half and then the end. */
    private record CutOff(RemoteHost host) implements RemoteHost {

        @Override
        public Where where() {
            return host.where();
        }

        @Override
        public CommandResult run(List<String> argv, String input, Duration limit) {
            return host.run(argv, input.substring(0, input.length() / 2), limit);
        }

        @Override
        public CommandResult run(List<String> argv, OutputStream output, Duration limit) {
            return host.run(argv, output, limit);
        }

        @Override
        public Folder folder(String path) {
            return host.folder(path);
        }
    }
}
