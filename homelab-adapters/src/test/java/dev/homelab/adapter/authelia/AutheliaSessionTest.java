// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authelia;

import static dev.homelab.adapter.authelia.AutheliaHome.oidc;
import static dev.homelab.adapter.authelia.AutheliaHome.proxied;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.HostileTexts;
import dev.homelab.adapter.support.file.YamlText;
import dev.homelab.adapter.support.secret.ClientSecrets;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.model.SsoApp;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.inventory.Wave;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Batch;
import dev.homelab.provision.CheckResult;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Owner;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Risk;
import dev.homelab.provision.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AutheliaSessionTest {

    @TempDir
    Path folder;

    private AutheliaHome home;

    @BeforeEach
    void start() {
        home = new AutheliaHome(folder);
    }

    @AfterEach
    void stop() {
        home.close();
    }

    @Test
    void onlyUsersOfTheGroupsPassTheProxy() {
        assertThat(home.visit("anna", "films.home.arpa", "/")).isEqualTo(403);

        assertThat(home.apply(proxied("films", "family"), proxied("photos"))).isEmpty();

        assertThat(home.visit("anna", "films.home.arpa", "/")).isEqualTo(200);
        assertThat(home.visit("otto", "films.home.arpa", "/")).isEqualTo(403);
        assertThat(home.visit("otto", "photos.home.arpa", "/")).isEqualTo(200);
        assertThat(home.visit("", "films.home.arpa", "/")).isEqualTo(401);
        assertThat(home.visit("otto", "router.home.arpa", "/")).isEqualTo(401);
    }

    @Test
    void publicPathsAreOpenAndNothingBeside() {
        home.apply(AutheliaHome.service(
                "films", SsoApp.Kind.FORWARD_AUTH, sso -> sso.group("family").publicPaths("/api", "/a.b/")));

        assertThat(home.visit("", "films.home.arpa", "/api")).isEqualTo(200);
        assertThat(home.visit("", "films.home.arpa", "/api/x?y")).isEqualTo(200);
        assertThat(home.visit("", "films.home.arpa", "/a.b/c")).isEqualTo(200);
        assertThat(home.visit("", "films.home.arpa", "/apix")).isEqualTo(401);
        assertThat(home.visit("", "films.home.arpa", "/aXb/c")).isEqualTo(401);
        assertThat(home.visit("otto", "films.home.arpa", "/")).isEqualTo(403);
    }

    @Test
    void onlyUsersOfTheGroupsSignInAtAClient() {
        assertThat(home.apply(oidc("wiki", "family"), oidc("photos"))).isEmpty();

        String code = home.signIn("anna", "wiki").replaceFirst(".*code=", "");
        assertThat(home.signIn("otto", "wiki")).endsWith("?error=access_denied");
        assertThat(home.signIn("otto", "photos")).contains("?code=");
        assertThat(home.signIn("", "wiki")).startsWith("https://auth.home.arpa/");
        assertThat(home.token("wiki", code, "another")).isEqualTo(401);
        assertThat(home.token("wiki", code, home.secret)).isEqualTo(200);
        assertThat(home.read("clients.yml")).doesNotContain(home.secret);
    }

    @Test
    void aSecondRunWritesNothingAndRestartsNothing() {
        home.apply(oidc("wiki", "family"), proxied("films"));
        String before = home.read("clients.yml");
        int writes = home.lab.host.writes();

        assertThat(home.apply(oidc("wiki", "family"), proxied("films"))).isEmpty();

        assertThat(home.plan(home.catalog(oidc("wiki", "family"), proxied("films")))
                        .isEmpty())
                .isTrue();
        assertThat(home.lab.host.writes()).isEqualTo(writes);
        assertThat(home.read("clients.yml")).isEqualTo(before);
        assertThat(home.authelia.restarts()).isEqualTo(1);
    }

    @Test
    void anotherSecretMakesAnotherDigestAndAnotherTitleDoesNot() {
        home.apply(oidc("wiki"));
        String digest = digest();
        home.apply(oidc("wiki", "family"));
        assertThat(digest()).isEqualTo(digest);

        home.secret = "another";
        home.apply(oidc("wiki", "family"));

        assertThat(digest()).isNotEqualTo(digest);
        assertThat(home.token("wiki", home.signIn("anna", "wiki").replaceFirst(".*code=", ""), "another"))
                .isEqualTo(200);
    }

    @Test
    void aDigestThatWasChangedByHandIsDrift() {
        home.apply(oidc("wiki"));
        home.write("clients.yml", home.read("clients.yml").replace(digest(), SampleFiles.DIGEST));

        assertThat(home.plan(home.catalog(oidc("wiki"))).changes()).hasSize(1);
        home.apply(oidc("wiki"));

        assertThat(home.token("wiki", home.signIn("anna", "wiki").replaceFirst(".*code=", ""), home.secret))
                .isEqualTo(200);
    }

    @Test
    void anAdoptedClientKeepsADigestOfTheSameSecret() {
        home.apply(oidc("wiki"));
        String digest = digest();
        home.write(
                "clients.yml",
                "- {\"client_id\": \"client-wiki\", \"client_secret\": \"%s\", \"consent_mode\": \"implicit\"}\n"
                        .formatted(digest));

        Plan<SignIn> plan = home.plan(home.catalog(oidc("wiki")), "client-wiki");
        assertThat(home.apply(plan)).isEmpty();

        assertThat(digest()).isEqualTo(digest);
        assertThat(home.read("clients.yml")).contains("\"consent_mode\": \"implicit\"");
    }

    @Test
    void whatPeopleWroteStaysByteForByte() {
        String rules = "\n# mine\r\n- domain: 'x.home.arpa'   # why not\n  policy: 'bypass'\n\n\n";
        home.write("rules.yml", rules);
        home.write("clients.yml", SampleFiles.BY_HAND);
        String config = home.lab.read(AutheliaHome.CONFIG);

        home.apply(oidc("wiki", "family"), proxied("films", "family"));
        assertThat(home.read("rules.yml")).startsWith(rules);
        assertThat(home.read("clients.yml")).startsWith(SampleFiles.BY_HAND);
        assertThat(home.authelia.errors()).isEmpty();
        home.apply();

        assertThat(home.read("rules.yml")).isEqualTo(rules);
        assertThat(home.read("clients.yml")).isEqualTo(SampleFiles.BY_HAND);
        assertThat(home.lab.read(AutheliaHome.CONFIG)).isEqualTo(config);
    }

    @Test
    void keysThatPeopleAddToAClientStay() {
        home.apply(oidc("wiki"));
        home.write(
                "clients.yml",
                home.read("clients.yml")
                        .replace("} # homelab", ", \"token_endpoint_auth_method\": \"client_secret_post\"} # homelab"));
        assertThat(home.plan(home.catalog(oidc("wiki"))).changes())
                .as("Authelia was not restarted since")
                .hasSize(1);

        home.apply(oidc("wiki", "family"));

        assertThat(home.read("clients.yml")).contains("\"token_endpoint_auth_method\": \"client_secret_post\"}");
    }

    @Test
    void aConfigurationThatIsRefusedIsTakenBackBeforeARestart() {
        home.write("clients.yml", SampleFiles.BY_HAND);
        home.lab.write(
                AutheliaHome.CONFIG,
                home.lab.read(AutheliaHome.CONFIG)
                        + "      - {client_id: 'client-wiki', public: true, redirect_uris: ['https://a.b/']}\n");

        List<Problem> problems = home.apply(oidc("wiki", "family"), proxied("films"));

        assertThat(problems).extracting(Problem::summary).containsExactly("configuration refused");
        assertThat(problems.get(0).detail()).contains("must be unique");
        assertThat(home.read("clients.yml")).isEqualTo(SampleFiles.BY_HAND);
        assertThat(home.authelia.restarts()).isZero();
        assertThat(home.authelia.isUp()).isTrue();
    }

    @Test
    void anAutheliaThatDoesNotStartGetsItsFormerFilesBack() {
        home.validate = List.of();
        home.apply(proxied("films", "family"));
        String before = home.read("rules.yml");

        List<Problem> problems =
                home.apply(proxied("films", "family"), oidc("wiki", sso -> sso.scopes("openid", "no-such-scope")));

        assertThat(problems).extracting(Problem::summary).containsExactly("server does not start");
        assertThat(home.authelia.isUp()).isTrue();
        assertThat(home.read("rules.yml")).isEqualTo(before);
        assertThat(home.visit("anna", "films.home.arpa", "/")).isEqualTo(200);
        assertThat(home.plan(home.catalog(proxied("films", "family"))).isEmpty())
                .isTrue();
    }

    @Test
    void aRestartThatFailsIsSaid() {
        home.breakRestart();
        String before = home.read("rules.yml");

        assertThat(home.apply(proxied("films"))).extracting(Problem::summary).containsExactly("server not restarted");
        assertThat(home.read("rules.yml")).isEqualTo(before);
    }

    @Test
    void whatWasWrittenWithoutARestartIsPending() {
        Plan<SignIn> plan = home.plan(home.catalog(proxied("films"), oidc("wiki")));
        try (Session<SignIn> session = home.provisioner().open()) {
            session.apply(new Batch<>(plan.changes()));
        }
        assertThat(home.visit("anna", "films.home.arpa", "/")).isEqualTo(403);
        assertThat(home.plan(home.catalog(proxied("films"), oidc("wiki"))).changes())
                .hasSize(2);

        home.apply(proxied("films"), oidc("wiki"));
        assertThat(home.visit("anna", "films.home.arpa", "/")).isEqualTo(200);
        Plan<SignIn> removal = home.plan(home.catalog());
        try (Session<SignIn> session = home.provisioner().open()) {
            session.apply(new Batch<>(removal.changes()));
        }

        assertThat(home.plan(home.catalog()).changes()).hasSize(2);
        assertThat(home.apply()).isEmpty();
        assertThat(home.visit("anna", "films.home.arpa", "/")).isEqualTo(403);
        assertThat(home.plan(home.catalog()).isEmpty()).isTrue();
    }

    @Test
    void filesThatAreNotThereOrNotReadableAreSaidBeforeAnythingIsWritten() {
        home.lab.remove(AutheliaHome.FOLDER + "/clients.yml");
        home.write("rules.yml", "no: list\n");

        assertThat(home.preflight(home.catalog(proxied("films"), oidc("wiki"))))
                .extracting(Problem::summary)
                .containsExactly("file not there", "file not readable");
        assertThat(home.preflight(home.catalog())).isEmpty();
    }

    @Test
    void withoutOpenIdConnectAClientIsOfNoUse() {
        String config = home.lab.read(AutheliaHome.CONFIG);
        home.lab.write(AutheliaHome.CONFIG, config.substring(0, config.indexOf("identity_providers")));
        home.authelia.restart();

        assertThat(home.preflight(home.catalog(oidc("wiki"))))
                .extracting(Problem::summary)
                .containsExactly("OpenID Connect not set up");
        assertThat(home.preflight(home.catalog(proxied("films")))).isEmpty();
    }

    @Test
    void whatAVisitorFindsIsAsked() {
        ResolvedCatalog catalog = home.catalog(proxied("films", "family"), oidc("wiki"));
        assertThat(inspected(catalog)).hasSize(2).noneMatch(CheckResult::good);

        home.apply(home.plan(catalog));
        assertThat(inspected(catalog)).hasSize(2).allMatch(CheckResult::good);

        home.lab.write(
                AutheliaHome.CONFIG,
                home.lab
                        .read(AutheliaHome.CONFIG)
                        .replace("  rules:\n", "  rules:\n    - {domain: '*.home.arpa', policy: 'bypass'}\n"));
        home.authelia.restart();
        assertThat(inspected(catalog))
                .filteredOn(found -> !found.good())
                .singleElement()
                .matches(found -> found.found().startsWith("lets every visitor pass"));
    }

    @Test
    void hostileTextStaysText() {
        AutheliaFiles files = new AutheliaFiles(Map.of(), Optional.empty());
        List<String> texts = new ArrayList<>();
        HostileTexts.of(31, 300).forEach(texts::add);
        SecretDigest digests =
                new SecretDigest(new ClientSecrets(home.lab.context().key(), "home"), 1);
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            SignIn client = new SignIn(
                    "c" + i,
                    SignIn.PUBLIC,
                    text,
                    Optional.empty(),
                    List.of(text),
                    List.of("openid"),
                    List.of(),
                    List.of(),
                    List.of(text),
                    "one_factor",
                    true,
                    List.of());
            files = files.with(Observed.ownedBy(Owner.parse("home/s" + i), client), digests, "home");
        }

        List<Observed<SignIn>> read = files.observed("home");
        assertThat(read).hasSize(texts.size());
        for (int i = 0; i < texts.size(); i++) {
            SignIn client = read.get(i).resource();
            assertThat(client.title()).isEqualTo(texts.get(i));
            assertThat(client.groups()).containsExactly(texts.get(i));
            assertThat(client.policy()).isEqualTo("one_factor");
        }
        assertThat(YamlText.read(files.texts().getOrDefault("clients.yml", "")).orElseThrow())
                .hasSize(texts.size());
    }

    @Test
    void whatAutheliaCannotDoIsSaidWithItsLine() {
        Target target =
                new Target("login", "authelia", Wave.IDENTITY, Optional.empty(), Optional.empty(), home.settings());
        Service saml = AutheliaHome.service("docs", SsoApp.Kind.SAML, sso -> sso.acsUrl("https://docs.home.arpa/acs"));
        Service icon = oidc("wiki", sso -> sso.icon("https://x.home.arpa/i.png").clientId("a".repeat(101)));

        assertThat(new AutheliaAdapter()
                        .check(target, home.settings(), home.catalog(saml, icon).catalog()))
                .extracting(Problem::summary)
                .containsExactly("sign-in of another kind", "client id too long", "key not for Authelia");
    }

    @Test
    void whatOpensASignInIsARisk() {
        home.apply(home.plan(home.catalog(proxied("films", "family"))));

        assertThat(risks(proxied("films", "family", "guests"))).containsExactly(Risk.MORE_PEOPLE);
        assertThat(risks(proxied("films"))).containsExactly(Risk.MORE_PEOPLE);
        assertThat(risks(AutheliaHome.service(
                        "films",
                        SsoApp.Kind.FORWARD_AUTH,
                        sso -> sso.group("family").publicPaths("/share"))))
                .containsExactly(Risk.WEAKER_SIGN_IN);
        assertThat(risks(AutheliaHome.service("films", SsoApp.Kind.NONE, sso -> {})))
                .containsExactly(Risk.WEAKER_SIGN_IN);
        assertThat(risks(AutheliaHome.service("films", SsoApp.Kind.FORWARD_AUTH, sso -> sso.domain(true))))
                .containsExactly(Risk.MORE_PEOPLE);
        assertThat(risks()).isEmpty();
    }

    private Set<Risk> risks(Service... services) {
        ResolvedCatalog catalog = home.catalog(services);
        return home.plan(catalog).changes().stream()
                .flatMap(change -> home.provisioner().risks(change, catalog).stream())
                .collect(toSet());
    }

    private String digest() {
        return home.read("clients.yml").replaceAll("(?s).*\"client_secret\": \"([^\"]+)\".*", "$1");
    }

    private List<CheckResult> inspected(ResolvedCatalog catalog) {
        try (Session<SignIn> session = home.provisioner().open()) {
            return session.inspect(home.provisioner().desired(catalog)).values().stream()
                    .flatMap(List::stream)
                    .toList();
        }
    }
}
