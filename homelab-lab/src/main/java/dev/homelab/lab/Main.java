// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** A lab in a process of its own. */
public final class Main {

    private Main() {}

    /**
     * Starts a lab in a folder and keeps it up until standard input ends. Once {@code inventory.yaml} and {@code lab.env}
     * are there, the lab is up; both are found in the folder.
     */
    public static void main(String[] arguments) throws IOException {
        Lab lab = Lab.start(Path.of(arguments[0]));
        System.in.transferTo(OutputStream.nullOutputStream()); // whatever is said, only the end counts
        lab.close();
    }
}
