// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.verify;

import dev.homelab.provision.Expectation.NameAnswers;
import dev.homelab.provision.Expectation.NameAnswers.Answer;
import dev.homelab.provision.Finding;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;

/** Asks a DNS server for a name, through the JDK's own DNS client. */
final class NameProbe {

    private NameProbe() {}

    static Finding look(NameAnswers name) {
        String expectation = "DNS answers %s for %s".formatted(name.answer().value(), name.hostname());
        try {
            List<String> found = found(name);
            boolean good = found.stream().anyMatch(value -> isAnswer(name.answer(), value));
            return new Finding(expectation, good, "answered " + found);
        } catch (NameNotFoundException e) {
            return new Finding(expectation, false, "the server does not know the name");
        } catch (NamingException e) {
            return new Finding(expectation, false, "no answer from " + name.server() + ":" + name.port());
        }
    }

    private static boolean isAnswer(Answer wanted, String found) {
        return switch (wanted.type()) {
            case A -> found.equals(wanted.value());
            case AAAA -> isSameAddress(found, wanted.value());
            case CNAME -> found.replaceFirst("\\.$", "").equalsIgnoreCase(wanted.value());
        };
    }

    /** An IPv6 address has many spellings. Neither text is looked up, since a colon is in no name. */
    private static boolean isSameAddress(String one, String other) {
        try {
            return InetAddress.getByName(one).equals(InetAddress.getByName(other));
        } catch (UnknownHostException e) {
            return false;
        }
    }

    // The DNS provider reads records, never objects; JNDI asks for a Hashtable.
    @SuppressWarnings({"BanJNDI", "JdkObsolete"})
    private static List<String> found(NameAnswers name) throws NamingException {
        Hashtable<String, String> settings = new Hashtable<>();
        settings.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        settings.put(Context.PROVIDER_URL, "dns://" + name.server() + ":" + name.port());
        settings.put("com.sun.jndi.dns.timeout.initial", "1000");
        settings.put("com.sun.jndi.dns.timeout.retries", "2");
        DirContext dns = new InitialDirContext(settings);
        try {
            String type = name.answer().type().name();
            Attribute records = dns.getAttributes(name.hostname().value(), new String[] {type})
                    .get(type);
            List<String> found = new ArrayList<>();
            if (records != null) {
                NamingEnumeration<?> values = records.getAll();
                while (values.hasMore()) {
                    found.add(String.valueOf(values.next()));
                }
            }
            return found;
        } finally {
            dns.close();
        }
    }
}
