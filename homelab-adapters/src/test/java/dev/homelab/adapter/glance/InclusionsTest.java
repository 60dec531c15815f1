// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.glance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homelab.adapter.TestLab;
import dev.homelab.lab.contract.Samples;
import dev.homelab.lab.glance.FakeGlance;
import dev.homelab.lab.glance.GlanceCommand;
import dev.homelab.model.Service;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.inventory.Wave;
import dev.homelab.provision.TargetException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one line in a person's own file. */
class InclusionsTest {

    private static final String MAIN = "/opt/glance/glance.yml";
    private static final String LINE = "- $include: homelab-home.yml";

    private static final String OWN = """
            # mine
            pages:
            - name: "Home"   # first
              columns:
                - size: small
                  widgets:
                    - type: clock
                - size: full
                  widgets:
                    # news of the day
                    - type: rss
                      token: ${TOKEN}   # secret
                      feeds: [ {url: http://192.0.2.1/feed} ]

                    - type: html
                      source: |
                        # no comment

                        text
                      # the last of it
            # between
            - name: Media Room
              columns: [{size: full, widgets: [{type: clock}]}]
            """;

    @TempDir
    Path folder;

    private TestLab lab;

    @BeforeEach
    void start() {
        lab = new TestLab(folder, "home");
        lab.host.install("/usr/local/bin/glance", new GlanceCommand(lab.host::place, Map.of("TOKEN", "a")));
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void theLineGoesToTheEndOfTheFirstFullColumnAndEveryOtherByteStays() throws IOException {
        lab.write(MAIN, OWN);
        Files.setPosixFilePermissions(lab.host.place(MAIN), PosixFilePermissions.fromString("rw-r-----"));
        String expected = OWN.replace("# the last of it\n", "# the last of it\n        " + LINE + "\n");

        Inclusion shown = look(films("Home")).get(0);
        assertThat(lab.read(MAIN)).isEqualTo(OWN);
        assertThat(shown.isNew()).isTrue();
        assertThat(shown.edit().orElseThrow().place()).isEqualTo("the end of column 2 of page \"Home\"");
        assertThat(shown.edit().orElseThrow().line()).isEqualTo(21);
        inclusions().add(shown);

        assertThat(lab.read(MAIN)).isEqualTo(expected);
        assertThat(Files.getPosixFilePermissions(lab.host.place(MAIN)))
                .isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
        assertThat(lab.read("/opt/glance/homelab-home.yml"))
                .isEqualTo("# Managed by homelab for home/dashboard. Do not edit: the next run writes it again.\n"
                        + PageFiles.NOTHING);
        try (FakeGlance glance = new FakeGlance(lab.host.place("/opt/glance"), Map.of("TOKEN", "a"))) {
            assertThat(glance.lastError()).isEmpty();
        }
        int writes = lab.host.writes();
        assertThat(look(films("Home"))).allMatch(Inclusion::isThere);
        inclusions().add(shown);
        assertThat(lab.host.writes()).isEqualTo(writes);
    }

    @Test
    void theDifferenceShowsNoValueOfAPersonsThatIsOfNoUseThere() {
        lab.write(MAIN, OWN.replace("      # the last of it\n", "      password: hunter2\n"));

        assertThat(look(films("Home")).get(0).edit().orElseThrow().difference())
                .contains("+        " + LINE, "           password: ...")
                .noneMatch(line -> line.contains("hunter2"));
    }

    @Test
    void aFileThatIsNotUtf8StaysAsItIs() throws IOException {
        byte[] bytes = OWN.replace("# mine", "# f\u00fcr mich").getBytes(StandardCharsets.ISO_8859_1);
        lab.write(MAIN, "");
        Files.write(lab.host.place(MAIN), bytes);

        Inclusion shown = look(films("Home")).get(0);

        assertThat(shown.edit()).isEmpty();
        assertThat(shown.unplaced()).hasValueSatisfying(why -> assertThat(why).contains("is not UTF-8 text"));
        assertThat(Files.readAllBytes(lab.host.place(MAIN))).isEqualTo(bytes);
    }

    @Test
    void aPageInAFileOfItsOwnIsFoundThere() {
        lab.write(MAIN, "pages:\n  - $include: home.yml\n");
        lab.write("/opt/glance/home.yml", """
                - name: Home
                  columns:
                    - size: full
                      widgets:
                      - type: clock""");

        inclusions().add(look(films("Home")).get(0));

        assertThat(lab.read("/opt/glance/home.yml")).endsWith("      - type: clock\n      " + LINE);
        assertThat(lab.read(MAIN)).isEqualTo("pages:\n  - $include: home.yml\n");
    }

    @Test
    void aColumnWithoutWidgetsGetsItsFirst() {
        lab.write(MAIN, "pages:\r\n- name: Home\r\n  columns:\r\n  - size: full\r\n    widgets: # none\r\n");

        inclusions().add(look(films("Home")).get(0));

        assertThat(lab.read(MAIN)).endsWith("    widgets: # none\r\n      " + LINE + "\r\n");
    }

    @Test
    void whereThePlaceIsNotCertainTheLineIsOnlyShown() {
        assertThat(unplaced("pages: []\n")).contains("no page of that name");
        assertThat(unplaced(OWN.replace("Media Room", "home"))).contains("2 pages have that name");
        assertThat(unplaced("pages:\n- name: Home\n  columns: [{size: full, widgets: [{type: clock}]}]\n"))
                .contains("no plain list");
        assertThat(unplaced("pages:\n- name: Home\n  columns:\n  - size: full\n"))
                .contains("has no \"widgets\"");
        assertThat(unplaced("pages:\n- name: Home\n  columns:\n  - $include: columns.yml\n"))
                .contains("no full column");
        assertThat(unplaced("pages: [\n")).contains("not readable as YAML");
        assertThat(unplaced("""
                one: &one
                  - type: clock
                pages:
                  - name: Home
                    columns:
                      - size: full
                        widgets: *one
                """)).contains("no plain list");
    }

    @Test
    void severalPagesGetALineEach() {
        lab.write(MAIN, OWN.replace("columns: [{size: full, widgets: [{type: clock}]}]", """
                columns:
                    - size: full
                      widgets:
                        - type: clock""".stripTrailing()));

        look(films("Home"), films("Media Room")).forEach(inclusions()::add);

        assertThat(look(films("Home"), films("Media Room"))).hasSize(2).allMatch(Inclusion::isThere);
        assertThat(lab.read(MAIN)).endsWith("        - $include: homelab-media-room.yml\n");
    }

    @Test
    void whatGlanceDoesNotTakeIsNotWritten() {
        lab.write(MAIN, OWN.replace("type: rss", "type: rsss"));

        Inclusion shown = look(films("Home")).get(0);

        assertThatThrownBy(() -> inclusions().add(shown))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("unknown widget type: rsss");
        assertThat(lab.read(MAIN)).doesNotContain(LINE);
        assertThat(lab.host.place("/opt/glance").toFile().list()).containsExactly("glance.yml");
    }

    @Test
    void aFileThatTheLineIncludesAlreadyIsMadeIfItIsMissing() {
        FakeGlance.writeInitial(lab.host.place("/opt/glance"));
        assertThat(lab.host.place("/opt/glance/homelab-home.yml").toFile().delete())
                .isTrue();

        inclusions().add(look(films("Home")).get(0));

        assertThat(look(films("Home"))).allMatch(Inclusion::isThere);
    }

    private String unplaced(String text) {
        lab.write(MAIN, text);
        Inclusion shown = look(films("Home")).get(0);
        assertThat(shown.edit()).isEmpty();
        assertThat(shown.line()).isEqualTo(LINE);
        return shown.unplaced().orElseThrow();
    }

    private List<Inclusion> look(Service... services) {
        return inclusions().look(Samples.catalog(lab.inventory(), Map.of(), services));
    }

    private Inclusions inclusions() {
        Record settings = new GlanceSettings(
                "nas",
                "/opt/glance",
                Optional.empty(),
                Optional.of("/usr/local/bin/glance --config /opt/glance/glance.yml config:validate"));
        return Inclusions.of(
                        new Target(
                                "dashboard",
                                "glance",
                                Wave.PRESENTATION,
                                Optional.of("nas"),
                                Optional.empty(),
                                settings),
                        lab.context())
                .orElseThrow();
    }

    private static Service films(String page) {
        String name = Arrays.asList(page.toLowerCase(java.util.Locale.ROOT).split(" "))
                .get(0);
        return Samples.service(
                name, "nas", "films:1", 8096, name + ".home.arpa", more -> more.widget(w -> w.page(page)));
    }
}
