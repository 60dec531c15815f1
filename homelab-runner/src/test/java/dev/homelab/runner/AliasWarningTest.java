// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AliasWarningTest {

    @Test
    void anAliasOfANameThatNobodyAnswersForIsWarnedOf(@TempDir Path folder) {
        try (LabHome home = new LabHome(folder)) {
            home.define("photos", "photos:1", 8001, """
                    dns:
                      - {hostname: album.home.arpa, cname: photos.home.arpa}
                      - {hostname: films.home.arpa, cname: album.home.arpa}
                      - {hostname: tv.home.arpa, cname: telly.home.arpa}
                    """);

            assertThat(home.homelab().warnings())
                    .singleElement()
                    .satisfies(warning -> assertThat(warning.renderAsWarning())
                            .contains(
                                    "alias of an unknown name", "photos.yaml", "dns[2].cname", "\"telly.home.arpa\""));
        }
    }
}
