// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.verify;

import static java.util.stream.Collectors.joining;

import dev.homelab.model.value.IpAddress;
import dev.homelab.provision.Check.NameAnswers;
import dev.homelab.provision.Check.NameAnswers.Answer;
import dev.homelab.provision.Check.NameAnswers.RecordType;
import dev.homelab.provision.CheckResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Hashtable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.naming.CommunicationException;
import javax.naming.ConfigurationException;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.OperationNotSupportedException;
import javax.naming.directory.Attribute;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;

/** Asks a DNS server for a name, through the JDK's own DNS client. */
final class NameProbe {

    private NameProbe() {}

    /** Compares all that the server answers with all that it must: addresses of both families, or an alias. */
    static CheckResult look(NameAnswers name) {
        String expectation = expectation(name);
        try {
            Set<Answer> wanted = normal(name.answers());
            Set<Answer> found = new TreeSet<>();
            int unknown = 0;
            List<RecordType> types = types(wanted);
            for (RecordType type : types) {
                Optional<List<String>> values = ask(name, type);
                values.ifPresent(all -> all.forEach(value -> found.add(normal(new Answer(type, value)))));
                unknown += values.isEmpty() ? 1 : 0;
            }
            if (unknown == types.size()) {
                return new CheckResult(expectation, false, "the server does not know the name, or blocks it");
            }
            return new CheckResult(expectation, found.equals(wanted), found(wanted, found));
        } catch (OperationNotSupportedException e) {
            return new CheckResult(
                    expectation,
                    false,
                    "%s refuses to answer; Pi-hole does after too many questions within a minute"
                            .formatted(server(name)));
        } catch (NamingException e) {
            return silence(name);
        }
    }

    /** Returns what is found of a name whose server does not answer. */
    static CheckResult silence(NameAnswers name) {
        return new CheckResult(expectation(name), false, "no answer from " + server(name));
    }

    private static String expectation(NameAnswers name) {
        return "DNS answers %s for %s".formatted(text(name.answers()), name.hostname());
    }

    /** Returns whether a server answers at all, be it that it does not know the name. */
    static boolean isAwake(NameAnswers name) {
        try {
            ask(name, RecordType.A);
            return true;
        } catch (CommunicationException | ConfigurationException e) {
            return false;
        } catch (NamingException e) {
            return true; // it refuses, or cannot find out
        }
    }

    static String server(NameAnswers name) {
        return name.server() + ":" + name.port();
    }

    private static List<RecordType> types(Set<Answer> wanted) {
        return wanted.stream().anyMatch(answer -> answer.type() == RecordType.CNAME)
                ? List.of(RecordType.CNAME)
                : List.of(RecordType.A, RecordType.AAAA);
    }

    private static String found(Set<Answer> wanted, Set<Answer> found) {
        if (found.isEmpty()) {
            return "answered []";
        }
        Set<Answer> more = new TreeSet<>(found);
        more.removeAll(wanted);
        if (!more.isEmpty() && more.stream().allMatch(answer -> IpAddress.isEverywhere(answer.value()))) {
            return "answered %s: a blocklist of the server blocks the name".formatted(values(found));
        }
        boolean isMore = !more.isEmpty() && found.containsAll(wanted);
        return isMore
                ? "answered %s; %s comes from elsewhere, such as another record, DHCP or an upstream server"
                        .formatted(values(found), text(more))
                : "answered " + values(found);
    }

    private static String text(Collection<Answer> answers) {
        return answers.stream().map(Answer::value).collect(joining(" and "));
    }

    private static List<String> values(Collection<Answer> answers) {
        return answers.stream().map(Answer::value).toList();
    }

    private static Set<Answer> normal(Set<Answer> answers) {
        Set<Answer> normal = new TreeSet<>();
        answers.forEach(answer -> normal.add(normal(answer)));
        return normal;
    }

    private static Answer normal(Answer answer) {
        String value = answer.value();
        if (answer.type() == RecordType.CNAME) {
            return Answer.alias(value.replaceFirst("\\.$", "").toLowerCase(Locale.ROOT));
        }
        return new Answer(answer.type(), IpAddress.normal(value));
    }

    /** Returns the values of a type, or nothing if the server does not know the name. */
    // The DNS provider reads records, never objects; JNDI asks for a Hashtable.
    @SuppressWarnings({"BanJNDI", "JdkObsolete"})
    private static Optional<List<String>> ask(NameAnswers name, RecordType type) throws NamingException {
        Hashtable<String, String> settings = new Hashtable<>();
        settings.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        settings.put(Context.PROVIDER_URL, "dns://" + server(name));
        settings.put("com.sun.jndi.dns.timeout.initial", "1000");
        settings.put("com.sun.jndi.dns.timeout.retries", "2");
        DirContext dns = new InitialDirContext(settings);
        try {
            Attribute records = dns.getAttributes(name.hostname().value(), new String[] {type.name()})
                    .get(type.name());
            List<String> found = new ArrayList<>();
            if (records != null) {
                NamingEnumeration<?> values = records.getAll();
                while (values.hasMore()) {
                    found.add(String.valueOf(values.next()));
                }
            }
            return Optional.of(found);
        } catch (NameNotFoundException e) {
            return Optional.empty();
        } finally {
            dns.close();
        }
    }
}
