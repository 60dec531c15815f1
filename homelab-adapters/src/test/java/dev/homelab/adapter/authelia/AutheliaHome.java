// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authelia;

import dev.homelab.adapter.TestLab;
import dev.homelab.lab.authelia.FakeAuthelia;
import dev.homelab.lab.contract.Samples;
import dev.homelab.lab.host.shell.Output;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.model.SsoApp;
import dev.homelab.model.dsl.SsoAppBuilder;
import dev.homelab.model.value.EncryptedSecret;
import dev.homelab.model.value.SecretRef;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Batch;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Planner;
import dev.homelab.provision.Session;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.Binding;
import dev.homelab.spi.Sealing;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A homelab called {@code contract} with an Authelia on its only host, for tests. */
final class AutheliaHome implements AutoCloseable {

    static final String HOMELAB = "contract";
    static final String FOLDER = "/opt/authelia/homelab";
    static final String CONFIG = "/opt/authelia/configuration.yml";

    final TestLab lab;
    final FakeAuthelia authelia;
    String secret = "secret & of = the client";
    int iterations = 1000;
    List<String> validate = List.of("authelia", "config", "validate");
    private final Planner planner = new Planner(HOMELAB);

    AutheliaHome(Path folder) {
        lab = new TestLab(folder, HOMELAB);
        FakeAuthelia.writeInitial(lab.host::place);
        authelia = new FakeAuthelia(lab.host::place);
        authelia.addUser("anna", "family");
        authelia.addUser("otto", "guests");
        lab.host.install("systemctl", words -> authelia.restart());
        lab.host.install("authelia", words -> authelia.validate());
    }

    AutheliaSettings settings() {
        return new AutheliaSettings(
                "nas",
                FOLDER,
                authelia.uri(),
                Optional.of(FakeAuthelia.PORTAL),
                List.of("systemctl", "restart", "authelia"),
                validate,
                Optional.empty(),
                Optional.empty());
    }

    AutheliaProvisioner provisioner() {
        return new AutheliaProvisioner("login", settings(), lab.context(), Duration.ofMillis(1500), iterations);
    }

    /** Returns a catalog of these services, whose client ids are their names with a word before them. */
    ResolvedCatalog catalog(Service... services) {
        return Samples.catalog(lab.inventory(), service -> secrets(lab.context().key(), service, secret), services);
    }

    private static Map<SecretRef, EncryptedSecret> secrets(Sealing key, ServiceName service, String secret) {
        return Map.of(
                SecretRef.CLIENT_ID,
                key.seal(Binding.of(HOMELAB, service, SecretRef.CLIENT_ID), clientId(service.value())),
                SecretRef.CLIENT_SECRET,
                key.seal(Binding.of(HOMELAB, service, SecretRef.CLIENT_SECRET), secret));
    }

    static String clientId(String service) {
        return "client-" + service;
    }

    String read(String file) {
        return lab.read(FOLDER + "/" + file);
    }

    void write(String file, String text) {
        lab.write(FOLDER + "/" + file, text);
    }

    Plan<SignIn> plan(ResolvedCatalog catalog, String... adopted) {
        try (Session<SignIn> session = provisioner().open()) {
            return planner.plan(provisioner().desired(catalog), session.observe(), Set.of(adopted));
        }
    }

    List<Problem> preflight(ResolvedCatalog catalog) {
        try (Session<SignIn> session = provisioner().open()) {
            session.observe();
            return session.preflight(provisioner().desired(catalog));
        }
    }

    /** Brings the server in line, and returns what was the matter. */
    List<Problem> apply(Plan<SignIn> plan) {
        try (Session<SignIn> session = provisioner().open()) {
            List<Problem> problems = session.apply(new Batch<>(plan.changes())).stream()
                    .filter(outcome -> !outcome.succeeded())
                    .map(Outcome::problems)
                    .flatMap(List::stream)
                    .distinct()
                    .toList();
            if (problems.isEmpty()) {
                session.finish();
            }
            return problems;
        } catch (TargetException e) {
            return e.problems();
        }
    }

    List<Problem> apply(Service... services) {
        return apply(plan(catalog(services)));
    }

    static Service proxied(String name, String... groups) {
        return service(name, SsoApp.Kind.FORWARD_AUTH, sso -> List.of(groups).forEach(sso::group));
    }

    static Service oidc(String name, String... groups) {
        return oidc(name, sso -> List.of(groups).forEach(sso::group));
    }

    static Service oidc(String name, Consumer<SsoAppBuilder> more) {
        return service(name, SsoApp.Kind.OIDC, sso -> {
            sso.redirectUri("https://%s.home.arpa/callback".formatted(name));
            more.accept(sso);
        });
    }

    static Service service(String name, SsoApp.Kind kind, Consumer<SsoAppBuilder> more) {
        return Samples.service(
                name, "nas", "nginx:1.29", 8080, name + ".home.arpa", service -> service.sso(kind, more));
    }

    /** Asks as a proxy does, for a user or for a visitor who has not signed in. */
    int visit(String user, String host, String path) {
        return send(
                "/api/authz/forward-auth",
                user,
                Map.of(
                        "X-Forwarded-Method",
                        "GET",
                        "X-Forwarded-Proto",
                        "https",
                        "X-Forwarded-Host",
                        host,
                        "X-Forwarded-Uri",
                        path));
    }

    private int send(String path, String user, Map<String, String> headers) {
        return answer(path, user, headers).statusCode();
    }

    /** Signs a user in at a client, and returns where that leads. */
    String signIn(String user, String service) {
        return answer(
                        "/api/oidc/authorization?response_type=code&scope=openid&client_id=" + clientId(service)
                                + "&redirect_uri=https://" + service + ".home.arpa/callback",
                        user,
                        Map.of("X-Forwarded-Host", "auth.home.arpa"))
                .headers()
                .firstValue("Location")
                .orElse("");
    }

    private HttpResponse<String> answer(String path, String user, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(authelia.uri() + path));
        headers.forEach(request::header);
        if (!user.isEmpty()) {
            request.header("Cookie", "authelia_session=" + user);
        }
        return exchange(request.build());
    }

    /** Trades a code for a token, and returns the status. */
    int token(String service, String code, String clientSecret) {
        String body = "grant_type=authorization_code&code=" + code + "&client_id=" + clientId(service)
                + "&client_secret="
                + URLEncoder.encode(clientSecret, StandardCharsets.UTF_8);
        return exchange(HttpRequest.newBuilder(URI.create(authelia.uri() + "/api/oidc/token"))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build())
                .statusCode();
    }

    private static HttpResponse<String> exchange(HttpRequest request) {
        try {
            return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void breakRestart() {
        lab.host.install("systemctl", words -> Output.failure(1, "Unit authelia.service not found."));
    }

    @Override
    public void close() {
        authelia.close();
        lab.close();
    }
}
