// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.lab.host.shell.Output;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComposeConfigTest {

    @TempDir
    Path folder;

    private LabHost lab;

    @BeforeEach
    void start() {
        lab = new LabHost(folder);
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "servces: {}                                         | additional properties 'servces' not allowed",
                "services: {a: {}}                                   | has neither an image nor a build context",
                "services: {a: {image: x, imgae: y}}                 | additional properties 'imgae' not allowed",
                "services: {a: {image: x, ports: ['80:http']}}       | invalid containerPort",
                "services: {a: {image: x, ports: ['99999:80']}}      | invalid hostPort",
                "services: {a: {image: x, networks: [n]}}            | refers to undefined network n",
                "services: {a: {image: x, volumes: ['v:/v']}}        | refers to undefined volume v",
                "services: {a: {image: x, depends_on: [b]}}          | depends on undefined service \"b\"",
                "services: {a: {image: '${TAG:?set the tag}'}}       | required variable TAG is missing a value: set the tag",
                "services: {a: {image: 'x$'}}                        | invalid interpolation format",
                "services: {a: {image: x, image: y}}                 | yaml: line 1",
                "services: {a: [                                     | yaml: line",
            })
    void whatComposeRefusesIsRefused(String file, String message) {
        Output output = config(file);

        assertThat(output.exit()).isNotZero();
        assertThat(output.err()).contains(message);
    }

    @Test
    void anUnsetVariableIsAWarning() {
        Output output = config("services: {a: {image: 'x:${TAG}'}}");

        assertThat(output.exit()).isZero();
        assertThat(output.err()).contains("The \\\"TAG\\\" variable is not set. Defaulting to a blank string.");
    }

    @Test
    void variablesComeFromTheFileBesideIt() {
        lab.write("/opt/a/.env", "# comment\nTAG='1.2'\nEMPTY=\n");

        assertThat(config("services: {a: {image: 'x:${TAG:?}', command: '$$HOME ${EMPTY} ${NONE-none}'}}"))
                .isEqualTo(Output.SILENT);
    }

    @Test
    void aMissingFileIsNamed() {
        Output output = lab.run("docker compose -p a -f /opt/none.yaml config -q");

        assertThat(output.exit()).isEqualTo(14);
        assertThat(output.err()).contains("open /opt/none.yaml: no such file or directory");
    }

    @Test
    void anUnknownFlagIsRefused() {
        assertThat(lab.run("docker compose -p a down --everything").err()).contains("unknown flag: --everything");
    }

    private Output config(String file) {
        lab.write("/opt/a/compose.yaml", file);
        return lab.run("docker compose -p a --project-directory /opt/a -f /opt/a/compose.yaml config -q");
    }
}
