// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.provision.Cancellation;
import dev.homelab.runner.cli.option.Masking;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** What all commands of one process share. */
interface Invocation extends Masking {

    /** Returns that of the program which a command belongs to. */
    static Invocation of(CommandSpec spec) {
        return (Invocation) spec.root().userObject();
    }

    Map<String, String> environment();

    /** Returns what Ctrl-C requests. */
    Cancellation cancellation();

    boolean isVerbose();
}
