// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.caddy;

import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.Change;

/**
 * Says what is wrong with a Caddy and its files, and what to do about it.
 *
 * @param where the target
 * @param settings its section
 */
record CaddyProblems(Where where, CaddySettings settings) {

    /** Returns that the Caddyfile does not have our files in it. */
    Problem notImported() {
        return problem(
                "routes not imported",
                "\"%s\" imports no files, so Caddy would not see the routes in \"%s\"."
                        .formatted(settings.caddyfilePath(), settings.directory()),
                importIt());
    }

    /** Returns that Caddy does not take its Caddyfile, whatever homelab does. */
    Problem caddyfile(String reason) {
        return problem(
                "caddyfile not valid",
                "Caddy refuses \"%s\" with all that it imports: %s. As long as it does, no change of any route comes into force, and Caddy does not start again."
                        .formatted(settings.caddyfilePath(), withoutStop(reason)),
                "correct what the reason names; homelab changes no file without its mark. To see more:\n\n"
                        + "  caddy validate --config " + settings.caddyfilePath());
    }

    /** Returns that Caddy would refuse the routes of a service. */
    Problem wouldBeRefused(ServiceName service, String reason) {
        return problem(
                "route refused",
                "Caddy would refuse the routes of \"%s\": %s.".formatted(service, withoutStop(reason)),
                fix(reason));
    }

    /** Returns that Caddy refused a file. */
    Problem refused(String file, String reason) {
        return problem(
                "route refused",
                "Caddy refuses what \"%s/%s\" said: %s.".formatted(settings.directory(), file, withoutStop(reason)),
                fix(reason));
    }

    /** Returns that Caddy took its Caddyfile, and runs without what a change has made. */
    Problem notInForce(Change<RouteFile> change, long seconds) {
        return change.after().isPresent()
                ? problem(
                        "route not loaded",
                        "Caddy loaded \"%s\", and still did not run with \"%s/%s\" after %d s."
                                .formatted(settings.caddyfilePath(), settings.directory(), change.key(), seconds),
                        importIt())
                : problem(
                        "route not unloaded",
                        "\"%s/%s\" is gone, but Caddy still had its routes after %d s."
                                .formatted(settings.directory(), change.key(), seconds),
                        "check that Caddy runs with the Caddyfile that \"caddyfile\" of this target names.");
    }

    private String importIt() {
        return "add this line at the end of the Caddyfile, outside of all braces, with the folder as Caddy sees it:\n\n  import "
                + settings.directory() + "/*" + CaddySession.ENDING;
    }

    private static String fix(String reason) {
        if (reason.contains("File to import not found")) {
            return "define it as a snippet in the Caddyfile, before the line that imports the routes, or correct the name.";
        }
        return reason.contains("ambiguous site") || reason.contains("more than one automation policy")
                ? "remove the site of that name from the Caddyfile, or give the service another hostname."
                : "see the reason; if a snippet or a setting of this target is wrong, correct it.";
    }

    private static String withoutStop(String reason) {
        return reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason;
    }

    private Problem problem(String summary, String detail, String fix) {
        return new Problem(summary, where, detail, fix);
    }
}
