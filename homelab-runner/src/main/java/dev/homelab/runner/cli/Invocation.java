// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.adapter.support.secret.Masker;
import dev.homelab.provision.Cancellation;
import dev.homelab.runner.cli.option.Masking;
import dev.homelab.runner.cli.screen.Screen;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** What all commands of one process share. */
interface Invocation extends Masking {

    /** Returns that of the program which a command belongs to; an empty environment for a command on its own. */
    static Invocation of(CommandSpec spec) {
        return spec.root().userObject() instanceof Invocation program ? program : Alone.made();
    }

    Map<String, String> environment();

    /** Returns what Ctrl-C requests. */
    Cancellation cancellation();

    boolean isVerbose();

    /** Returns the terminal, if there is one. */
    Screen screen();

    /** That of a command without the program, with no environment. */
    record Alone(
            Map<String, String> environment, Masker masker, Cancellation cancellation, boolean isVerbose, Screen screen)
            implements Invocation {

        static Alone made() {
            return new Alone(Map.of(), new Masker(), new Cancellation(), false, Screen.none(Map.of()));
        }
    }
}
