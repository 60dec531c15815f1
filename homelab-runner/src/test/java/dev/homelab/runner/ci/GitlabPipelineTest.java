// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.ci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.homelab.adapter.support.file.YamlText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map.Entry;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The pipeline for GitLab is the one that GitLab understands, with the stages and jobs that were asked for. */
class GitlabPipelineTest {

    private static final Path SHIPPED = Path.of("src/main/resources/dev/homelab/runner/ci/gitlab-ci.yml");
    private static final Set<String> NO_JOBS = Set.of("stages", "workflow", "variables", "default");
    private static final JsonNode PIPELINE = read();

    @Test
    void theRepositoryUsesThePipelineThatIsShipped() {
        assertThat(Path.of("../.gitlab-ci.yml")).hasSameTextualContentAs(SHIPPED);
    }

    @Test
    void itHasTenStages() {
        assertThat(texts(PIPELINE.path("stages")))
                .containsExactly(
                        "detect", "validate", "plan", "deploy", "sso", "route", "dns", "dashboard", "verify", "finish");
    }

    @Test
    void itHasThirteenJobsInTheOrderOfTheStages() {
        List<String> stages = texts(PIPELINE.path("stages"));

        assertThat(jobs().map(Entry::getKey))
                .containsExactly(
                        "detect-changes",
                        "validate-services",
                        "check-schema",
                        "show-plan",
                        "deploy-containers",
                        "configure-authentik",
                        "configure-traefik",
                        "configure-dns",
                        "update-glance",
                        "verify-deployment",
                        "rollback",
                        "notify-success",
                        "notify-failure");
        assertThat(jobs().map(job -> stages.indexOf(job.getValue().path("stage").asText())))
                .isSorted()
                .doesNotContain(-1);
    }

    @Test
    void everyJobIsOneCommandOnTheFolderThatGoesFromJobToJob() {
        assertThat(jobs()).allSatisfy(job -> {
            String script = job.getValue().path("script").asText();
            boolean needsNoRun = job.getKey().equals("check-schema");
            assertThat(script)
                    .as(job.getKey())
                    .matches(needsNoRun ? "homelab schema .*" : "homelab .*--run \\.homelab.*");
            assertThat(script).doesNotContain("\n", ";", "&", "|");
        });
    }

    @Test
    void aJobThatWritesIsNotInterrupted() {
        assertThat(PIPELINE.at("/default/interruptible").asBoolean()).isTrue();
        assertThat(PIPELINE.at("/.acting/interruptible").asBoolean(true)).isFalse();
        assertThat(PIPELINE.at("/.deploying/extends").asText()).isEqualTo(".acting");
        assertThat(jobs().dropWhile(job -> !job.getKey().equals("deploy-containers"))
                        .map(job -> job.getValue().path("extends").asText()))
                .containsOnly(".acting", ".deploying");
    }

    @Test
    void nothingLocksSingleJobsWhichWouldWaitForEachOther() {
        assertThat(jobs().filter(job -> job.getValue().has("resource_group"))).isEmpty();
        assertThat(PIPELINE.at("/variables/HOMELAB_HOLDER").asText()).contains("$CI_PIPELINE_ID");
    }

    @Test
    void gitlabUnderstandsIt() throws IOException {
        assertThat(schema().validate(PIPELINE)).isEmpty();
    }

    private static Stream<Entry<String, JsonNode>> jobs() {
        return PIPELINE.properties().stream()
                .filter(entry -> !entry.getKey().startsWith(".") && !NO_JOBS.contains(entry.getKey()));
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static JsonNode read() {
        try {
            return YamlText.read(Files.readString(SHIPPED)).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Schema schema() throws IOException {
        String contracts = System.getenv("CONTRACTS");
        assumeTrue(contracts != null, "the environment variable CONTRACTS does not name the folder of the schema");
        ObjectNode schema = (ObjectNode) new ObjectMapper()
                .readTree(Path.of(contracts, "gitlab/gitlab-ci.schema.json").toFile());
        schema.remove("$id"); // it is no address
        // its format of an environment's url forbids the variables that its pattern, and GitLab, allow there
        return SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_7,
                        registry -> registry.schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(false)
                                .build()))
                .getSchema(schema);
    }
}
