// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.support.file.YamlDocument;
import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Owner;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Planner;
import dev.homelab.provision.RetainedData;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What stays on a host when a project goes, and how a person removes it. */
class RetainedDataTest {

    private static final String FILMS = """
            name: films
            services:
              server:
                image: films:1
                volumes:
                - config:/config
                - shared:/shared
                - /srv/films:/films:ro
                - /srv/artwork:/artwork
                - /srv/what it's$$:/odd
                - /var/run/docker.sock:/var/run/docker.sock
                - /opt/stacks/films/files/0123456789abcdef/a.xml:/a.xml:ro
              helper:
                image: helper:1
                volumes:
                - /srv/uploads:/uploads:z
                - {type: bind, source: /srv/long, target: /long}
                - {type: bind, source: /srv/read, target: /read, read_only: true}
            volumes:
              config: {}
              cache:
                name: films-cache
              shared:
                name: library
                external: true
            x-homelab-folders:
              /srv/artwork: {owner: '1000:1000'}
              /srv/what it's$$: {}
            """;

    @Test
    void volumesAndFoldersThatAreWrittenToStay() {
        assertThat(project("films", FILMS).leftovers())
                .extracting(RetainedData::name)
                .containsExactly(
                        "volume films_config",
                        "volume films-cache",
                        "volume library",
                        "folder /srv/artwork",
                        "folder /srv/long",
                        "folder /srv/uploads",
                        "folder /srv/what it's$");
    }

    @Test
    void aCommandRemovesWhatWasMadeForTheProject() {
        assertThat(project("films", FILMS).leftovers())
                .extracting(RetainedData::removal)
                .containsExactly(
                        Optional.of("docker volume rm films_config"),
                        Optional.of("docker volume rm films-cache"),
                        Optional.empty(),
                        Optional.of("rm -r /srv/artwork"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("rm -r '/srv/what it'\\''s$'"));
    }

    @Test
    void whatAnyProjectOnTheHostStillUsesIsNotLeftBehind() {
        ComposeProject byHand = project("library", """
                services: {app: {image: 'app:1', volumes: ['/srv/uploads:/up']}}
                volumes: {a: {name: library, external: true}}
                """);
        ComposeProject next = project("cinema", """
                services: {server: {volumes: ['config:/config', '/srv/artwork:/artwork']}}
                volumes: {config: {name: films_config}}
                """);

        Plan<ComposeProject> plan = new Planner("home")
                .plan(
                        List.of(new Desired<>(ServiceName.of("cinema"), next)),
                        List.of(ours("films", project("films", FILMS)), Observed.unowned(byHand)));

        assertThat(plan.leftovers().get("cinema")).isEmpty();
        assertThat(plan.leftovers().get("films"))
                .extracting(RetainedData::name)
                .containsExactly("volume films-cache", "folder /srv/long", "folder /srv/what it's$");
    }

    @Test
    void anUpdateLeavesBehindWhatItDoesNotUseAnyMore() {
        ComposeProject smaller = project("films", FILMS.replace("  cache:\n    name: films-cache\n", ""));

        Plan<ComposeProject> plan = new Planner("home")
                .plan(
                        List.of(new Desired<>(ServiceName.of("films"), smaller)),
                        List.of(ours("films", project("films", FILMS))));

        assertThat(plan.leftovers().get("films"))
                .containsExactly(new RetainedData("volume films-cache", Optional.of("docker volume rm films-cache")));
    }

    @Test
    void ofWhatIsNoComposeFileNothingIsKnown() {
        assertThat(project("films", "").leftovers()).isEmpty();
        assertThat(project("films", "services: [").leftovers()).isEmpty();
        assertThat(project("films", "services: 1\nvolumes:\n").leftovers()).isEmpty();
    }

    private static Observed<ComposeProject> ours(String service, ComposeProject project) {
        return Observed.ownedBy(new Owner("home", ServiceName.of(service)), project);
    }

    private static ComposeProject project(String name, String text) {
        return new ComposeProject(name, YamlDocument.of(text), Map.of(), Map.of(), Running.AS_WRITTEN);
    }
}
