// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.verify;

import dev.homelab.provision.Expectation.NameAnswers;
import dev.homelab.report.Finding;
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
        String expectation = "DNS answers %s for %s".formatted(name.address(), name.hostname());
        try {
            List<String> addresses = addresses(name);
            return new Finding(expectation, addresses.contains(name.address()), "answered " + addresses);
        } catch (NameNotFoundException e) {
            return new Finding(expectation, false, "the server does not know the name");
        } catch (NamingException e) {
            return new Finding(expectation, false, "no answer from " + name.server() + ":" + name.port());
        }
    }

    // The DNS provider reads records, never objects; JNDI asks for a Hashtable.
    @SuppressWarnings({"BanJNDI", "JdkObsolete"})
    private static List<String> addresses(NameAnswers name) throws NamingException {
        Hashtable<String, String> settings = new Hashtable<>();
        settings.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        settings.put(Context.PROVIDER_URL, "dns://" + name.server() + ":" + name.port());
        settings.put("com.sun.jndi.dns.timeout.initial", "1000");
        settings.put("com.sun.jndi.dns.timeout.retries", "2");
        DirContext dns = new InitialDirContext(settings);
        try {
            Attribute records = dns.getAttributes(name.hostname().value(), new String[] {"A"})
                    .get("A");
            List<String> addresses = new ArrayList<>();
            if (records != null) {
                NamingEnumeration<?> values = records.getAll();
                while (values.hasMore()) {
                    addresses.add(String.valueOf(values.next()));
                }
            }
            return addresses;
        } finally {
            dns.close();
        }
    }
}
