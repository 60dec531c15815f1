// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import java.util.List;
import java.util.stream.Stream;

/** A group of commands in the help, in the order of the help. */
enum CommandGroup {
    DAILY("Every day", "plan", "apply", "verify", "drift", "rollback", "history", "show", "explain", "validate"),
    PIPELINE("In a pipeline", "detect", "notify", "lock", "unlock", "ci"),
    SET_UP("Set-up", "demo", "hosts", "key", "glance", "schema", "help");

    private final String title;
    private final List<String> commands;

    CommandGroup(String title, String... commands) {
        this.title = title;
        this.commands = List.of(commands);
    }

    String title() {
        return title;
    }

    List<String> commands() {
        return commands;
    }

    /** Returns the names of all commands. */
    static List<String> names() {
        return Stream.of(values()).flatMap(group -> group.commands.stream()).toList();
    }
}
