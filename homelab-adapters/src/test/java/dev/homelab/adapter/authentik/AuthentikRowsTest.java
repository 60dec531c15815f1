// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authentik;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.authentik.AuthentikApi.ApplicationRow;
import dev.homelab.adapter.authentik.AuthentikApi.ProviderSummary;
import dev.homelab.adapter.authentik.AuthentikRows.Found;
import dev.homelab.adapter.authentik.ProviderApi.OAuth2Row;
import dev.homelab.adapter.authentik.ProviderApi.ProxyRow;
import dev.homelab.adapter.support.secret.ClientSecrets;
import dev.homelab.adapter.support.secret.RootKey;
import dev.homelab.provision.Observed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AuthentikRowsTest {

    private static final References NONE = new References(List.of(), List.of());
    private static final ProviderReader READER = new ProviderReader(
            new ClientSecrets(new RootKey("a root key for tests that is long enough"), "contract"),
            NONE,
            Optional.empty());
    private static final ProxyRow OURS =
            new ProxyRow(1, "homelab contract/photos", "forward_single", "https://photos.home.arpa", "", Map.of());

    @Test
    void theMarkOnTheProviderAloneMakesAHalfAdoptedApplicationOurs() {
        assertThat(found(application("photos", 1, ""), OURS).observed().belongsTo("contract"))
                .isTrue();
    }

    @Test
    void anApplicationThatAPersonPutOnOurProviderIsTheirs() {
        assertThat(found(application("other", 1, ""), OURS).observed().owner()).isEmpty();
    }

    @Test
    void anApplicationThatLostItsProviderIsSeenWithTheOneItHad() {
        SignOn seen = found(application("photos", null, "homelab:contract/photos"), OURS)
                .observed()
                .resource();

        assertThat(seen.provider()).isPresent();
        assertThat(seen.isWhole()).isFalse();
    }

    @Test
    void anotherHomelabsLeftoverIsNotShown() {
        ProxyRow theirs = new ProxyRow(2, "homelab elsewhere/photos", "forward_single", "https://x", "", Map.of());

        assertThat(rows(List.of(), theirs).signOns()).isEmpty();
    }

    @Test
    void aProviderOfAnotherKindIsShownByItsType() {
        ApplicationRow application = application("photos", 9, "");

        assertThat(rows(List.of(application)).signOns().map(Found::observed).map(Observed::resource))
                .singleElement()
                .satisfies(seen -> assertThat(seen.provider())
                        .contains(new Provider.Other("Photos LDAP", "authentik_providers_ldap.ldapprovider")));
    }

    @Test
    void whereRequestsArePassedOnToMattersInModeProxyOnly() {
        ProxyRow forward = new ProxyRow(1, "a", "forward_single", "https://a", "http://inside", Map.of());
        ProxyRow proxy = new ProxyRow(1, "a", "proxy", "https://a", "http://inside", Map.of());

        assertThat(internalHost(forward)).isEmpty();
        assertThat(internalHost(proxy)).isEqualTo("http://inside");
    }

    @Test
    void aProxyProviderIsNotSeenAgainAsWhatItIsMadeOf() {
        OAuth2Row parent = new OAuth2Row(
                1,
                OURS.name(),
                "confidential",
                "a",
                "b",
                List.of(),
                null,
                List.of(),
                null,
                "user_id",
                "global",
                Map.of());

        assertThat(READER.all(List.of(OURS), List.of(parent), List.of()))
                .singleElement()
                .matches(row -> row.held() instanceof Provider.Proxy);
    }

    @Test
    void theFurtherSignOnsOfAServiceAreToldApart() {
        ProxyRow second = new ProxyRow(2, "homelab contract/photos 2", "forward_single", "https://x", "", Map.of());

        assertThat(rows(List.of(), OURS, second)
                        .signOns()
                        .map(found -> found.observed().key()))
                .containsExactly("photos", "photos_2");
    }

    private static String internalHost(ProxyRow provider) {
        SignOn seen = found(application("a", 1, ""), provider).observed().resource();
        return ((Provider.Proxy) seen.provider().orElseThrow()).internalHost();
    }

    private static Found found(ApplicationRow application, ProxyRow provider) {
        return rows(List.of(application), provider).find(application.slug()).orElseThrow();
    }

    private static AuthentikRows rows(List<ApplicationRow> applications, ProxyRow... providers) {
        List<ProviderRow> found = READER.all(List.of(providers), List.of(), List.of());
        return new AuthentikRows("contract", applications, found, List.of(), Optional.empty(), NONE);
    }

    private static ApplicationRow application(String slug, @Nullable Integer provider, String publisher) {
        ProviderSummary summary = new ProviderSummary("Photos LDAP", "authentik_providers_ldap.ldapprovider");
        return new ApplicationRow("uuid", slug, slug, provider, summary, "", null, publisher, null, "", Map.of());
    }
}
