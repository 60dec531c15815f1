// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.keycloak;

import dev.homelab.adapter.Homes;
import dev.homelab.adapter.support.AdapterContext;
import dev.homelab.lab.contract.Samples;
import dev.homelab.lab.http.Exchange;
import dev.homelab.lab.keycloak.FakeKeycloak;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.model.SsoApp;
import dev.homelab.model.dsl.SsoAppBuilder;
import dev.homelab.model.value.EncryptedSecret;
import dev.homelab.model.value.SecretRef;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Batch;
import dev.homelab.provision.Change;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Planner;
import dev.homelab.provision.Session;
import dev.homelab.spi.Binding;
import dev.homelab.spi.Sealing;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A homelab called {@code contract} with a Keycloak server that knows the groups family and friends, for tests. */
final class KeycloakHome implements AutoCloseable {

    static final String HOMELAB = "contract";
    static final String SECRET = "secret of & the =admin";

    final FakeKeycloak keycloak = new FakeKeycloak(SECRET);
    final List<String> writes = new CopyOnWriteArrayList<>();
    String realm = FakeKeycloak.REALM;
    String admin = FakeKeycloak.CLIENT;
    String clientSecret = "secret-of-the-client";
    private final Planner planner = new Planner(HOMELAB);
    private final AdapterContext context = Homes.context(HOMELAB, Map.of("KEYCLOAK_SECRET", SECRET));

    KeycloakHome() {
        keycloak.addGroup("family");
        keycloak.addGroup("people/friends");
        keycloak.listen(this::note);
    }

    KeycloakProvisioner provisioner() {
        KeycloakSettings settings = new KeycloakSettings(
                URI.create(keycloak.uri() + "/"),
                realm,
                admin,
                SecretRef.of("env:KEYCLOAK_SECRET"),
                Optional.of("master"),
                Optional.empty());
        return new KeycloakProvisioner("login", settings, context);
    }

    /** Returns a catalog of these services, whose client ids are their names with a word before them. */
    ResolvedCatalog catalog(Service... services) {
        return Samples.catalog(
                context.inventory(), service -> secrets(context.key(), HOMELAB, service, clientSecret), services);
    }

    static Map<SecretRef, EncryptedSecret> secrets(Sealing key, String homelab, ServiceName service, String secret) {
        return Map.of(
                SecretRef.CLIENT_ID,
                key.seal(Binding.of(homelab, service, SecretRef.CLIENT_ID), clientId(service.value())),
                SecretRef.CLIENT_SECRET,
                key.seal(Binding.of(homelab, service, SecretRef.CLIENT_SECRET), secret));
    }

    static String clientId(String service) {
        return "client-" + service;
    }

    List<Observed<OidcClient>> observe() {
        try (Session<OidcClient> session = provisioner().open()) {
            return session.observe();
        }
    }

    OidcClient client(String service) {
        return observe().stream()
                .map(Observed::resource)
                .filter(client -> client.clientId().equals(clientId(service)))
                .findFirst()
                .orElseThrow();
    }

    List<Problem> preflight(Service... services) {
        try (Session<OidcClient> session = provisioner().open()) {
            session.observe();
            return session.preflight(provisioner().desired(catalog(services)));
        }
    }

    List<Problem> warnings(Service... services) {
        try (Session<OidcClient> session = provisioner().open()) {
            return session.warnings(plan(catalog(services)).changes());
        }
    }

    Plan<OidcClient> plan(ResolvedCatalog catalog, String... adopted) {
        List<Observed<OidcClient>> observed = observe();
        KeycloakProvisioner provisioner = provisioner();
        return planner.plan(provisioner.completed(provisioner.desired(catalog), observed), observed, Set.of(adopted));
    }

    /** Brings the server in line with these services alone, and returns the plan that did it. */
    Plan<OidcClient> apply(Service... services) {
        Plan<OidcClient> plan = plan(catalog(services));
        List<Outcome<OidcClient>> outcomes = apply(plan);
        if (!outcomes.stream().allMatch(Outcome::succeeded)) {
            throw new AssertionError(outcomes.toString());
        }
        return plan;
    }

    List<Outcome<OidcClient>> apply(Plan<OidcClient> plan) {
        writes.clear();
        try (Session<OidcClient> session = provisioner().open()) {
            return session.apply(new Batch<>(plan.changes()));
        }
    }

    List<Outcome<OidcClient>> restore(Plan<OidcClient> plan) {
        return apply(planner.restore(
                plan, plan.changes().stream().map(Change::service).collect(Collectors.toSet()), observe()));
    }

    /** A service that speaks OpenID Connect. */
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
                name, "box", "nginx:1.29", 8080, name + ".home.arpa", service -> service.sso(kind, more));
    }

    private void note(Exchange exchange) {
        String path = exchange.request().path();
        if (!exchange.request().method().equals("GET") && path.startsWith("/admin/")) {
            writes.add(exchange.request().method() + " "
                    + path.replaceFirst("/admin/realms/[^/]+", "").replaceAll("/[0-9a-f-]{36}", "/*"));
        }
    }

    @Override
    public void close() {
        context.close();
        keycloak.close();
    }
}
