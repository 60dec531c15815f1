// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.keycloak;

import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.TargetException;
import java.util.List;

/**
 * What may keep a Keycloak server from being used, each with its way out.
 *
 * @param where the server
 */
record KeycloakProblems(Where where) {

    TargetException signInRefused(String client, String realm, String answer) {
        return refusal(
                "sign-in refused",
                "the client \"%s\" of realm \"%s\" could not sign in: %s.".formatted(client, realm, answer),
                "see in Keycloak that the client has \"Client authentication\" and \"Service account roles\" on, that"
                        + " \"clientSecret\" in the inventory points to its secret, and that \"adminRealm\" is the realm it is in.");
    }

    TargetException notAllowed(String call) {
        return refusal(
                "token refused",
                "Keycloak does not let the client of homelab do this: %s.".formatted(call),
                "give its service account the roles \"manage-clients\", \"view-clients\" and \"query-groups\" of \"realm-management\""
                        + " (of \"REALM-realm\", if the client is in the realm master).");
    }

    TargetException realmMissing(String realm) {
        return refusal(
                "realm does not exist",
                "Keycloak has no realm \"%s\", or no Keycloak is there.".formatted(realm),
                "correct \"realm\" or \"url\" in the inventory, or create the realm.");
    }

    TargetException refused(String call, int status, String answer) {
        return refusal(
                "target refused",
                "%s was answered %d: %s".formatted(call, status, answer),
                "see the answer; the log of Keycloak may say more.");
    }

    TargetException notJson(String call) {
        return refusal(
                "answer not understood",
                "%s was not answered in the form that Keycloak has.".formatted(call),
                "see that \"url\" in the inventory leads to Keycloak and not to a page of a proxy.");
    }

    Problem groupMissing(String group, String title) {
        return new Problem(
                "group does not exist",
                where,
                "\"%s\" is only for the group \"%s\", which Keycloak does not know, so no visitor could pass."
                        .formatted(title, group),
                "create the group in Keycloak under Groups, or correct \"sso.groups\" of the service.");
    }

    Problem scopeMissing(String scope, String title) {
        return new Problem(
                "client scope does not exist",
                where,
                "\"%s\" is to learn \"%s\" of its visitors, and Keycloak has no client scope of that name."
                        .formatted(title, scope),
                "create the scope in Keycloak under Client scopes, or correct \"sso.scopes\" of the service.");
    }

    Problem groupsNotEnforced(String title, List<String> groups) {
        return new Problem(
                "service must check groups",
                where,
                "Keycloak signs in every user of the realm. Tokens for \"%s\" say under \"groups\" which groups a visitor is in, and only the service itself can refuse who is in none of: %s."
                        .formatted(title, String.join(", ", groups)),
                "set in the service which groups may sign in.");
    }

    TargetException hasRoles(String clientId, List<String> roles) {
        return refusal(
                "used by something else",
                "to delete the client \"%s\" would also delete the roles that people made in it, and take them from users: %s."
                        .formatted(clientId, String.join(", ", roles)),
                "delete the roles in Keycloak, and run this again.");
    }

    private TargetException refusal(String summary, String detail, String fix) {
        return new TargetException(new Problem(summary, where, detail, fix));
    }
}
