// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.problem.Problem;
import dev.homelab.report.Report;
import dev.homelab.runner.render.Json;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that containers mount and that are hardly what was meant are warnings, in definitions and on hosts. */
class ForeseenMountsTest {

    private static final String POINTER = """
            version https://git-lfs.github.com/spec/v1
            oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393
            size 12345
            """;

    private LabHome home;

    @BeforeEach
    void start(@TempDir Path folder) {
        home = new LabHome(folder);
    }

    @AfterEach
    void stop() {
        home.close();
    }

    @ParameterizedTest
    @CsvSource({
        "start.sh, '#!/bin/sh\r\necho\r\n', carriage return, *.sh text eol=lf",
        "start, '#!/bin/sh\necho\r\n', carriage return, start text eol=lf",
        "site.env, 'A=1\r\n', carriage return, *.env text eol=lf"
    })
    void aScriptWithCrlfIsAWarningOfValidateAndPlan(String name, String text, String why, String line) {
        mount(name, text);

        assertThat(warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.summary()).isEqualTo("mounted script has CRLF lines");
            assertThat(warning.where().render()).contains("photos.yaml").contains("files." + name);
            assertThat(warning.detail()).contains("/" + name + "\"", why);
            assertThat(warning.fix()).contains("  " + line + "\n", "git add --renormalize");
        });
        assertThat(home.homelab().plan().warnings()).isEqualTo(warnings());
        assertThat(Json.of(home.homelab().plan(), List.of())).contains("mounted script has CRLF lines");
    }

    @ParameterizedTest
    @CsvSource({"site.conf, 'a = b\r\n'", "start.sh, '#!/bin/sh\necho\n'", "page.html, '<p>\r\n#!'"})
    void otherTextsAreNone(String name, String text) {
        mount(name, text);

        assertThat(warnings()).isEmpty();
    }

    @Test
    void aPointerOfGitLfsIsAWarning() {
        mount("GeoLite.mmdb", POINTER);

        assertThat(warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.summary()).isEqualTo("mounted file is Git LFS pointer");
            assertThat(warning.fix()).contains("  git lfs pull\n", "  *.mmdb -filter -diff -merge");
        });
    }

    @Test
    void aPointerWithCrlfIsTheOneWarning() {
        mount("start.sh", POINTER.replace("\n", "\r\n"));

        assertThat(warnings()).extracting(Problem::summary).containsExactly("mounted file is Git LFS pointer");
    }

    @Test
    void aMissingFolderOfTheHostIsAWarningOfThePlanAndOfTheReport() {
        define("volumes: ['/srv/photos:/photos']");

        assertThat(warnings()).isEmpty();
        assertThat(home.homelab().plan().warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning.summary()).isEqualTo("mounted folder not on host"));
        Report report = home.apply();
        assertThat(report.remarks()).anyMatch(remark -> remark.startsWith("Warning: there is no \"/srv/photos\""));
        assertThat(home.apply().remarks()).isEmpty();
    }

    private List<Problem> warnings() {
        return home.homelab().warnings();
    }

    private void mount(String name, String text) {
        define("files: {" + name + ": /etc/mounted}");
        home.write("media/" + name, text);
    }

    private void define(String more) {
        home.write("media/photos.yaml", """
                name: photos
                host: docker-media
                containers:
                  server: {image: "photos:1", %s}
                """.formatted(more));
    }
}
