// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.keycloak;

import dev.homelab.adapter.support.page.SignInRisks;
import dev.homelab.adapter.support.secret.ClientSecrets;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.model.SsoApp;
import dev.homelab.model.value.SecretRef;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Where;
import dev.homelab.provision.Change;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Provisioner;
import dev.homelab.provision.Risk;
import dev.homelab.provision.Session;
import dev.homelab.spi.Context;
import dev.homelab.spi.HttpApi;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Keeps a realm of a Keycloak server in line: a client for every service that signs its visitors in by itself. */
public final class KeycloakProvisioner implements Provisioner<OidcClient> {

    private static final String OFFLINE = "offline_access";
    private static final List<String> SCOPES = List.of("openid", "email", "profile");

    private final Where where;
    private final KeycloakSettings settings;
    private final Context context;
    private final ClientSecrets secrets;

    KeycloakProvisioner(String name, KeycloakSettings settings, Context context) {
        this.where = Where.target(name, settings.url().toString());
        this.settings = settings;
        this.context = context;
        this.secrets = new ClientSecrets(context.sealing(), context.homelab());
    }

    @Override
    public Class<OidcClient> resourceType() {
        return OidcClient.class;
    }

    @Override
    public List<Desired<OidcClient>> desired(ResolvedCatalog catalog) {
        return desired(catalog, service -> true);
    }

    @Override
    public List<Desired<OidcClient>> desired(ResolvedCatalog catalog, Predicate<ServiceName> services) {
        return catalog.catalog()
                .services()
                .filter(service -> services.test(service.name()))
                .flatMap(service -> service.sso().stream()
                        .filter(sso -> sso.kind() == SsoApp.Kind.OIDC)
                        .map(sso -> new Desired<>(service.name(), client(catalog, service, sso))))
                .toList();
    }

    /** What a definition does not say stays as it is there. */
    @Override
    public List<Desired<OidcClient>> completed(List<Desired<OidcClient>> desired, List<Observed<OidcClient>> observed) {
        Map<String, OidcClient> present = new HashMap<>();
        observed.forEach(found -> present.put(found.key(), found.resource()));
        return desired.stream()
                .map(want -> Optional.ofNullable(present.get(want.resource().key()))
                        .map(there ->
                                new Desired<>(want.service(), want.resource().over(there)))
                        .orElse(want))
                .toList();
    }

    @Override
    public Set<Risk> risks(Change<OidcClient> change, ResolvedCatalog catalog) {
        return SignInRisks.of(change, catalog.catalog(), OidcClient::groups, (before, after) -> false);
    }

    @Override
    public Session<OidcClient> open() {
        String secret = context.secrets().resolve(settings.clientSecret(), where);
        HttpApi plain = context.api(settings.url(), where);
        HttpApi api = settings.ca().map(file -> plain.trusting(Path.of(file))).orElse(plain);
        KeycloakProblems problems = new KeycloakProblems(where);
        return new KeycloakSession(new KeycloakApi(api, settings, secret, problems), new ClientRow(secrets), problems);
    }

    private OidcClient client(ResolvedCatalog catalog, Service service, SsoApp sso) {
        String clientId = secrets.open(catalog, service.name(), SecretRef.CLIENT_ID);
        boolean isPublic = sso.client().filter(SsoApp.Client.PUBLIC::equals).isPresent();
        Set<String> scopes = new LinkedHashSet<>(sso.scopes().orElse(SCOPES));
        scopes.remove("openid"); // every client has it
        boolean isOffline = scopes.remove(OFFLINE) || sso.offlineAccess().orElse(false);
        return new OidcClient(
                clientId,
                isPublic ? OidcClient.PUBLIC : OidcClient.CONFIDENTIAL,
                true,
                true,
                service.displayName(),
                OidcClient.page(service, catalog.inventory()),
                isPublic
                        ? Optional.empty()
                        : Optional.of(
                                secrets.seal(clientId, secrets.open(catalog, service.name(), SecretRef.CLIENT_SECRET))),
                sso.redirectUris(),
                List.copyOf(scopes),
                isOffline ? List.of(OFFLINE) : List.of(),
                List.copyOf(sso.groups()),
                new OidcClient.Rest(
                        "{}", sso.scopes().isEmpty() && sso.offlineAccess().isEmpty()));
    }
}
