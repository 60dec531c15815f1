// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A lab in a process of its own. */
public final class Main {

    private Main() {}

    /**
     * Starts a lab in a folder and keeps it up until standard input ends. Once {@code lab.env} is there, the lab is up.
     * When it ends it leaves {@code counted.env}, with how often its targets were asked and changed.
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Lab lab = Lab.start(folder);
        System.in.transferTo(OutputStream.nullOutputStream()); // whatever is said, only the end counts
        lab.close();
        Files.writeString(
                folder.resolve("counted.env"), "requests=" + lab.requests() + "\nwrites=" + lab.writes() + "\n");
    }
}
