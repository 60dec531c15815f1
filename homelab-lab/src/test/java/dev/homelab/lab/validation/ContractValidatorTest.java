// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homelab.lab.http.Answer;
import dev.homelab.lab.http.Exchange;
import dev.homelab.lab.http.Request;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ContractValidatorTest {

    private static final String APPLICATIONS = "/api/v3/core/applications/";

    private final ContractValidator contract = ContractValidator.authentik("2026.8.3");

    @Test
    void anAnswerThatLacksAFieldIsAViolation() {
        contract.accept(exchange("GET", "/api/v3/admin/version/", "", Answer.json(200, "{}")));

        assertThat(contract.violations()).singleElement().asString().contains("version_current");
        assertThatThrownBy(contract::assertKept).isInstanceOf(AssertionError.class);
    }

    @Test
    void aRequestThatIsAcceptedAgainstTheContractIsAViolation() {
        contract.accept(exchange("PATCH", APPLICATIONS + "app/", "{\"slug\":\"no slug\"}", Answer.json(400, "{}")));
        assertThat(contract.violations()).isEmpty();

        contract.accept(exchange("PATCH", APPLICATIONS + "app/", "{\"slug\":\"no slug\"}", Answer.json(200, "{}")));
        assertThat(contract.violations()).anyMatch(said -> said.contains("/slug"));
    }

    @Test
    void aPathThatIsNotThereIsAViolation() {
        contract.accept(exchange("GET", "/api/v3/admin/version", "", Answer.json(200, "{}")));

        assertThat(contract.violations()).isNotEmpty();
    }

    @Test
    void onlyNullIsExcusedWhereNothingIsReferredTo() {
        contract.accept(exchange("GET", APPLICATIONS + "app/", "", Answer.json(200, "{\"provider_obj\":null}")));
        assertThat(contract.violations()).noneMatch(said -> said.contains("/provider_obj"));

        contract.accept(exchange("GET", APPLICATIONS + "app/", "", Answer.json(200, "{\"provider_obj\":1}")));
        assertThat(contract.violations()).anyMatch(said -> said.contains("/provider_obj"));
    }

    @Test
    void aBrokenServerIsNotJudgedButJudgingNothingIsNoProof() {
        contract.accept(exchange("GET", "/api/v3/admin/version/", "", Answer.text(500, "broken")));
        contract.accept(exchange("GET", "/if/flow/", "", Answer.html(200, "")));

        assertThat(contract.checked()).isZero();
        assertThatThrownBy(contract::assertKept).hasMessageContaining("nothing was held");
    }

    private static Exchange exchange(String method, String path, String body, Answer answer) {
        Map<String, List<String>> headers =
                Map.of("authorization", List.of("Bearer token"), "content-type", List.of("application/json"));
        return new Exchange("authentik", "2026.8.3", new Request(method, URI.create(path), headers, body), answer);
    }
}
