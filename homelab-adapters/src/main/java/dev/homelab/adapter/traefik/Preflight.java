// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Desired;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/**
 * What would keep files from being loaded, or their routes from being let in, found out from what is there. Pure.
 *
 * @param problems says it
 * @param foreign the files of people in the folder
 * @param ours those with a mark, which may go in this very run
 * @param loaded what is in force
 */
record Preflight(TraefikProblems problems, List<RouteFile> foreign, List<RouteFile> ours, RuntimeConfig loaded) {

    private static final String TRANSPORTS = "serversTransports";

    /**
     * Returns what in people's files would keep ours from being loaded, or one of their parts from being taken.
     *
     * @param isLater whether Traefik may know keys that are unknown here; asked only if there are any
     */
    List<Problem> inTheWay(List<Desired<RouteFile>> desired, BooleanSupplier isLater) {
        return foreign.stream()
                .filter(file -> !file.isUnjudged())
                .flatMap(file -> inTheWay(file, desired, isLater).stream())
                .toList();
    }

    /** Returns what routes refer to that neither our files bring along nor Traefik has from elsewhere. */
    List<Problem> missing(List<Desired<RouteFile>> desired) {
        References needs =
                new References(desired.stream().map(Desired::resource).toList());
        List<Problem> missing = new ArrayList<>(middlewares(needs));
        if (foreign.stream().noneMatch(RouteFile::isUnjudged)) { // of the rest the API says nothing
            References theirs = new References(foreign);
            Set<String> transports = new TreeSet<>(needs.transports());
            transports.removeAll(needs.defined(TRANSPORTS));
            transports.removeAll(theirs.defined(TRANSPORTS));
            transports.removeIf(name -> !name.endsWith("@file"));
            transports.forEach(name -> missing.add(problems.noTransport(name)));
            Set<String> options = new TreeSet<>(needs.tlsOptions());
            options.removeAll(needs.definedTlsOptions());
            options.removeAll(theirs.definedTlsOptions());
            options.removeIf(name -> !name.endsWith("@file"));
            options.forEach(name -> missing.add(problems.noTlsOptions(name)));
        }
        return missing;
    }

    private List<Problem> middlewares(References needs) {
        Set<String> known = new TreeSet<>(loaded.names("middlewares"));
        known.removeAll(new References(ours).defined("middlewares")); // those may go in this very run
        known.addAll(needs.defined("middlewares"));
        Set<String> wanted = new TreeSet<>(needs.middlewares());
        problems.settings().middlewares().forEach(name -> wanted.add(References.inFull(name)));
        wanted.removeAll(known);
        return wanted.stream().map(name -> problems.noMiddleware(name, known)).toList();
    }

    private List<Problem> inTheWay(RouteFile theirs, List<Desired<RouteFile>> desired, BooleanSupplier isLater) {
        if (desired.stream().anyMatch(wanted -> wanted.resource().key().equals(theirs.key()))) {
            return List.of(); // where we want to be, which is a conflict
        }
        if (!theirs.text().isReadable()) {
            return List.of(problems.unreadable(theirs));
        }
        List<Problem> found = new ArrayList<>();
        SchemaViolation.by(theirs.text().root()).stream()
                .filter(refused -> !refused.isUnknownKey() || !isLater.getAsBoolean())
                .forEach(refused -> found.add(problems.refusedFile(theirs, refused)));
        Set<String> taken = References.names(theirs);
        desired.stream()
                .map(Desired::resource)
                .forEach(wanted -> References.names(wanted).stream()
                        .filter(name -> taken.contains(name) && !isSame(name, theirs, wanted))
                        .forEach(name -> found.add(problems.nameTaken(name, theirs, wanted))));
        return found;
    }

    /** Of two that say the same it does not matter which one Traefik takes. */
    private static boolean isSame(String name, RouteFile theirs, RouteFile wanted) {
        String[] steps = name.split("\\.", 3);
        return SameRoutes.isSame(part(theirs, steps), part(wanted, steps));
    }

    private static JsonNode part(RouteFile file, String[] steps) {
        return file.text().root().path(steps[0]).path(steps[1]).path(steps[2]);
    }
}
