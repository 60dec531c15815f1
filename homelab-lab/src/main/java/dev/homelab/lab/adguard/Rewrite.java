// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.adguard;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homelab.lab.dns.DnsRecord;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One rewrite.
 *
 * @param domain in lower case; a wildcard begins with {@code *.}
 * @param answer an address, a name, or {@code A} or {@code AAAA} for what the upstream server answers
 * @param isEnabled whether it is in force
 */
record Rewrite(String domain, String answer, boolean isEnabled) {

    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

    /** Reads what a client sends; a key that is missing is an empty text, and one without "enabled" is enabled. */
    static Rewrite of(JsonNode sent) {
        return new Rewrite(
                sent.path("domain").asText(""),
                sent.path("answer").asText(""),
                sent.path("enabled").asBoolean(true));
    }

    /** Returns it as it is kept: only the domain is changed. */
    Rewrite normal() {
        return new Rewrite(domain.toLowerCase(Locale.ROOT), answer, isEnabled);
    }

    /** Returns whether a client that names this one means another: byte for byte, whether it is enabled or not. */
    boolean names(Rewrite other) {
        return domain.equals(other.domain) && answer.equals(other.answer);
    }

    boolean isWildcard() {
        return domain.startsWith("*.");
    }

    boolean matches(String name) {
        return domain.equals(name) || (isWildcard() && name.endsWith(domain.substring(1)));
    }

    /** Returns whether it leaves the answers of one type to the upstream server. */
    boolean isException() {
        return answer.equals("A") || answer.equals("AAAA");
    }

    boolean isAlias() {
        return type() == DnsRecord.CNAME;
    }

    int type() {
        if (answer.equals("A") || IPV4.matcher(answer).matches()) {
            return DnsRecord.A;
        }
        return answer.equals("AAAA") || answer.contains(":") ? DnsRecord.AAAA : DnsRecord.CNAME;
    }
}
