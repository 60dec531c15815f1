// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.pihole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homelab.lab.Web;
import dev.homelab.lab.Web.Reply;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class FakePiholeTest {

    private final FakePihole pihole = new FakePihole("secret");
    private final Web web = new Web(pihole.uri());

    @BeforeEach
    void signIn() {
        String sid = web.post("/api/auth", "{'password':'secret'}").text("/session/sid");
        web.with("X-FTL-SID", sid);
    }

    @AfterEach
    void stop() {
        pihole.close();
    }

    @Test
    void aLineIsAddedOnceAndRemovedByItsExactText() {
        assertThat(put("hosts", "10.0.0.2 app.lan # homelab:app").status()).isEqualTo(201);
        Reply again = put("hosts", "10.0.0.2 app.lan # homelab:app");

        assertThat(again.status()).isEqualTo(400);
        assertThat(again.text("/error/hint")).isEqualTo("Uniqueness of items is enforced");
        assertThat(pihole.hosts()).containsExactly("10.0.0.2 app.lan # homelab:app");
        assertThat(delete("hosts", "10.0.0.2 app.lan").status()).isEqualTo(404);
        assertThat(delete("hosts", "10.0.0.2 app.lan # homelab:app").status()).isEqualTo(204);
        assertThat(pihole.hosts()).isEmpty();
        assertThat(pihole.writes()).isEqualTo(2);
        assertThat(pihole.restarts()).isZero();
    }

    @Test
    void doubleSpacesAreCollapsedBeforeStoring() {
        put("hosts", "10.0.0.3  x.lan");

        assertThat(pihole.hosts()).containsExactly("10.0.0.3 x.lan");
    }

    @Test
    void aSlashInAValueIsNotFoundHoweverItIsEncoded() {
        assertThat(put("hosts", "10.0.0.3 x.lan # a/b").status()).isEqualTo(404);
    }

    @Test
    void aBadLineIsNamedByItsPlace() {
        put("hosts", "10.0.0.1 a.lan");

        assertThat(put("hosts", "999.0.0.3 b.lan").text("/error/hint"))
                .isEqualTo("dns.hosts[1]: neither a valid IPv4 nor IPv6 address (\"999.0.0.3\")");
        assertThat(put("hosts", "10.0.0.3 *.wild.lan").text("/error/hint"))
                .isEqualTo("dns.hosts[1]: invalid hostname (\"*.wild.lan\")");
        assertThat(put("hosts", "fd00::3 ok.lan").status()).isEqualTo(201);
    }

    @Test
    void bothArraysAreReplacedInOneRequestWithOneRestart() {
        pihole.addByHand("10.0.0.9 mine.lan");
        Reply reply = patch("'hosts':['10.0.0.1 a.lan'],'cnameRecords':['b.lan,a.lan','c.lan,a.lan,300'],'nope':1");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("/config/dns/hosts/0")).isEqualTo("10.0.0.1 a.lan");
        assertThat(pihole.hosts()).containsExactly("10.0.0.1 a.lan");
        assertThat(pihole.cnames()).containsExactly("b.lan,a.lan", "c.lan,a.lan,300");
        assertThat(pihole.restarts()).isEqualTo(1);
        assertThat(pihole.writes()).isEqualTo(1);
    }

    @Test
    void aRefusedPatchChangesNothing() {
        Reply reply = patch("'hosts':['10.0.0.1 a.lan'],'cnameRecords':['a.lan,b.lan','b.lan,,3']");

        assertThat(reply.text("/error/message")).isEqualTo("Config item validation failed");
        assertThat(reply.text("/error/hint")).isEqualTo("dns.cnameRecords[1]: contains an empty string at position 1");
        assertThat(patch("'hosts':'x'").text("/error/message")).isEqualTo("Config item is invalid");
        assertThat(pihole.hosts()).isEmpty();
        assertThat(pihole.writes()).isZero();
    }

    @Test
    void dnsmasqRefusesAliasesGivenTwiceAndLoops() {
        put("cnameRecords", "app2.lan,one.lan");

        assertThat(put("cnameRecords", "app2.lan,two.lan").text("/error/hint")).startsWith("dnsmasq: duplicate CNAME");
        assertThat(put("cnameRecords", "one.lan,app2.lan").text("/error/hint")).startsWith("dnsmasq: CNAME loop");
        assertThat(pihole.cnames()).containsExactly("app2.lan,one.lan");
    }

    @Test
    void onePatchedCnameMayWaitForTheRestart() {
        web.patch("/api/config?restart=false", "{'config':{'dns':{'cnameRecords':['b.lan,a.lan']}}}");
        assertThat(pihole.restarts()).isZero();
        assertThat(pihole.activeLines(RecordArray.CNAMES)).isEmpty();

        assertThat(web.post("/api/action/restartdns", "").text("/status")).isEqualTo("success");
        assertThat(pihole.activeLines(RecordArray.CNAMES)).containsExactly("b.lan,a.lan");
    }

    @Test
    void readOnlyRefusesPatchAndForgetsTheRestAtTheNextRestart() {
        pihole.readOnly(true);
        Map<String, String> before = pihole.snapshot();

        assertThat(patch("'hosts':['10.0.0.1 a.lan']").status()).isEqualTo(403);
        assertThat(put("hosts", "10.0.0.1 a.lan").status()).isEqualTo(201);
        assertThat(pihole.hosts()).containsExactly("10.0.0.1 a.lan");
        assertThat(pihole.snapshot()).isEqualTo(before);
        pihole.restart();
        assertThat(pihole.hosts()).isEmpty();
    }

    @Test
    void whatTheEnvironmentForcesMayOnlyBeSentUnchanged() {
        pihole.addByHand("10.0.0.1 a.lan");
        pihole.envForced(true);

        assertThat(patch("'hosts':['10.0.0.1 a.lan']").status()).isEqualTo(200);
        assertThat(patch("'hosts':[]").text("/error/hint")).isEqualTo("dns.hosts");
        assertThat(put("hosts", "10.0.0.2 b.lan").status()).isEqualTo(400);
        assertThat(web.get("/api/config/dns?detailed=true")
                        .at("/config/dns/hosts/flags/env_var")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void everyPartOfTheConfigurationCanBeRead() {
        pihole.addByHand("10.0.0.1 a.lan");

        assertThat(web.get("/api/config/dns/hosts").at("/config/dns/hosts")).hasSize(1);
        assertThat(web.get("/api/config/misc/readOnly")
                        .at("/config/misc/readOnly")
                        .isBoolean())
                .isTrue();
        assertThat(web.get("/api/config/webserver/api/app_sudo")
                        .at("/config/webserver/api/app_sudo")
                        .isBoolean())
                .isTrue();
        assertThat(web.get("/api/config/dns/nope").at("/config")).isEmpty();
        assertThat(web.get("/api/config/dns?detailed=true").text("/config/dns/hosts/value/0"))
                .isEqualTo("10.0.0.1 a.lan");
    }

    @Test
    void faultsRefuseWritesOrEverything() {
        pihole.faults().failAfter(1);
        put("hosts", "10.0.0.1 a.lan");
        assertThat(put("hosts", "10.0.0.2 b.lan").text("/error/key")).isEqualTo("internal_error");
        assertThat(pihole.hosts()).hasSize(1);

        pihole.faults().goDown();
        assertThatThrownBy(() -> web.get("/api/info/login")).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void aRestartMayTakeAWhile() {
        pihole.outageAfterRestart(1);
        put("cnameRecords", "b.lan,a.lan");

        int before = pihole.requests();
        // The client may ask again by itself when a connection ends, so only the fake can tell.
        while (loginStatus() != 200) {
            assertThat(pihole.requests() - before).isLessThanOrEqualTo(1);
        }
        assertThat(pihole.requests() - before).isEqualTo(2);
    }

    @Test
    void aNewerFtlRestartsAfterAChangeOfHosts() {
        pihole.restartOnHosts(true);

        patch("'hosts':['10.0.0.1 a.lan']");
        assertThat(pihole.restarts()).isEqualTo(1);
        assertThat(web.get("/api/config/dns?detailed=true")
                        .at("/config/dns/hosts/flags/restart_dnsmasq")
                        .asBoolean())
                .isTrue();
        web.patch("/api/config?restart=false", "{'config':{'dns':{'hosts':['10.0.0.2 a.lan']}}}");

        assertThat(pihole.restarts()).isEqualTo(1);
        assertThat(pihole.activeLines(RecordArray.HOSTS)).containsExactly("10.0.0.1 a.lan");
    }

    @Test
    void theOldProcessMayGoOnAnsweringForAWhile() {
        pihole.delayRestarts(2);
        put("cnameRecords", "b.lan,a.lan");

        web.get("/api/info/login");
        web.get("/api/info/login");
        assertThat(pihole.restarts()).isZero();
        web.get("/api/info/login");
        assertThat(pihole.restarts()).isEqualTo(1);
    }

    @Test
    void aPiholeThatIsNotRunningRefusesConnections() {
        pihole.disconnect();
        assertThatThrownBy(() -> web.get("/api/info/login")).hasCauseInstanceOf(java.net.ConnectException.class);

        pihole.reconnect();
        assertThat(web.get("/api/info/login").status()).isEqualTo(200);
    }

    @Test
    void aLineByHandThatTheValidatorRefusesKeepsEveryPatchOut() {
        pihole.addByHand("# my servers");

        assertThat(patch("'hosts':['# my servers','10.0.0.1 a.lan']").text("/error/hint"))
                .isEqualTo("dns.hosts[0]: neither a valid IPv4 nor IPv6 address (\"#\")");
        assertThat(pihole.hosts()).containsExactly("# my servers");
    }

    @Test
    void whoMayNotDestroyMayNotRestart() {
        pihole.allowDestructive(false);

        assertThat(web.post("/api/action/restartdns", "").status()).isEqualTo(403);
        assertThat(pihole.restarts()).isZero();
    }

    private int loginStatus() {
        try {
            return web.get("/api/info/login").status();
        } catch (UncheckedIOException e) {
            return -1;
        }
    }

    private Reply put(String array, String line) {
        return web.put("/api/config/dns/" + array + "/" + encode(line), "");
    }

    private Reply delete(String array, String line) {
        return web.delete("/api/config/dns/" + array + "/" + encode(line));
    }

    private Reply patch(String dns) {
        return web.patch("/api/config", "{'config':{'dns':{" + dns + "}}}");
    }

    private static String encode(String line) {
        return URLEncoder.encode(line, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
