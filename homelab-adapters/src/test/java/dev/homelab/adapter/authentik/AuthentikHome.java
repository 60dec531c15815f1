// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authentik;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homelab.adapter.Homes;
import dev.homelab.adapter.support.AdapterContext;
import dev.homelab.adapter.support.http.Apis;
import dev.homelab.adapter.support.http.Calls;
import dev.homelab.adapter.support.http.Delay;
import dev.homelab.adapter.support.secret.ClientSecrets;
import dev.homelab.lab.Trees;
import dev.homelab.lab.authentik.FakeAuthentik;
import dev.homelab.lab.contract.Samples;
import dev.homelab.lab.http.Exchange;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.model.SsoApp;
import dev.homelab.model.dsl.SsoAppBuilder;
import dev.homelab.model.value.EncryptedSecret;
import dev.homelab.model.value.SecretRef;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.Batch;
import dev.homelab.provision.Change;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Planner;
import dev.homelab.provision.Session;
import dev.homelab.spi.Binding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A homelab called {@code contract} with an Authentik server that knows the groups family and friends, for tests. */
final class AuthentikHome implements AutoCloseable {

    static final String HOMELAB = "contract";
    static final String LIMITED = "token-of-a-limited-user";
    private static final String TOKEN = "token-of-the-lab";

    final FakeAuthentik authentik = new FakeAuthentik(TOKEN);
    final List<String> writes = new CopyOnWriteArrayList<>();
    final List<String> reads = new CopyOnWriteArrayList<>();
    Optional<String> outpost = Optional.empty();
    /** Where the token is: that of a superuser, or, at {@code env:LIMITED_TOKEN}, one of a user who is none. */
    String token = "env:AUTHENTIK_TOKEN";

    String clientId = "client-of-the-lab";
    String clientSecret = "secret-of-the-client";
    private final Planner planner = new Planner(HOMELAB);
    private final AdapterContext context;

    AuthentikHome() {
        this("2026.8.3", TOKEN);
    }

    /** A homelab whose server is of this release, and whose inventory has this token. */
    AuthentikHome(String release, String token) {
        authentik.version(release);
        authentik.addGroup("family");
        authentik.addGroup("friends");
        authentik.listen(this::note);
        context = Homes.context(HOMELAB, Map.of("AUTHENTIK_TOKEN", token, "LIMITED_TOKEN", LIMITED));
    }

    AuthentikProvisioner provisioner() {
        URI url = URI.create(authentik.uri() + "/");
        AuthentikSettings settings = new AuthentikSettings(url, SecretRef.of(token), outpost, Optional.empty());
        return new AuthentikProvisioner("login", settings, context);
    }

    /** Applies changes by what was read before {@code meanwhile} happened. */
    List<Outcome<SignOn>> applyAfter(Plan<SignOn> plan, Runnable meanwhile) {
        Where where = Where.nowhere();
        AuthentikSettings settings =
                new AuthentikSettings(authentik.uri(), SecretRef.of(token), outpost, Optional.empty());
        AuthentikClient client = new AuthentikClient(context.http(), settings, TOKEN, where, Delay.real());
        ClientSecrets secrets = new ClientSecrets(context.key(), HOMELAB);
        AuthentikRows rows = client.rows(secrets);
        meanwhile.run();
        return new SignOnBatch(client, new AuthentikProblems(where), rows, secrets).apply(new Batch<>(plan.changes()));
    }

    ResolvedCatalog catalog(Service... services) {
        return Samples.catalog(
                context.inventory(),
                service -> Map.of(
                        SecretRef.CLIENT_ID,
                        sealed(service, SecretRef.CLIENT_ID, clientId),
                        SecretRef.CLIENT_SECRET,
                        sealed(service, SecretRef.CLIENT_SECRET, clientSecret)),
                services);
    }

    private EncryptedSecret sealed(ServiceName service, SecretRef reference, String secret) {
        return context.key().seal(Binding.of(HOMELAB, service, reference), secret);
    }

    List<Observed<SignOn>> observe() {
        try (Session<SignOn> session = provisioner().open()) {
            return session.observe();
        }
    }

    List<Problem> preflight(ResolvedCatalog catalog) {
        try (Session<SignOn> session = provisioner().open()) {
            session.observe();
            return session.preflight(provisioner().desired(catalog));
        }
    }

    Plan<SignOn> plan(ResolvedCatalog catalog, String... adopted) {
        List<Observed<SignOn>> observed = observe();
        AuthentikProvisioner provisioner = provisioner();
        return planner.plan(provisioner.completed(provisioner.desired(catalog), observed), observed, Set.of(adopted));
    }

    /** Brings the server in line with these services alone, and returns the plan that did it. */
    Plan<SignOn> apply(Service... services) {
        Plan<SignOn> plan = plan(catalog(services));
        List<Outcome<SignOn>> outcomes = apply(plan);
        if (!outcomes.stream().allMatch(Outcome::succeeded)) {
            throw new AssertionError(outcomes.toString());
        }
        return plan;
    }

    List<Outcome<SignOn>> apply(Plan<SignOn> plan) {
        writes.clear();
        try (Session<SignOn> session = provisioner().open()) {
            return session.apply(new Batch<>(plan.changes()));
        }
    }

    List<Outcome<SignOn>> restore(Plan<SignOn> plan) {
        return apply(planner.restore(
                plan, plan.changes().stream().map(Change::service).collect(Collectors.toSet()), observe()));
    }

    /** Returns what a client learns of visitors: what manages each mapping, or its name. */
    List<String> scopesOf(String provider) {
        return observe().stream()
                .flatMap(found -> found.resource().provider().stream())
                .filter(found -> found.name().equals(provider))
                .flatMap(found -> found.mappings().stream())
                .toList();
    }

    /** Returns what the outpost answers to the proxy about a visitor of a host who is not signed in. */
    int asked(String host) {
        return asked(host, "/");
    }

    /** Returns the same for a path. */
    int asked(String host, String path) {
        HttpRequest request = HttpRequest.newBuilder(authentik.uri().resolve("/outpost.goauthentik.io/auth/traefik"))
                .header("X-Forwarded-Host", host)
                .header("X-Forwarded-Uri", path)
                .build();
        try {
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Adds an application with an OpenID Connect provider, as people make them for services that know how. */
    void addOauth2ByHand(String slug) {
        addOauth2ByHand(slug, slug);
    }

    /** Adds one whose provider has another name than the application. */
    void addOauth2ByHand(String name, String slug) {
        AuthentikApi api = api(AuthentikApi.class);
        Calls calls = new Calls(Where.nowhere());
        String flow = calls.get(api.flows(ProviderWriter.AUTHORIZATION, 1))
                .results()
                .get(0)
                .pk();
        int provider = calls.get(api(ProviderApi.class)
                        .create(
                                "oauth2",
                                Map.of(
                                        "name",
                                        name,
                                        "authorization_flow",
                                        flow,
                                        "invalidation_flow",
                                        flow,
                                        "redirect_uris",
                                        List.of(),
                                        "grant_types",
                                        List.of("authorization_code"))))
                .pk();
        calls.get(api.createApplication(Map.of("name", slug, "slug", slug, "provider", provider)));
    }

    /** Binds a group to an application. */
    void bindByHand(String slug, String group, int order) {
        AuthentikApi api = api(AuthentikApi.class);
        Calls calls = new Calls(Where.nowhere());
        String pk = calls.get(api.groups(1)).results().stream()
                .filter(row -> row.name().equals(group))
                .findFirst()
                .orElseThrow()
                .pk();
        String target = calls.get(api.application(slug)).pk();
        calls.get(api.createBinding(new AuthentikApi.BindingFields(target, pk, order, false, true, 60, false)));
    }

    static Service service(String name, String... groups) {
        return Samples.service(
                name,
                "box",
                "nginx:1.29",
                8080,
                name + ".home.arpa",
                more -> more.sso(SsoApp.Kind.FORWARD_AUTH, groups));
    }

    /** A service that asks by itself, in a way that {@code more} says. */
    static Service service(String name, SsoApp.Kind kind, Consumer<SsoAppBuilder> more) {
        return Samples.service(
                name, "box", "nginx:1.29", 8080, name + ".home.arpa", service -> service.sso(kind, more));
    }

    /** A service behind the one sign-in of the whole domain. */
    static Service shared(String name) {
        return service(name, SsoApp.Kind.FORWARD_AUTH, sso -> sso.domain(true));
    }

    /** A service that speaks OpenID Connect. */
    static Service oidc(String name, String redirectUri) {
        return service(name, SsoApp.Kind.OIDC, sso -> sso.group("family").redirectUri(redirectUri));
    }

    /** A service that speaks SAML. */
    static Service saml(String name, String acsUrl) {
        return service(name, SsoApp.Kind.SAML, sso -> sso.acsUrl(acsUrl));
    }

    private <T> T api(Class<T> api) {
        Map<String, String> headers = Map.of("Authorization", "Bearer " + TOKEN);
        return new Apis(context.http()).api(api, authentik.uri().resolve("/api/v3/"), () -> headers);
    }

    private void note(Exchange exchange) {
        if (exchange.request().method().equals("GET")) {
            reads.add(exchange.request().path().replaceFirst("/api/v3", ""));
        } else {
            writes.add(exchange.request().method() + " "
                    + exchange.request()
                            .path()
                            .replaceFirst("/api/v3", "")
                            .replaceAll("/[0-9a-f-]{36}/|/\\d+/", "/*/"));
        }
    }

    @Override
    public void close() {
        context.close();
        authentik.close();
    }

    /** Returns all applications that the server has. */
    List<JsonNode> applications() {
        return Trees.of(authentik.applications());
    }

    /** Returns all providers that the server has. */
    List<JsonNode> providers() {
        return Trees.of(authentik.providers());
    }
}
