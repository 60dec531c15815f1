// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.pihole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.lab.Web;
import dev.homelab.lab.validation.ContractValidator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PiholeContractTest {

    private static final String HOST = "/api/config/dns/hosts/10.0.0.1%20a.lan";

    private final FakePihole pihole = new FakePihole("secret");
    private final Web web = new Web(pihole.uri());

    @AfterEach
    void stop() {
        pihole.close();
    }

    @Test
    void everyAnswerKeepsTheContract() {
        ContractValidator contract = ContractValidator.pihole();
        pihole.listen(contract);

        refusals();
        web.with("X-FTL-SID", web.post("/api/auth", "{'password':'secret'}").text("/session/sid"));
        readings();
        writings();
        web.delete("/api/auth");
        web.delete("/api/auth");

        contract.assertKept();
        assertThat(contract.checked()).isEqualTo(pihole.requests());
    }

    private void refusals() {
        web.get("/api/auth");
        web.get("/api/config/dns/hosts");
        web.post("/api/auth", "{'password':'guess'}");
        web.post("/api/auth", "{}");
        web.put(HOST, "");
        web.patch("/api/config", "{}");
        pihole.seats(0);
        web.post("/api/auth", "{'password':'secret'}");
        pihole.seats(16);
    }

    private void readings() {
        for (String path : new String[] {
            "/auth",
            "/auth/sessions",
            "/config",
            "/config/dns?detailed=true",
            "/config/dns/hosts",
            "/config/dns/cnameRecords",
            "/config/misc/readOnly",
            "/info/login",
            "/info/version"
        }) {
            assertThat(web.get("/api" + path).status()).isEqualTo(200);
        }
    }

    private void writings() {
        assertThat(web.put(HOST, "").status()).isEqualTo(201);
        web.put(HOST, "");
        web.delete(HOST);
        web.delete(HOST);
        web.put("/api/config/dns/cnameRecords/b.lan,a.lan?restart=false", "");
        web.delete("/api/config/dns/cnameRecords/b.lan,a.lan");
        web.patch("/api/config?restart=false", "{'config':{'dns':{'hosts':['10.0.0.1 a.lan']}}}");
        web.patch("/api/config", "{'config':{'dns':{'hosts':['x']}}}");
        web.post("/api/action/restartdns", "");
        pihole.readOnly(true);
        web.patch("/api/config", "{'config':{'dns':{'hosts':[]}}}");
    }
}
