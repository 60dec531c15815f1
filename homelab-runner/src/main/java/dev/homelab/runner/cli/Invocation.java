// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.adapter.support.secret.Masker;
import dev.homelab.provision.Cancellation;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** What all commands of one process share. */
interface Invocation {

    /** Returns that of the program which a command belongs to. */
    static Invocation of(CommandSpec spec) {
        return (Invocation) spec.root().userObject();
    }

    Map<String, String> environment();

    /** Returns what hides secrets in all that is printed. */
    Masker masker();

    /** Returns what Ctrl-C requests. */
    Cancellation cancellation();

    boolean isVerbose();
}
