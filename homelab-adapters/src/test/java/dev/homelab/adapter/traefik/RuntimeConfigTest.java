// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.homelab.adapter.support.file.YamlDocument;
import dev.homelab.provision.CheckResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What routers come to, in the words of Traefik 3.7. */
class RuntimeConfigTest {

    private static final String FILE = """
            http:
              routers:
                wiki: {rule: "Host(`wiki.home.arpa`)", service: wiki, entryPoints: [web, websecure]}
            """;

    @Test
    void aRouterThatIsEnabledOnItsEntryPointsIsInForce() throws JsonProcessingException {
        assertThat(finding("{%s \"status\": \"enabled\", \"using\": [\"web\", \"websecure\"]}"))
                .isEqualTo(new CheckResult("router wiki is in force", true, "enabled on web and websecure"));
    }

    @Test
    void aRouterThatListensOnSomeOfItsEntryPointsIsNot() throws JsonProcessingException {
        assertThat(finding("{%s \"status\": \"enabled\", \"using\": [\"web\"]}"))
                .isEqualTo(new CheckResult("router wiki is in force", false, "enabled on web"));
    }

    @Test
    void whatTraefikHasAgainstARouterIsSaid() throws JsonProcessingException {
        assertThat(finding("{\"status\": \"disabled\", \"error\": [\"the service \\\"wiki@file\\\" does not exist\"]}"))
                .isEqualTo(new CheckResult(
                        "router wiki is in force", false, "disabled: the service \"wiki@file\" does not exist"));
    }

    @Test
    void aRouterThatIsNotThereIsSaid() throws JsonProcessingException {
        RuntimeConfig nothing = new RuntimeConfig(new ObjectMapper().readTree("{}"));

        assertThat(nothing.findings(YamlDocument.of(FILE).root()))
                .containsExactly(new CheckResult("router wiki is in force", false, "not there"));
    }

    @Test
    void aRouterThatAnotherFileWritesOtherwiseIsNotOurs() throws JsonProcessingException {
        assertThat(finding("{\"rule\": \"Host(`other.home.arpa`)\", \"service\": \"wiki\", \"status\": \"enabled\","
                        + " \"entryPoints\": [\"web\", \"websecure\"], \"using\": [\"web\", \"websecure\"]}"))
                .isEqualTo(new CheckResult(
                        "router wiki is in force", false, "enabled on web and websecure, but not as the file says"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = ';',
            value = {
                "tcp; routers; tcpRouters; tcp router db is in force",
                "udp; routers; udpRouters; udp router db is in force",
                "http; services; services; service db is in force",
                "http; middlewares; middlewares; middleware db is in force",
                "tcp; services; tcpServices; tcp service db is in force",
                "tcp; middlewares; tcpMiddlewares; tcp middleware db is in force",
                "udp; services; udpServices; udp service db is in force"
            })
    void whateverTheSectionWhatIsDisabledOrMissingIsSaid(String section, String kind, String shown, String told)
            throws JsonProcessingException {
        String file = "%s:\n  %s:\n    db: {service: db}\n".formatted(section, kind);

        assertThat(loaded("{}").findings(YamlDocument.of(file).root()))
                .containsExactly(new CheckResult(told, false, "not there"));
        assertThat(loaded(
                                "{\"%s\": {\"db@file\": {\"service\": \"db\", \"status\": \"disabled\", \"error\": [\"why\"]}}}"
                                        .formatted(shown))
                        .findings(YamlDocument.of(file).root()))
                .containsExactly(new CheckResult(told, false, "disabled: why"));
        assertThat(loaded("{\"%s\": {\"db@file\": {\"service\": \"db\", \"status\": \"enabled\"}}}".formatted(shown))
                        .findings(YamlDocument.of(file).root()))
                .allMatch(CheckResult::good);
    }

    private static RuntimeConfig loaded(String rawData) throws JsonProcessingException {
        return new RuntimeConfig(new ObjectMapper().readTree(rawData));
    }

    private static CheckResult finding(String router) throws JsonProcessingException {
        String written =
                "\"rule\": \"Host(`wiki.home.arpa`)\", \"service\": \"wiki\", \"entryPoints\": [\"web\", \"websecure\"],";
        String rawData = "{\"routers\": {\"wiki@file\": %s}}".formatted(router.replace("%s", written));
        return new RuntimeConfig(new ObjectMapper().readTree(rawData))
                .findings(YamlDocument.of(FILE).root())
                .get(0);
    }
}
