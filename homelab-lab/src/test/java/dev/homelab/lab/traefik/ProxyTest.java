// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.traefik;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.lab.http.Answer;
import dev.homelab.lab.http.Request;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxyTest {

    private static final String AUTH = """
            http:
              routers:
                private:
                  rule: Host(`private.lan`)
                  service: app
                  middlewares: [auth]
                  tls: {}
              middlewares:
                auth:
                  forwardAuth:
                    address: http://192.0.2.20:9000/outpost/auth/traefik
                    trustForwardHeader: true
                    authResponseHeaders: [X-authentik-username]
            """;

    @TempDir
    Path folder;

    private LabTraefik lab;

    @BeforeEach
    void start() {
        lab = new LabTraefik(folder);
        lab.load("app.yml", LabTraefik.APP);
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void aVisitReachesTheService() {
        Answer answer = lab.visit("app.lan", "/web/index.html?a=1%202");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("<h1>app</h1>");
        Request asked = lab.asked.get(0);
        assertThat(asked.uri()).isEqualTo(URI.create("/web/index.html?a=1%202"));
        assertThat(asked.header("Host")).hasValue("app.lan");
        assertThat(asked.header("X-Forwarded-Host")).hasValue("app.lan");
        assertThat(asked.header("X-Forwarded-Proto")).hasValue("https");
    }

    @Test
    void aHostNobodyRoutesIsNotFound() {
        assertThat(lab.visit("none.lan", "/"))
                .extracting(Answer::status, Answer::body)
                .containsExactly(404, "404 page not found\n");
    }

    @Test
    void aServiceThatIsDownIsABadGateway() {
        lab.place("192.0.2.11:8096", URI.create("http://127.0.0.1:1"));

        assertThat(lab.visit("app.lan", "/"))
                .extracting(Answer::status, Answer::body)
                .containsExactly(502, "Bad Gateway");
    }

    @Test
    void theMoreParticularRuleWinsAndItsPrefixIsTakenOff() {
        lab.load("api.yml", """
                http:
                  routers:
                    api: {rule: "Host(`app.lan`) && PathPrefix(`/api`)", service: app, middlewares: [both]}
                  middlewares:
                    both: {chain: {middlewares: [strip]}}
                    strip: {stripPrefix: {prefixes: [/api]}}
                """);

        lab.visit("app.lan", "/api/users");

        assertThat(lab.asked.get(0).uri()).isEqualTo(URI.create("/users"));
    }

    @Test
    void aPriorityWinsOverTheLengthOfARuleAndMiddlewaresWithoutEffectHerePass() {
        lab.load("api.yml", """
                http:
                  routers:
                    api: {rule: "Host(`app.lan`) && PathPrefix(`/api`)", service: app, middlewares: [strip]}
                    all: {rule: "Host(`app.lan`)", service: app, middlewares: [safe, other@file], priority: 100}
                  middlewares:
                    strip: {stripPrefix: {prefixes: [/api]}}
                    safe: {headers: {frameDeny: true}}
                    other: {redirectRegex: {regex: ^/old, replacement: /new}}
                """);

        lab.visit("app.lan", "/api/users");

        assertThat(lab.asked.get(0).uri()).isEqualTo(URI.create("/api/users"));
    }

    @Test
    void aServiceMayBeAskedByItsOwnAddress() {
        lab.load("app.yml", LabTraefik.APP.replace("loadBalancer:", "loadBalancer:\n        passHostHeader: false"));

        lab.visit("app.lan", "/");

        assertThat(lab.asked.get(0).header("Host")).hasValue("192.0.2.11:8096");
    }

    @Test
    void aRouterAnswersAtItsOwnEntryPointsOnly() {
        assertThat(lab.visit("websecure", "app.lan", "/").status()).isEqualTo(200);
        assertThat(lab.visit("web", "app.lan", "/").status()).isEqualTo(404);
    }

    @Test
    void aVisitorWithoutASessionGetsTheAnswerOfTheAuthentication() {
        try (LabTraefik.Backend auth = new LabTraefik.Backend(request -> Answer.redirect("https://sso.lan/start"))) {
            lab.place("192.0.2.20:9000", auth.uri());
            lab.load("auth.yml", AUTH);

            Answer answer = lab.visit("private.lan", "/photos?x=1");

            assertThat(answer.status()).isEqualTo(302);
            assertThat(answer.headers()).containsEntry("Location", "https://sso.lan/start");
            assertThat(lab.asked).isEmpty();
        }
    }

    @Test
    void aVisitorWithASessionPassesWithTheirName() {
        try (LabTraefik.Backend auth = new LabTraefik.Backend(ProxyTest::letIn)) {
            lab.place("192.0.2.20:9000", auth.uri());
            lab.load("auth.yml", AUTH);

            Answer answer = lab.visit(
                    "/photos?x=1",
                    Map.of(
                            "host", List.of("private.lan"),
                            "cookie", List.of("session=1"),
                            "x-authentik-username", List.of("forged")));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(lab.asked.get(0).header("X-authentik-username")).hasValue("ada");
        }
    }

    private static Answer letIn(Request request) {
        boolean asExpected = request.path().equals("/outpost/auth/traefik")
                && request.header("Cookie").orElse("").equals("session=1")
                && request.header("X-Forwarded-Host").orElse("").equals("private.lan")
                && request.header("X-Forwarded-Uri").orElse("").equals("/photos?x=1")
                && request.header("X-Forwarded-Method").orElse("").equals("GET")
                && request.header("X-Forwarded-Proto").orElse("").equals("https");
        return asExpected
                ? Answer.empty(200).with("X-authentik-username", "ada")
                : Answer.text(401, request.toString());
    }
}
