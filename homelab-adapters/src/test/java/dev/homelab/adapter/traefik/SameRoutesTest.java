// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.homelab.adapter.support.file.YamlDocument;
import dev.homelab.adapter.support.file.YamlText;
import dev.homelab.adapter.traefik.SameRoutes.Router;
import dev.homelab.provision.Existing.Removal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Routers of people for what a file of homelab routes, too. */
final class SameRoutesTest {

    private static final String ASKING = "http://auth:9000/outpost.goauthentik.io/auth/traefik";
    private static final RouteFile OURS = file("homelab-photos.yml", """
            http:
              routers:
                photos:
                  rule: Host(`photos.home.arpa`)
                  entryPoints: [websecure]
                  middlewares: [photos_signin, headers]
                  service: photos
                  tls: {}
                photos_2:
                  rule: Host(`pics.home.arpa`)
                  entryPoints: [websecure]
                  middlewares: [photos_signin, headers]
                  service: photos_2
                  tls: {}
              middlewares:
                photos_signin: {forwardAuth: {address: "%s"}}
              services:
                photos: {loadBalancer: {servers: [{url: "http://192.0.2.10:2283"}]}}
                photos_2: {loadBalancer: {servers: [{url: "http://192.0.2.10:2283"}]}}
            """.formatted(ASKING));
    private static final String THEIRS = """
            http:
              routers:
                immich:
                  rule: "(Host(`photos.home.arpa`) || Host(`pics.home.arpa`))"
                  entryPoints: [websecure]
                  middlewares: [authentik@file, headers]
                  service: immich
                  tls: {}
                wiki:
                  rule: Host(`wiki.home.arpa`)
                  service: shared
              middlewares:
                authentik: {forwardAuth: {address: "%s"}}
              services:
                immich: {loadBalancer: {passHostHeader: true, servers: [{url: "http://192.0.2.10:2283/"}]}}
                shared: {loadBalancer: {servers: [{url: "http://192.0.2.11:80"}]}}
            """.formatted(ASKING);

    @Test
    void aRouterOfSeveralHostsIsTheSameAsOneForEach() {
        SameRoutes same = same(THEIRS, "{}");

        List<Router> found = same.of(OURS);

        assertThat(found).extracting(Router::name).containsExactly("immich");
        assertThat(same.differences(found.get(0), OURS)).isEmpty();
        assertThat(same.removals(found))
                .containsExactly(new Removal("/dynamic/mine.yml", List.of("3-8", "15"), "router immich"));
    }

    @Test
    void whatDiffersIsNamedByItsKey() {
        String other = THEIRS.replace("middlewares: [authentik@file, headers]", "middlewares: [headers]")
                .replace("2283/", "2284")
                .replace("entryPoints: [websecure]", "entryPoints: [web, websecure]")
                .replace("      tls: {}\n", "      tls: {certResolver: le}\n");
        SameRoutes same = same(other, "{}");

        Map<String, String> differences = same.differences(same.of(OURS).get(0), OURS);

        assertThat(differences)
                .containsEntry("http.routers.immich.entryPoints", "It is web, websecure, and is to be websecure.")
                .containsEntry(
                        "http.routers.immich.middlewares", "It is headers, and is to be %s, headers.".formatted(ASKING))
                .containsEntry(
                        "http.routers.immich.service",
                        "It is http://192.0.2.10:2284, and is to be http://192.0.2.10:2283.")
                .containsKey("http.routers.immich.tls");
    }

    @Test
    void whatEntryPointsAddCountsAsTraefikShowsIt() {
        String bare = THEIRS.replace("      entryPoints: [websecure]\n", "").replace("      tls: {}\n", "");
        String shown = """
                {"routers": {"immich@file": {"rule": "x", "entryPoints": ["websecure"], "tls": {"options": "default"},
                  "middlewares": ["authentik@file", "headers@file"]}}}""";

        assertThat(same(bare, shown).differences(same(bare, shown).of(OURS).get(0), OURS))
                .isEmpty();
        assertThat(same(bare, "{}").differences(same(bare, "{}").of(OURS).get(0), OURS))
                .containsKeys("http.routers.immich.entryPoints", "http.routers.immich.tls");
    }

    @Test
    void routersOfLabelsCountAndHaveNoLines() {
        String shown = """
                {"routers": {"pics@docker": {"rule": "Host(`pics.home.arpa`)", "entryPoints": ["websecure"], "service": "pics",
                  "tls": {}, "middlewares": ["auth@docker", "headers@file"]}, "dashboard@internal": {"rule": "Host(`pics.home.arpa`)"}},
                 "middlewares": {"auth@docker": {"forwardAuth": {"address": "%s"}}}}""".formatted(ASKING);
        SameRoutes same = same("{}", shown);

        List<Router> found = same.of(OURS);

        assertThat(found).extracting(Router::place).containsExactly("http.routers.pics@docker");
        assertThat(same.differences(found.get(0), OURS)).isEmpty();
        assertThat(same.removals(found)).isEmpty();
    }

    @Test
    void aFileWithNothingElseIsRemovedAndAServiceThatOthersUseStays() {
        String alone = """
                http:
                  routers:
                    immich: {rule: "Host(`photos.home.arpa`)", service: immich}
                  services:
                    immich: {loadBalancer: {servers: [{url: "http://192.0.2.10:2283"}]}}
                """;
        assertThat(same(alone, "{}").removals(same(alone, "{}").of(OURS)))
                .containsExactly(new Removal("/dynamic/mine.yml", List.of("all"), "router immich"));
        String used = alone.replace("  services:", "    other: {rule: \"Host(`a.b`)\", service: immich}\n  services:");
        assertThat(same(used, "{}").removals(same(used, "{}").of(OURS)))
                .containsExactly(new Removal("/dynamic/mine.yml", List.of("3"), "router immich"));
    }

    @Test
    void partsOfOneNameThatSayTheSameAreNoConflict() {
        assertThat(SameRoutes.isSame(
                        YamlText.read("{rule: 'Host(`a.b`) ', service: a@file}").orElse(MissingNode.getInstance()),
                        YamlText.read("{service: a, rule: 'Host(`a.b`)'}").orElse(MissingNode.getInstance())))
                .isTrue();
        assertThat(SameRoutes.isSame(
                        YamlText.read("{entryPoints: [a, b]}").orElse(MissingNode.getInstance()),
                        YamlText.read("{entryPoints: [b]}").orElse(MissingNode.getInstance())))
                .isFalse();
    }

    private static SameRoutes same(String text, String rawData) {
        return new SameRoutes(
                List.of(file("mine.yml", text)),
                new RuntimeConfig(YamlText.read(rawData).orElse(MissingNode.getInstance())),
                "/dynamic");
    }

    private static RouteFile file(String name, String text) {
        return new RouteFile(name, YamlDocument.of(text));
    }
}
