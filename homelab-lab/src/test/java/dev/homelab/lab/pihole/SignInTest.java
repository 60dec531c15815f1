// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.pihole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.lab.Web;
import dev.homelab.lab.Web.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SignInTest {

    private final FakePihole pihole = new FakePihole("secret");
    private final Web web = new Web(pihole.uri());

    @AfterEach
    void stop() {
        pihole.close();
    }

    @Test
    void aSessionOpensWithThePasswordAndClosesOnce() {
        Reply signedIn = signIn("secret");
        assertThat(signedIn.status()).isEqualTo(200);
        assertThat(pihole.openSessions()).isEqualTo(1);

        web.with("sid", signedIn.text("/session/sid"));
        assertThat(web.get("/api/auth").at("/session/valid").asBoolean()).isTrue();
        assertThat(web.delete("/api/auth").status()).isEqualTo(204);
        assertThat(web.delete("/api/auth").text("/session/message")).isEqualTo("session unknown");
        assertThat(pihole.openSessions()).isZero();
        assertThat(pihole.signIns()).isEqualTo(1);
    }

    @Test
    void aWrongPasswordIsAnsweredWithASessionThatIsNone() {
        Reply refused = signIn("guess");

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.at("/session/sid").isNull()).isTrue();
        assertThat(refused.at("/error").isMissingNode()).isTrue();
    }

    @Test
    void withoutASessionNothingIsTold() {
        Reply refused = web.get("/api/config/dns/hosts");

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.text("/error/key")).isEqualTo("unauthorized");
        assertThat(web.get("/api/info/login").status()).isEqualTo(200);
    }

    @Test
    void aCookieAloneIsNotEnough() {
        Reply signedIn = signIn("secret");
        web.with("Cookie", "sid=" + signedIn.text("/session/sid"));
        assertThat(web.get("/api/config").status()).isEqualTo(401);

        web.with("X-CSRF-TOKEN", signedIn.text("/session/csrf"));
        assertThat(web.get("/api/config").status()).isEqualTo(200);
    }

    @Test
    void seatsRunOut() {
        pihole.seats(1);
        signIn("secret");

        Reply refused = signIn("secret");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.text("/error/key")).isEqualTo("api_seats_exceeded");
    }

    @Test
    void theFourthAttemptWithinASecondIsRefused() {
        for (int i = 0; i < 3; i++) {
            signIn("guess");
        }

        assertThat(signIn("secret").text("/error/key")).isEqualTo("rate_limiting");
    }

    @Test
    void onlyAttemptsThatFailedCountAgainstTheLimit() {
        for (int i = 0; i < 8; i++) {
            assertThat(signIn("secret").status()).isEqualTo(200);
        }
    }

    @Test
    void aSessionThatEndedIsUnauthorizedUntilTheNextSignIn() {
        web.with("X-FTL-SID", signIn("secret").text("/session/sid"));
        pihole.endSessions();

        assertThat(web.get("/api/config").status()).isEqualTo(401);
        assertThat(web.delete("/api/auth").text("/session/message")).isEqualTo("session unknown");
    }

    @Test
    void sessionsMayEndWithARestart() {
        web.with("X-FTL-SID", signIn("secret").text("/session/sid"));
        pihole.forgetSessionsAtRestart(true);
        pihole.restart();

        assertThat(web.get("/api/config").status()).isEqualTo(401);
        assertThat(pihole.openSessions()).isZero();
    }

    @Test
    void sessionsOutliveARestartButNotANewPassword() {
        web.with("X-FTL-SID", signIn("secret").text("/session/sid"));
        pihole.restart();
        assertThat(web.get("/api/config").status()).isEqualTo(200);

        pihole.password("changed");
        assertThat(web.get("/api/config").status()).isEqualTo(401);
    }

    @Test
    void anAppPasswordReadsAndRestartsButWritesOnlyWithSudo() {
        pihole.appPassword("app");
        web.with("X-FTL-SID", signIn("app").text("/session/sid"));
        String line = "/api/config/dns/hosts/10.0.0.1%20a.lan";

        assertThat(web.get("/api/config/dns/hosts").status()).isEqualTo(200);
        assertThat(web.put(line, "").status()).isEqualTo(403);
        assertThat(web.post("/api/action/restartdns", "").status()).isEqualTo(200);
        pihole.appSudo(true);
        assertThat(web.put(line, "").status()).isEqualTo(201);
    }

    @Test
    void withoutAPasswordEverybodyIsLetIn() {
        try (FakePihole open = new FakePihole("")) {
            Web anybody = new Web(open.uri());

            assertThat(anybody.get("/api/auth").text("/session/message")).isEqualTo("no password set");
            assertThat(anybody.get("/api/config").status()).isEqualTo(200);
        }
    }

    private Reply signIn(String password) {
        return web.post("/api/auth", "{'password':'" + password + "'}");
    }
}
