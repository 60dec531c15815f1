// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import dev.homelab.spi.Folder;
import java.nio.file.Path;

/** Folders that are worked on by commands, for tests of other packages. */
public final class ShellFolders {

    private ShellFolders() {}

    /** Returns a folder of this machine, by the commands that this machine has. */
    public static Folder here(Path folder) {
        return new ShellFolder(new LocalHost("here", HostEnvironment.DEFAULT), folder.toString());
    }
}
