// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authentik;

import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.TargetException;

/**
 * What may keep an Authentik server from being used, each with its way out.
 *
 * @param where the server
 */
record AuthentikProblems(Where where) {

    Problem tokenRefused(String answer) {
        return problem(
                "token refused",
                "Authentik does not let the token do this: %s".formatted(answer),
                "create a token of intent \"API\" that does not expire, for a user in the group \"authentik Admins\","
                        + " and put it where \"token\" in the inventory points.");
    }

    Problem notSuperuser(String username) {
        return problem(
                "token is not a superuser's",
                ("the token belongs to \"%s\", who is not a superuser. Authentik lists only the applications that such"
                                + " a user may open, so the others would look as if they did not exist.")
                        .formatted(username),
                "add \"%s\" to a group of superusers in Authentik under Directory, Groups, such as \"authentik Admins\","
                                .formatted(username)
                        + " or create a token of intent \"API\" for a user who is in one, and put it where \"token\" in the inventory"
                        + " points.");
    }

    Problem tooOldForIcons(String release, String slug) {
        return problem(
                "Authentik too old for icons",
                "\"%s\" has an \"icon\", and Authentik %s takes icons only since 2025.12.".formatted(slug, release),
                "update Authentik, or remove \"sso.icon\" and set the picture in Authentik.");
    }

    Problem applicationHidden(String slug) {
        return problem(
                "list is incomplete",
                "a provider is used by the application \"%s\", which is not in Authentik's list of applications."
                        .formatted(slug),
                "run this again; if it fails again, see whether the application can be opened in Authentik's admin interface.");
    }

    Problem listIncomplete(String path) {
        return problem(
                "list is incomplete",
                "GET %s did not return as many rows as Authentik counts.".formatted(path),
                "run this again; if it fails again, see Authentik's log.");
    }

    Problem groupMissing(String group, String slug) {
        return problem(
                "group does not exist",
                "\"%s\" is only for the group \"%s\", which Authentik does not know, so no visitor could pass."
                        .formatted(slug, group),
                "create the group in Authentik under Directory, Groups, or correct \"sso.groups\" of the service.");
    }

    Problem outpostMissing(String outpost) {
        return problem(
                "outpost does not exist",
                "Authentik has no outpost \"%s\", so nothing would answer the proxy.".formatted(outpost),
                "correct \"outpost\" in the inventory, or leave it out for the embedded one.");
    }

    Problem flowMissing(String slug) {
        return problem(
                "flow does not exist",
                "Authentik has no flow \"%s\", which a new provider needs.".formatted(slug),
                "bring back the default flows in Authentik under Customization, Blueprints.");
    }

    Problem mappingMissing(String name) {
        return problem(
                "property mapping does not exist",
                "Authentik has no property mapping \"%s\", without which a service would learn nothing of its visitors."
                        .formatted(name),
                "bring back the default mappings in Authentik under Customization, Blueprints.");
    }

    Problem keyMissing(String name) {
        return problem(
                "signing key does not exist",
                "Authentik has no key pair \"%s\", so nothing could be signed.".formatted(name),
                "make one of that name in Authentik under System, Certificates.");
    }

    TargetException notApplied(String slug) {
        return refusal(
                "application not created",
                "Authentik took the application \"%s\" and then did not apply it.".formatted(slug),
                "see Authentik's log for the reason.");
    }

    TargetException nameTaken(String name) {
        return refusal(
                "provider name taken",
                "a provider called \"%s\" exists already, and guards something else.".formatted(name),
                "rename or delete that provider in Authentik, and run this again.");
    }

    TargetException otherKind(String slug, String kind) {
        return refusal(
                "provider of another kind",
                "the application \"%s\" is guarded by a provider of type \"%s\", which a person made and which cannot become one of the kind that \"sso\" asks for."
                        .formatted(slug, kind),
                "change the slug of that application in Authentik, or take its provider away.");
    }

    TargetException usedByOthers(String slug, String others) {
        return refusal(problem(
                "used by something else",
                "to delete the sign-on \"%s\" would also hit what does not belong to it: %s.".formatted(slug, others),
                "look at these in Authentik, let them go on without it, and run this again."));
    }

    TargetException inUse(String provider, String slug) {
        return refusal(
                "used by something else",
                "the provider \"%s\" is now used by the application \"%s\".".formatted(provider, slug),
                "run this again.");
    }

    TargetException outpostForgot(String outpost) {
        return refusal(
                "change was lost",
                "the outpost \"%s\" does not have the providers it was given.".formatted(outpost),
                "run this again; if it fails again, find what else changes the outpost.");
    }

    TargetException refusal(Problem problem) {
        return new TargetException(problem);
    }

    private TargetException refusal(String summary, String detail, String fix) {
        return new TargetException(problem(summary, detail, fix));
    }

    private Problem problem(String summary, String detail, String fix) {
        return new Problem(summary, where, detail, fix);
    }
}
