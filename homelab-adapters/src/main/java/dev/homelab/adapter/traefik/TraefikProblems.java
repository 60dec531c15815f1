// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import dev.homelab.problem.Problem;
import dev.homelab.problem.Spelling;
import dev.homelab.problem.Where;
import dev.homelab.provision.Existing.Removal;
import java.util.List;
import java.util.Set;

/**
 * Says what is wrong with a Traefik and its files, and what to do about it.
 *
 * @param where the target
 * @param settings its section
 */
record TraefikProblems(Where where, TraefikSettings settings) {

    Problem noDirectory() {
        return problem(
                "folder not found",
                "there is no folder \"%s\" on \"%s\", so Traefik cannot be watching it."
                        .formatted(settings.directory(), settings.host()),
                "name the folder of providers.file.directory, as the host sees it, under \"directory\".");
    }

    Problem noEntryPoint(String name, List<String> known) {
        return problem(
                "entry point not found",
                "Traefik has no entry point \"%s\", only: %s.".formatted(name, String.join(", ", known)),
                "name one of them, or add it to Traefik's own configuration.");
    }

    Problem noMiddleware(String name, Set<String> known) {
        return problem(
                "middleware not found",
                "routes lead through \"%s\", or the inventory names it, and Traefik has no such middleware."
                        .formatted(name),
                Spelling.nearest(name, known)
                        .map("write \"%s\", if that is what you mean."::formatted)
                        .orElse("define it in a file of your own in \"%s\", or correct the name."
                                .formatted(settings.directory())));
    }

    Problem noTransport(String name) {
        return problem(
                "transport not found",
                "a route asks for \"%s\", and no file in \"%s\" defines such a transport."
                        .formatted(name, settings.directory()),
                "define it under \"serversTransports\" in a file of your own there, or correct the name.");
    }

    Problem unreadable(RouteFile file) {
        return problem(
                "file blocks the proxy",
                "\"%s\" is no YAML. As long as it is there, Traefik loads no change of any file."
                        .formatted(path(file.name())),
                "mend it, or give it a name that does not end in .yml while you do.");
    }

    Problem refusedFile(RouteFile file, SchemaViolation refused) {
        return problem(
                "file blocks the proxy",
                "in \"%s\", \"%s\" %s. As long as it is there, Traefik loads no change of any file, and after a restart none at all."
                        .formatted(path(file.name()), refused.path(), refused.reason()),
                "mend it, or give the file a name that does not end in .yml while you do.");
    }

    Problem noTlsOptions(String name) {
        return problem(
                "TLS options not found",
                "a route asks for \"%s\", and no file in \"%s\" defines such options."
                        .formatted(name, settings.directory()),
                "define them under \"tls.options\" in a file of your own there, or correct the name.");
    }

    Problem nameTaken(String name, RouteFile by, RouteFile wanted) {
        return problem(
                "name taken at proxy",
                "\"%s\" and \"%s\" both define \"%s\", of which Traefik would take only one."
                        .formatted(path(by.name()), path(wanted.name()), name),
                "rename it in \"%s\".".formatted(path(by.name())));
    }

    /** Returns that a file of a person routes what homelab is about to route. */
    Problem routedTwice(Removal removal) {
        return problem(
                "routed twice",
                "\"%s\" has routers for the same addresses (%s), and homelab does not write to this file. Traefik follows either."
                        .formatted(removal.file(), removal.what()),
                "once the routes of homelab are in force, %s.".formatted(removal.text()));
    }

    /** Returns that a file did not come into force in time. */
    Problem notLoaded(String file, long seconds) {
        return problem(
                "route not loaded",
                "Traefik did not load \"%s\" within %d s.".formatted(path(file), seconds),
                "look in Traefik's log for \"Error occurred during watcher callback\", and check that "
                        + "providers.file.directory is this folder and is watched:\n\n  docker logs --tail 20 traefik");
    }

    /** Returns that the routes of a removed file are still in force. */
    Problem notUnloaded(String file, long seconds) {
        return problem(
                "route not unloaded",
                "\"%s\" is gone, but Traefik still had its routes after %d s.".formatted(path(file), seconds),
                "look in Traefik's log for \"Error occurred during watcher callback\":\n\n"
                        + "  docker logs --tail 20 traefik");
    }

    /** Returns that Traefik loaded a file and found fault with it. */
    Problem refused(String file, List<String> errors) {
        return problem(
                "route refused",
                "Traefik refuses what \"%s\" said: %s.".formatted(path(file), String.join("; ", errors)),
                "see the reason; if a setting of this target is wrong, correct it in the inventory.");
    }

    private String path(String file) {
        return settings.directory() + "/" + file;
    }

    private Problem problem(String summary, String detail, String fix) {
        return new Problem(summary, where, detail, fix);
    }
}
