// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.pihole;

import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.TargetException;

/**
 * What may keep a Pi-hole from being used, each with its way out. The words of FTL are those of v6.4.1.
 *
 * @param where the Pi-hole
 */
record PiholeProblems(Where where) {

    TargetException wrongPassword() {
        return refusal(
                "sign-in refused",
                "Pi-hole does not take the password.",
                "put the right one where \"password\" in the inventory points; if two-factor authentication is on, use an"
                        + " application password, and set webserver.api.app_sudo to true.");
    }

    TargetException secondFactor() {
        return refusal(
                "sign-in refused",
                "Pi-hole asks for a second factor, which no program has.",
                "create an application password in the web interface, under Settings, Web interface / API, put it where"
                        + " \"password\" in the inventory points, and set webserver.api.app_sudo to true.");
    }

    TargetException tooManySignIns() {
        return refusal(
                "too many sign-ins",
                "Pi-hole limits failed sign-ins, and something else fails to sign in all the time.",
                "find out what else signs in there, and run this again a little later.");
    }

    TargetException noSeat() {
        return refusal(
                "no API session free",
                "all sessions Pi-hole gives out at a time are taken.",
                "end some under Settings, Web interface / API, or increase webserver.api.max_sessions.");
    }

    Problem readOnly() {
        return problem(
                "configuration is read-only",
                "misc.readOnly is on, so Pi-hole would forget a change at its next restart.",
                "set misc.readOnly to false in pihole.toml, or remove FTLCONF_misc_readOnly from its environment.");
    }

    TargetException hidden() {
        return new TargetException(problem(
                "records not shown",
                "Pi-hole answers without its local DNS records, so the ones added by hand could not be kept.",
                "update Pi-hole to 6.0.3 or later, and see that \"url\" in the inventory leads to Pi-hole itself."));
    }

    Problem forced() {
        return problem(
                "records set by environment",
                "dns.hosts is set by an environment variable, so it cannot be changed through the API.",
                "remove FTLCONF_dns_hosts from the environment of Pi-hole's container.");
    }

    Problem forcedAlias(String hostname) {
        return problem(
                "records set by environment",
                "\"%s\" changes an alias, and dns.cnameRecords is set by an environment variable.".formatted(hostname),
                "remove FTLCONF_dns_cnameRecords from the environment of Pi-hole's container.");
    }

    Problem mayNotWrite() {
        return problem(
                "password may not write",
                "an application password may change the configuration only if webserver.api.app_sudo is on.",
                "set webserver.api.app_sudo to true, under Settings, All settings, Webserver and API.");
    }

    Problem invalidLine(String array, String line, String reason) {
        return problem(
                "invalid line in Pi-hole",
                "Pi-hole refuses every change of dns.%s because of its line \"%s\": %s.".formatted(array, line, reason),
                "correct or delete that line in Pi-hole, under Settings, Local DNS Records, or in pihole.toml (dns.%s)."
                        .formatted(array));
    }

    TargetException rejected(String reason) {
        return refusal(
                "record refused",
                "Pi-hole does not take a record: %s.".formatted(reason),
                "correct it in the definition, or the record by hand that it cannot stand beside.");
    }

    TargetException lost(String hostname) {
        return refusal(
                "change was lost",
                "\"%s\" is not in the local DNS records as it was written; something else changed them at the same time."
                        .formatted(hostname),
                "run this again; if it stays so, find what else writes Pi-hole's local DNS records.");
    }

    TargetException shared(String hostname, String line) {
        return refusal(
                "name shares a line",
                "\"%s\" stands in the line \"%s\", which answers for other names too.".formatted(hostname, line),
                "put the name on a line of its own in Pi-hole's local DNS records, and run this again.");
    }

    private TargetException refusal(String summary, String detail, String fix) {
        return new TargetException(problem(summary, detail, fix));
    }

    private Problem problem(String summary, String detail, String fix) {
        return new Problem(summary, where, detail, fix);
    }
}
