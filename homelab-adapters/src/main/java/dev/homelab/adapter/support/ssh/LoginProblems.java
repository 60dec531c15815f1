// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import dev.homelab.problem.Problem;
import dev.homelab.spi.CommandResult;
import java.util.stream.Stream;

/** Says why a host that lets the user sign in runs no command. */
final class LoginProblems {

    private LoginProblems() {}

    /**
     * Returns why the command did not begin.
     *
     * @param printed what came on standard output
     */
    static Problem notRun(SshLogin login, HostEnvironment environment, CommandResult result, String printed) {
        String said = new CommandResult(result.exit(), printed, result.errors()).reason();
        if (environment.needsSudo() && mentions(said, "sudo", "password", "sudoers")) {
            return sudo(login, said);
        }
        return new Problem(
                "login shell runs no commands",
                login.where(),
                "the login shell of \"%s\" ended before it ran a command: %s".formatted(login.user(), said),
                "give the user a shell that runs commands, or mend what its start files do:\n\n  sudo usermod -s /bin/sh "
                        + login.user());
    }

    private static Problem sudo(SshLogin login, String said) {
        return new Problem(
                "sudo not permitted",
                login.where(),
                "the inventory says \"sudo: true\", and \"%s\" may not use it without a password: %s"
                        .formatted(login.user(), said),
                "let the user:\n\n  echo '%1$s ALL=(ALL) NOPASSWD: ALL' | sudo tee /etc/sudoers.d/%1$s"
                        .formatted(login.user()));
    }

    private static boolean mentions(String text, String... words) {
        return Stream.of(words).anyMatch(text::contains);
    }
}
