// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authentik;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.authentik.AuthentikApi.ApplicationRow;
import dev.homelab.adapter.authentik.AuthentikApi.ProviderRow;
import dev.homelab.adapter.authentik.AuthentikApi.ProviderSummary;
import dev.homelab.adapter.authentik.AuthentikRows.Found;
import dev.homelab.provision.Observed;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AuthentikRowsTest {

    private static final ProviderRow OURS =
            new ProviderRow(1, "homelab contract/photos", "forward_single", "https://photos.home.arpa", "");

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
        ProviderRow theirs = new ProviderRow(2, "homelab elsewhere/photos", "forward_single", "https://x", "");

        assertThat(rows(List.of(), theirs).signOns()).isEmpty();
    }

    @Test
    void aProviderOfAnotherKindIsShownByItsType() {
        ApplicationRow application = application("photos", 9, "");

        assertThat(rows(List.of(application)).signOns().map(Found::observed).map(Observed::resource))
                .singleElement()
                .satisfies(seen -> assertThat(seen.provider())
                        .contains(new SignOn.Provider(
                                "Photos OIDC", "authentik_providers_oauth2.oauth2provider", "", "", false)));
    }

    @Test
    void whereRequestsArePassedOnToMattersInModeProxyOnly() {
        ProviderRow forward = new ProviderRow(1, "a", "forward_single", "https://a", "http://inside");
        ProviderRow proxy = new ProviderRow(1, "a", "proxy", "https://a", "http://inside");

        assertThat(internalHost(forward)).isEmpty();
        assertThat(internalHost(proxy)).isEqualTo("http://inside");
    }

    private static String internalHost(ProviderRow provider) {
        SignOn seen = found(application("a", 1, ""), provider).observed().resource();
        return seen.provider().orElseThrow().internalHost();
    }

    private static Found found(ApplicationRow application, ProviderRow provider) {
        return rows(List.of(application), provider).find(application.slug()).orElseThrow();
    }

    private static AuthentikRows rows(List<ApplicationRow> applications, ProviderRow... providers) {
        return new AuthentikRows("contract", applications, List.of(providers), List.of(), Optional.empty());
    }

    private static ApplicationRow application(String slug, @Nullable Integer provider, String publisher) {
        ProviderSummary summary = new ProviderSummary("Photos OIDC", "authentik_providers_oauth2.oauth2provider");
        return new ApplicationRow("uuid", slug, slug, provider, summary, "", publisher);
    }
}
