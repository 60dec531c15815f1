// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.rfc2136;

import dev.homelab.adapter.support.dns.DnsRefusedException;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.TargetException;
import java.io.IOException;
import java.util.Collection;
import java.util.Set;
import org.xbill.DNS.Rcode;

/**
 * What may keep a zone from being read or updated, each with its way out.
 *
 * @param where the target
 */
record Rfc2136Problems(Where where, Rfc2136Settings settings) {

    /** What a server answers if something is there, or is not, that an update counts on. */
    private static final Set<Integer> CHANGED = Set.of(Rcode.NXRRSET, Rcode.YXRRSET, Rcode.YXDOMAIN, Rcode.NXDOMAIN);

    TargetException notBase64() {
        return refusal(
                "DNS key not Base64",
                "what is found where \"key.secret\" in the inventory points is no key in Base64.",
                "take the text after \"secret\" in the server's configuration, without the quotes.");
    }

    TargetException unreachable(IOException e) {
        String reason = e.getMessage() == null ? "no answer" : e.getMessage();
        return refusal(
                "target not reachable",
                "%s does not answer over TCP: %s.".formatted(address(), reason),
                "start the DNS server, allow TCP to it, or correct \"server\" and \"port\" in the inventory.");
    }

    /** Returns what a refusal to give the zone away means. */
    TargetException notRead(DnsRefusedException e) {
        return e.code() == Rcode.REFUSED
                ? refusal(
                        "zone transfer refused",
                        "the DNS server does not give the zone \"%s\" to the key \"%s\"."
                                .formatted(settings.zone(), settings.key().name()),
                        "allow it: in BIND by allow-transfer { key %1$s; }, in Knot by an acl with key: %1$s and action: [transfer, update]."
                                .formatted(settings.key().name()))
                : other(e, "read");
    }

    /** Returns what a refusal to make an update means. */
    TargetException notUpdated(String hostname, DnsRefusedException e) {
        if (CHANGED.contains(e.code())) {
            return changed(hostname);
        }
        return e.code() == Rcode.REFUSED ? mayNotUpdate() : other(e, "update");
    }

    TargetException mayNotUpdate() {
        return refusal(
                "zone update refused",
                "the DNS server does not let the key \"%s\" update the zone \"%s\"."
                        .formatted(settings.key().name(), settings.zone()),
                "allow it: in BIND by allow-update { key %1$s; }, in Knot by an acl with key: %1$s and action: [transfer, update]."
                        .formatted(settings.key().name()));
    }

    TargetException changed(String hostname) {
        return refusal(
                "name changed meanwhile",
                "\"%s\" is no longer in the zone as it was when this was planned, so nothing was changed there."
                        .formatted(hostname),
                "run this again; it plans with what is there now.");
    }

    TargetException lost(String hostname) {
        return refusal(
                "change was lost",
                "the server took the change of \"%s\", and it is not in the zone.".formatted(hostname),
                "run this again; if it stays so, find what else updates the zone.");
    }

    Problem besideAlias(String hostname, Collection<String> types) {
        return new Problem(
                "name has other records",
                where,
                "\"%s\" is to be an alias, and the zone has other records at this name, of type %s. An alias can have none beside it."
                        .formatted(hostname, String.join(", ", types)),
                "write \"address\" instead of \"cname\", or remove these records.");
    }

    private TargetException other(DnsRefusedException e, String verb) {
        return switch (e.keyError()) {
            case Rcode.BADKEY ->
                refusal(
                        "DNS key refused",
                        "the DNS server has no key \"%s\" of algorithm %s."
                                .formatted(settings.key().name(), settings.key().algorithmOrUsual()),
                        "correct \"name\" and \"algorithm\" under \"key\" in the inventory, or add the key to the server.");
            case Rcode.BADSIG ->
                refusal(
                        "DNS key refused",
                        "the DNS server has another secret for the key \"%s\"."
                                .formatted(settings.key().name()),
                        "put the server's where \"key.secret\" in the inventory points.");
            case Rcode.BADTIME ->
                refusal(
                        "clocks too far apart",
                        "the clocks of the DNS server and of this machine differ by more than five minutes, so it takes no signature from here.",
                        "set both clocks, best by NTP, and run this again.");
            default -> unsigned(e, verb);
        };
    }

    private TargetException unsigned(DnsRefusedException e, String verb) {
        return switch (e.code()) {
            case Rcode.NOTAUTH, Rcode.NOTZONE, Rcode.NXDOMAIN ->
                refusal(
                        "zone not served",
                        "the DNS server does not have the zone \"%s\" as its own.".formatted(settings.zone()),
                        "correct \"zone\" in the inventory, and let \"server\" be the primary server of the zone.");
            case Rcode.NOTIMP ->
                refusal(
                        "dynamic updates not possible",
                        "the DNS server has no dynamic updates.",
                        "use a server that has, such as BIND or Knot.");
            default ->
                refusal(
                        "DNS server failed",
                        "the DNS server could not %s the zone \"%s\": it answered %s."
                                .formatted(verb, settings.zone(), Rcode.string(e.code())),
                        "read its log; often it may not write to the folder of the zone.");
        };
    }

    private String address() {
        return settings.server() + ", port " + settings.portOrUsual() + ",";
    }

    private TargetException refusal(String summary, String detail, String fix) {
        return new TargetException(new Problem(summary, where, detail, fix));
    }
}
