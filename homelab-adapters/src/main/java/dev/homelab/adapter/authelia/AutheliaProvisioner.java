// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authelia;

import dev.homelab.adapter.support.page.SignInRisks;
import dev.homelab.adapter.support.secret.ClientSecrets;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Route;
import dev.homelab.model.Service;
import dev.homelab.model.SsoApp;
import dev.homelab.model.value.Hostname;
import dev.homelab.model.value.SecretRef;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Where;
import dev.homelab.provision.Change;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Provisioner;
import dev.homelab.provision.Risk;
import dev.homelab.provision.Session;
import dev.homelab.spi.Context;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Keeps an Authelia in line: access rules for services that the proxy asks for, a client for each that asks by itself. */
public final class AutheliaProvisioner implements Provisioner<SignIn> {

    private static final String OFFLINE = "offline_access";
    private static final List<String> SCOPES = List.of("openid", "email", "profile", "groups");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Where where;
    private final AutheliaSettings settings;
    private final Context context;
    private final Duration patience;
    private final int iterations;
    private final ClientSecrets secrets;

    AutheliaProvisioner(String name, AutheliaSettings settings, Context context) {
        this(name, settings, context, PATIENCE, SecretDigest.ITERATIONS);
    }

    /**
     * A provisioner.
     *
     * @param patience how long Authelia may take to start
     * @param iterations of digests of secrets
     */
    AutheliaProvisioner(String name, AutheliaSettings settings, Context context, Duration patience, int iterations) {
        this.where = Where.target(name, settings.url().toString());
        this.settings = settings;
        this.context = context;
        this.patience = patience;
        this.iterations = iterations;
        this.secrets = new ClientSecrets(context.sealing(), context.homelab());
    }

    @Override
    public Class<SignIn> resourceType() {
        return SignIn.class;
    }

    @Override
    public List<Desired<SignIn>> desired(ResolvedCatalog catalog) {
        return desired(catalog, service -> true);
    }

    @Override
    public List<Desired<SignIn>> desired(ResolvedCatalog catalog, Predicate<ServiceName> services) {
        return catalog.catalog()
                .services()
                .filter(service -> services.test(service.name()))
                .flatMap(service -> service.sso().stream()
                        .flatMap(sso -> signIn(catalog, service, sso))
                        .map(signIn -> new Desired<>(service.name(), signIn)))
                .toList();
    }

    private Stream<SignIn> signIn(ResolvedCatalog catalog, Service service, SsoApp sso) {
        return switch (sso.kind()) {
            case OIDC -> Stream.of(client(catalog, service, sso));
            case FORWARD_AUTH ->
                service.sharesSignIn() || hostnames(service).isEmpty()
                        ? Stream.empty()
                        : Stream.of(rules(service, sso));
            case SAML, NONE -> Stream.empty();
        };
    }

    private SignIn rules(Service service, SsoApp sso) {
        return new SignIn(
                SignIn.rulesKey(service.name().value()),
                SignIn.RULES,
                "",
                Optional.empty(),
                List.of(),
                List.of(),
                hostnames(service),
                sso.publicPaths().orElse(List.of()).stream()
                        .map(AutheliaProvisioner::pattern)
                        .toList(),
                List.copyOf(sso.groups()),
                settings.passPolicy(),
                true,
                List.of());
    }

    /** Returns the pattern of a path and all below it, which Authelia compares with path and query. */
    static String pattern(String path) {
        return "^" + path.replaceAll("[\\\\.+*()|\\[\\]{}^$]", "\\\\$0") + (path.endsWith("/") ? "" : "([/?].*)?$");
    }

    static List<String> hostnames(Service service) {
        return service.routes().stream()
                .filter(Route::isHttp)
                .flatMap(route -> route.hostname().stream())
                .map(Hostname::value)
                .toList();
    }

    private SignIn client(ResolvedCatalog catalog, Service service, SsoApp sso) {
        String clientId = secrets.open(catalog, service.name(), SecretRef.CLIENT_ID);
        boolean isPublic = sso.client().filter(SsoApp.Client.PUBLIC::equals).isPresent();
        Set<String> scopes = new LinkedHashSet<>(sso.scopes().orElse(SCOPES));
        scopes.add("openid");
        if (sso.offlineAccess().orElse(false)) {
            scopes.add(OFFLINE);
        }
        return new SignIn(
                clientId,
                isPublic ? SignIn.PUBLIC : SignIn.CONFIDENTIAL,
                service.displayName(),
                isPublic
                        ? Optional.empty()
                        : Optional.of(
                                secrets.seal(clientId, secrets.open(catalog, service.name(), SecretRef.CLIENT_SECRET))),
                sso.redirectUris(),
                List.copyOf(scopes),
                List.of(),
                List.of(),
                List.copyOf(sso.groups()),
                settings.passPolicy(),
                true,
                List.of());
    }

    @Override
    public Set<Risk> risks(Change<SignIn> change, ResolvedCatalog catalog) {
        return SignInRisks.of(change, catalog.catalog(), SignIn::groups, AutheliaProvisioner::isWeaker);
    }

    private static boolean isWeaker(SignIn before, SignIn after) {
        return (before.policy().equals("two_factor") && after.policy().equals("one_factor"))
                || !before.publicPaths().containsAll(after.publicPaths());
    }

    @Override
    public Session<SignIn> open() {
        return new AutheliaSession(
                context.hosts().host(settings.host()).folder(settings.directory()),
                context.homelab(),
                new SecretDigest(secrets, iterations),
                new AutheliaServer(context, settings, patience),
                new AutheliaProblems(where, settings.directory()));
    }
}
