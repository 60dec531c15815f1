// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.homelab.provision.Finding;
import org.junit.jupiter.api.Test;

/** What routers come to, in the words of Traefik 3.7. */
class LoadedTest {

    private static final String FILE = """
            http:
              routers:
                wiki: {rule: "Host(`wiki.home.arpa`)", service: wiki, entryPoints: [web, websecure]}
            """;

    @Test
    void aRouterThatIsEnabledOnItsEntryPointsIsInForce() throws JsonProcessingException {
        assertThat(finding("{\"status\": \"enabled\", \"using\": [\"web\", \"websecure\"]}"))
                .isEqualTo(new Finding("router wiki is in force", true, "enabled on web and websecure"));
    }

    @Test
    void aRouterThatListensOnSomeOfItsEntryPointsIsNot() throws JsonProcessingException {
        assertThat(finding("{\"status\": \"enabled\", \"using\": [\"web\"]}"))
                .isEqualTo(new Finding("router wiki is in force", false, "enabled on web"));
    }

    @Test
    void whatTraefikHasAgainstARouterIsSaid() throws JsonProcessingException {
        assertThat(finding("{\"status\": \"disabled\", \"error\": [\"the service \\\"wiki@file\\\" does not exist\"]}"))
                .isEqualTo(new Finding(
                        "router wiki is in force", false, "disabled: the service \"wiki@file\" does not exist"));
    }

    @Test
    void aRouterThatIsNotThereIsSaid() throws JsonProcessingException {
        Loaded nothing = new Loaded(new ObjectMapper().readTree("{}"));

        assertThat(nothing.findings(FILE)).containsExactly(new Finding("router wiki is in force", false, "not there"));
    }

    private static Finding finding(String router) throws JsonProcessingException {
        String rawData = "{\"routers\": {\"wiki@file\": %s}}".formatted(router);
        return new Loaded(new ObjectMapper().readTree(rawData)).findings(FILE).get(0);
    }
}
