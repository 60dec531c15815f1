// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authentik;

import dev.homelab.adapter.authentik.AuthentikApi.OutpostRow;
import dev.homelab.adapter.authentik.ProviderApi.OAuth2Row;
import dev.homelab.adapter.authentik.ProviderApi.ProxyRow;
import dev.homelab.adapter.authentik.ProviderApi.RedirectRow;
import dev.homelab.adapter.authentik.ProviderApi.SamlRow;
import dev.homelab.adapter.support.secret.ClientSecrets;
import dev.homelab.model.SsoApp.BasicAuth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Turns the server's rows into providers, and seals their secrets. Pure. */
final class ProviderReader {

    private final ClientSecrets secrets;
    private final References references;
    private final Optional<OutpostRow> outpost;

    ProviderReader(ClientSecrets secrets, References references, Optional<OutpostRow> outpost) {
        this.secrets = secrets;
        this.references = references;
        this.outpost = outpost;
    }

    /** Returns each provider once: one that is listed as a proxy provider is one, and listed again as what it is made of. */
    List<ProviderRow> all(List<ProxyRow> proxies, List<OAuth2Row> oauth2, List<SamlRow> saml) {
        Map<Integer, ProviderRow> found = new LinkedHashMap<>();
        proxies.forEach(row -> found.put(row.pk(), provider(row.pk(), proxy(row), row.others())));
        oauth2.forEach(row -> found.computeIfAbsent(row.pk(), pk -> provider(pk, oauth2(row), row.others())));
        saml.forEach(row -> found.put(row.pk(), provider(row.pk(), saml(row), row.others())));
        return List.copyOf(found.values());
    }

    private static ProviderRow provider(int pk, Provider held, Map<String, Object> others) {
        return new ProviderRow(pk, held, user(others), Unmanaged.ofProvider(others));
    }

    /** Returns the slug of the application that a provider says it is used by. */
    static Optional<String> user(Map<String, Object> fields) {
        return Stream.of("assigned_application_slug", "assigned_backchannel_application_slug")
                .map(fields::get)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .findFirst();
    }

    private Provider proxy(ProxyRow row) {
        String internalHost = row.mode().equals("proxy") && row.internalHost() != null ? row.internalHost() : "";
        boolean isServed =
                outpost.filter(one -> one.providers().contains(row.pk())).isPresent();
        return new Provider.Proxy(
                row.name(),
                row.mode(),
                row.externalHost(),
                internalHost,
                text(row.others(), "skip_path_regex"),
                basicAuth(row.others()),
                isServed);
    }

    private static Optional<BasicAuth> basicAuth(Map<String, Object> fields) {
        return Boolean.TRUE.equals(fields.get("basic_auth_enabled"))
                ? Optional.of(new BasicAuth(
                        text(fields, "basic_auth_user_attribute"), text(fields, "basic_auth_password_attribute")))
                : Optional.empty();
    }

    private static String text(Map<String, Object> fields, String name) {
        return Objects.toString(fields.get(name), "");
    }

    private Provider oauth2(OAuth2Row row) {
        return new Provider.OAuth2(
                row.name(),
                row.clientType(),
                row.clientId(),
                secrets.seal(row.clientId(), row.clientSecret() == null ? "" : row.clientSecret()),
                row.redirectUris().stream().map(ProviderReader::redirect).toList(),
                row.grantTypes() == null ? Provider.OAuth2.GRANTS : row.grantTypes(),
                references.mappingNames(row.propertyMappings()),
                references.keyName(row.signingKey()),
                row.subMode(),
                row.issuerMode());
    }

    private Provider saml(SamlRow row) {
        String issuer = row.issuer() == null ? "" : row.issuer();
        return new Provider.Saml(
                row.name(),
                row.acsUrl(),
                row.audience(),
                row.spBinding(),
                row.issuerOverride() == null ? issuer : row.issuerOverride(),
                references.mappingNames(row.propertyMappings()),
                references.keyName(row.signingKp()),
                row.signAssertion(),
                row.signResponse());
    }

    private static Provider.Redirect redirect(RedirectRow row) {
        return new Provider.Redirect(
                row.matchingMode(), row.url(), row.redirectUriType() == null ? "authorization" : row.redirectUriType());
    }
}
