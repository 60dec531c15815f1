// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authentik;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.model.SsoApp;
import dev.homelab.model.dsl.Dsl;
import dev.homelab.model.dsl.RouteBuilder;
import dev.homelab.model.dsl.ServiceBuilder;
import dev.homelab.model.dsl.SsoAppBuilder;
import dev.homelab.provision.Existing;
import dev.homelab.provision.Existing.Part;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Session;
import dev.homelab.provision.TargetException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sign-ons that people made, as the definitions of services say them. */
final class ExistingSignOnsTest {

    private static final Service PHOTOS = guarded("photos");
    private static final Service WIKI = guarded("wiki");

    private AuthentikHome home = new AuthentikHome();

    @AfterEach
    void stop() {
        home.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024.12.3", "2026.2.2", "2026.8.3"})
    void forwardAuthIsSaidAndAdoptingItChangesMarksAlone(String release) {
        home.authentik.version(release);
        home.authentik.addByHand("photos", "https://photos.home.arpa/");
        bind("photos", "family");
        home.authentik.addByHand("nas", "https://nas.home.arpa");

        Existing found = existing(PHOTOS);

        assertThat(found.parts())
                .containsExactly(new Part(
                        PHOTOS.name(),
                        "photos",
                        Map.of("sso", Map.of("kind", "forward-auth", "groups", List.of("family")))));
        assertThat(found.others()).isEqualTo(1);
        assertAdoptedAsItIs(said("photos", SsoApp.Kind.FORWARD_AUTH, sso -> sso.group("family")), "photos");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 100})
    void openIdConnectIsSaidWithItsSecretByReferenceWhateverThePages(int rows) {
        home.authentik.pageSize(rows);
        home.addOauth2ByHand("Our wiki", "wiki");
        home.authentik.changeProviderByHand(
                "Our wiki",
                Map.of(
                        "client_id",
                        "wiki-client",
                        "client_secret",
                        "horse",
                        "grant_types",
                        List.of("authorization_code", "refresh_token", "password"),
                        "redirect_uris",
                        List.of(Map.of(
                                "matching_mode",
                                "strict",
                                "url",
                                "https://wiki.home.arpa/callback",
                                "redirect_uri_type",
                                "authorization"))));

        Part part = existing(WIKI).parts().get(0);

        assertThat(part.keys())
                .isEqualTo(Map.of(
                        "sso",
                        Map.of(
                                "kind",
                                "oidc",
                                "redirectUris",
                                List.of("https://wiki.home.arpa/callback"),
                                "clientId",
                                "wiki-client")));
        assertThat(part.secrets()).isEqualTo(Map.of("sso.clientSecret", "horse"));
        assertThat(part.toString()).doesNotContain("horse");
        assertThat(part.notCarried()).isEmpty();
        home.clientId = "wiki-client";
        home.clientSecret = "horse";
        Service said = said(
                "wiki",
                SsoApp.Kind.OIDC,
                sso -> sso.redirectUri("https://wiki.home.arpa/callback").clientId("wiki-client"));
        assertAdoptedAsItIs(said, "wiki");
    }

    @Test
    void whatWouldLetOthersPassOrSendThemElsewhereIsNotSaid() {
        home.authentik.addByHand("photos", "https://photos.home.arpa");
        bind("photos", "family");
        home.authentik.addDomainByHand("wiki", "https://wiki.home.arpa", "home.arpa");
        home.authentik.addByHand("library", "https://books.home.arpa");
        home.addOauth2ByHand("music");
        Service open = service("photos", route -> {}, more -> {});

        List<Part> parts =
                existing(open, WIKI, guarded("books"), guarded("music")).parts();

        assertThat(parts).allMatch(part -> part.keys().isEmpty());
        assertThat(parts)
                .extracting(part -> part.notCarried().get(part.resource()))
                .satisfiesExactlyInAnyOrder(
                        reason -> assertThat(reason).contains("through no middleware"),
                        reason -> assertThat(reason).contains("mode forward_domain"),
                        reason -> assertThat(reason).contains("Its slug is \"library\""),
                        reason -> assertThat(reason).contains("redirect URIs are empty"));
    }

    @Test
    void aListThatDependsOnWhoAsksIsNotTakenForAWholeOne() {
        home.authentik.addByHand("photos", "https://photos.home.arpa");
        home.authentik.loseRows(true);

        assertThatThrownBy(() -> existing(PHOTOS))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("list is incomplete");
    }

    /** A service that the proxy leads to through a middleware, such as one that asks for a sign-in. */
    private static Service guarded(String name) {
        return service(name, route -> route.middlewares("authentik"), more -> {});
    }

    private static Service said(String name, SsoApp.Kind kind, Consumer<SsoAppBuilder> sso) {
        return service(name, route -> {}, more -> more.sso(kind, sso));
    }

    private static Service service(String name, Consumer<RouteBuilder> route, Consumer<ServiceBuilder> more) {
        return Dsl.service(
                name,
                "box",
                more.andThen(service -> service.container("server", "nginx:1.29", c -> c.port("8080:8080"))
                        .route("server", 8080, route.andThen(one -> one.hostname(name + ".home.arpa")))));
    }

    private void bind(String slug, String group) {
        home.bindByHand(slug, group, 10);
    }

    private Existing existing(Service... services) {
        ResolvedCatalog catalog = home.catalog(services);
        try (Session<SignOn> session = home.provisioner().open()) {
            session.observe();
            return session.existing(catalog.catalog().definitions(), catalog.inventory());
        }
    }

    private void assertAdoptedAsItIs(Service said, String slug) {
        Plan<SignOn> plan = home.plan(home.catalog(said), slug);
        assertThat(plan.conflicts()).isEmpty();
        SignOn before = plan.changes().get(0).before().orElseThrow().resource();
        SignOn after = plan.changes().get(0).after().orElseThrow().resource();

        assertThat(plain(after)).isEqualTo(plain(before));
        assertThat(home.apply(plan)).allMatch(Outcome::succeeded);
        assertThat(home.plan(home.catalog(said)).isEmpty()).isTrue();
        assertThat(home.restore(plan)).allMatch(Outcome::succeeded);
        assertThat(home.observe().stream().filter(seen -> seen.key().equals(slug)))
                .singleElement()
                .satisfies(seen -> assertThat(seen.owner()).isEmpty())
                .satisfies(seen -> assertThat(seen.resource()).isEqualTo(before));
    }

    /** Everything but the marks. */
    private static String plain(SignOn signOn) {
        return signOn.toString()
                .replaceAll("publisher=[^,]*", "")
                .replaceAll("(Proxy|OAuth2)\\[name=[^,]*", "$1[")
                .replaceAll("unmanaged=.*", "");
    }
}
