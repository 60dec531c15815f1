// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.verify;

import dev.homelab.problem.Problem;
import dev.homelab.problem.Quoted;
import dev.homelab.problem.Where;
import dev.homelab.provision.Check;
import dev.homelab.provision.Check.NameAnswers;
import dev.homelab.provision.Check.PageAnswers;
import dev.homelab.provision.Check.PortOpens;
import dev.homelab.provision.CheckResult;
import java.util.Optional;

/**
 * Names the cause why a visitor does not find what a target sees to, and what to do about it. What keeps every visitor away, such as a
 * proxy that is down, is the same problem for each service, so that it is printed once.
 */
final class VisitorProblems {

    private static final String NO_ANSWER = "no answer: ";

    private VisitorProblems() {}

    /** Returns the problem; nothing if what was found is good or still on its way. */
    static Optional<Problem> of(TargetCheck check, CheckResult result) {
        return result.status() == CheckResult.Status.BAD ? Optional.of(problem(check, result)) : Optional.empty();
    }

    private static Problem problem(TargetCheck check, CheckResult result) {
        Where where = Where.target(check.target(), "");
        Check expectation = check.expectation();
        if (expectation instanceof PageAnswers page) {
            return page(where, page, result);
        }
        if (expectation instanceof PortOpens port) {
            return new Problem(
                    "port does not answer",
                    where,
                    "\"%s\" takes no connection: %s.".formatted(port.place().getAuthority(), result.found()),
                    "see that the proxy listens there, and that \"entryPoints\" of the target in the inventory has the right address.");
        }
        return expectation instanceof NameAnswers name ? name(where, name, result) : tile(where, expectation, result);
    }

    private static Problem page(Where where, PageAnswers page, CheckResult result) {
        int silent = result.found().indexOf(NO_ANSWER);
        if (silent >= 0) {
            String why = result.found().substring(silent + NO_ANSWER.length());
            return new Problem(
                    "entry point does not answer",
                    where,
                    "no page answers at \"%s\" on this machine: %s"
                            .formatted(
                                    page.entrance(),
                                    why.substring(why.lastIndexOf(": ") + 1).strip()),
                    "see that the proxy runs and listens there, and that a firewall lets this machine through; this asks it:\n\n  curl -sS -o /dev/null -w '%{http_code}\\n' "
                            + Quoted.word(page.entrance().toString()));
        }
        if (result.found().contains("certificate not accepted")) {
            return new Problem(
                    "certificate not accepted",
                    where,
                    said(page, result),
                    "let the proxy have a certificate for \"%s\" from an authority that this machine trusts, or name that authority's file under \"ca\" of the target in the inventory."
                            .formatted(page.hostname()));
        }
        if (page.signIn().isAsked()) {
            return new Problem(
                    "sign-in not as defined",
                    where,
                    said(page, result),
                    "see that the proxy of the sign-in runs and knows the route, and that \"%s\" has \"sso\" as it is meant."
                            .formatted(page.service()));
        }
        return new Problem(
                "page not as defined",
                where,
                said(page, result),
                "see that \"port\" of the route of \"%1$s\" is the one that its container listens at, that the container listens on all addresses and not on 127.0.0.1 alone, and that \"check\" asks for what the page answers; then apply again."
                        .formatted(page.service()));
    }

    private static Problem name(Where where, NameAnswers name, CheckResult result) {
        String server = NameProbe.server(name);
        if (result.found().contains("no answer from ")) {
            return NameServers.problem(where, server, ""); // equal for all services, so that it is printed once
        }
        return new Problem(
                "name not as defined",
                where,
                said(name, result),
                "see what the server answers and where that comes from: another record, a blocklist, or an upstream server:\n\n  dig @%s -p %d %s"
                        .formatted(name.server(), name.port(), name.hostname()));
    }

    private static Problem tile(Where where, Check tile, CheckResult result) {
        return new Problem(
                "tile not shown",
                where,
                said(tile, result),
                "see that the dashboard runs, has read its files again, and includes the page with the tiles; its own log says what it refuses.");
    }

    private static String said(Check check, CheckResult result) {
        return "\"%s\" does not pass the check \"%s\": %s"
                .formatted(check.service(), result.expectation(), result.found());
    }
}
