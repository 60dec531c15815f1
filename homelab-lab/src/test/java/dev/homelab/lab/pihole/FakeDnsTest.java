// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.pihole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Hashtable;
import java.util.List;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FakeDnsTest {

    private final FakePihole pihole = new FakePihole("");
    private final FakeDns dns = new FakeDns(pihole);

    @AfterEach
    void stop() {
        dns.close();
        pihole.close();
    }

    @Test
    void allAddressesOfANameAreServedInAnyCase() throws NamingException {
        pihole.addByHand("10.0.0.1 App.lan # homelab:app");
        pihole.addByHand("10.0.0.2 other.lan app.lan");
        pihole.addByHand("fd00::1 app.lan");

        assertThat(ask("aPP.lan", "A")).containsExactlyInAnyOrder("10.0.0.1", "10.0.0.2");
        assertThat(ask("app.lan", "AAAA")).containsExactly("fd00::1");
        assertThat(dns.queries()).isEqualTo(2);
    }

    @Test
    void aCommentIsNoName() {
        pihole.addByHand("10.0.0.1 app.lan # homelab:app");

        assertThatThrownBy(() -> ask("homelab:app", "A")).isInstanceOf(NameNotFoundException.class);
    }

    @Test
    void aCnameLeadsToTheAddressOfItsTarget() throws NamingException {
        pihole.addByHand("10.0.0.1 host.lan");
        pihole.addCnameByHand("app.lan,host.lan");
        pihole.addCnameByHand("lost.lan,unknown.target");

        assertThat(ask("app.lan", "CNAME")).containsExactly("host.lan.");
        assertThat(ask("app.lan", "A")).containsExactly("10.0.0.1");
        assertThat(ask("lost.lan", "A")).isEmpty();
    }

    @Test
    void aNameWithoutThatTypeIsKnownAndEmpty() throws NamingException {
        pihole.addByHand("10.0.0.1 app.lan");

        assertThat(ask("app.lan", "AAAA")).isEmpty();
        assertThatThrownBy(() -> ask("nobody.lan", "A")).isInstanceOf(NameNotFoundException.class);
    }

    @Test
    void aDotAtTheEndAndAShortNameInTheDomainAnswerToo() throws NamingException {
        pihole.addByHand("10.0.0.1 app.home.arpa");
        pihole.addByHand("10.0.0.2 app.home.arpa.");
        pihole.addByHand("10.0.0.3 app");
        assertThat(ask("app.home.arpa", "A")).containsExactlyInAnyOrder("10.0.0.1", "10.0.0.2");

        pihole.expandHosts("home.arpa");
        assertThat(ask("app.home.arpa", "A")).containsExactlyInAnyOrder("10.0.0.1", "10.0.0.2", "10.0.0.3");
    }

    @Test
    void theWorldOutsideAnswersWhereNoRecordOfTheTypeIs() throws NamingException {
        pihole.addByHand("10.0.0.1 app.example.org");
        dns.upstream("app.example.org", "198.51.100.7");
        dns.upstream("app.example.org", "2001:db8::7");

        assertThat(ask("app.example.org", "A")).containsExactly("10.0.0.1");
        assertThat(ask("app.example.org", "AAAA")).containsExactly("2001:db8::7");
    }

    @Test
    void aBlockedNameAnswersNothingOfUse() throws NamingException {
        pihole.addByHand("10.0.0.1 ads.lan");
        dns.block("ads.lan");
        assertThat(ask("ads.lan", "A")).containsExactly("0.0.0.0");
        assertThat(ask("ads.lan", "AAAA")).containsExactly("::");

        dns.hideBlocked(true);
        assertThatThrownBy(() -> ask("ads.lan", "A")).isInstanceOf(NameNotFoundException.class);
    }

    @Test
    void theFirstLineOfAnAddressGivesItsName() throws NamingException {
        pihole.addByHand("10.0.0.1 nas.lan box.lan");
        pihole.addByHand("10.0.0.1 app.lan");

        assertThat(ask("1.0.0.10.in-addr.arpa", "PTR")).containsExactly("nas.lan.");
    }

    @Test
    void whoAsksTooMuchIsRefused() throws NamingException {
        pihole.addByHand("10.0.0.1 app.lan");
        dns.limit(1);
        ask("app.lan", "A");

        assertThatThrownBy(() -> ask("app.lan", "A")).isInstanceOf(NamingException.class);
    }

    // JNDI is the one DNS client the JDK has, it wants a Hashtable, and it speaks to loopback only here.
    @SuppressWarnings({"BanJNDI", "JdkObsolete"})
    private List<String> ask(String name, String type) throws NamingException {
        Hashtable<String, String> settings = new Hashtable<>();
        settings.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        settings.put(Context.PROVIDER_URL, "dns://127.0.0.1:" + dns.port());
        settings.put("com.sun.jndi.dns.timeout.initial", "1000");
        DirContext context = new InitialDirContext(settings);
        try {
            Attribute found = context.getAttributes(name, new String[] {type}).get(type);
            List<String> values = new ArrayList<>();
            if (found != null) {
                Collections.list(found.getAll()).forEach(value -> values.add(value.toString()));
            }
            return values;
        } finally {
            context.close();
        }
    }
}
