// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import java.util.List;

/**
 * A group of commands in the help.
 *
 * @param title its heading
 * @param commands the names, in the order of the help
 */
record CommandGroup(String title, List<String> commands) {

    /** All groups, in the order of the help. */
    static final List<CommandGroup> ALL = List.of(
            of(
                    "Every day",
                    "plan",
                    "apply",
                    "status",
                    "logs",
                    "verify",
                    "drift",
                    "rollback",
                    "history",
                    "list",
                    "show",
                    "explain",
                    "site",
                    "graph",
                    "validate",
                    "new",
                    "pin"),
            of("In a pipeline", "detect", "notify", "lock", "unlock", "ci", "pull"),
            of(
                    "Set-up",
                    "init",
                    "import",
                    "doctor",
                    "demo",
                    "hosts",
                    "key",
                    "glance",
                    "schema",
                    "completion",
                    "destroy",
                    "help"));

    private static CommandGroup of(String title, String... commands) {
        return new CommandGroup(title, List.of(commands));
    }

    /** Returns the names of all commands. */
    static List<String> names() {
        return ALL.stream().flatMap(group -> group.commands.stream()).toList();
    }
}
