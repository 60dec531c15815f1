// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a project becomes, key by key. */
class ConverterTest {

    @Test
    void aUsualProjectBecomesADefinitionThatAPersonWouldWrite() {
        Conversion conversion = convert("""
                services:
                  app:
                    image: ghcr.io/example/wiki:2.5
                    container_name: wiki
                    restart: unless-stopped
                    ports: ["8080:80/tcp", {target: 443, published: "8443"}]
                    environment:
                      - TZ=Europe/London
                      - DB_PASSWORD=hunter2
                    volumes:
                      - data:/data:rw
                      - /srv/wiki:/files:ro
                    depends_on:
                      db: {condition: service_healthy}
                  db:
                    image: postgres:17
                    command: postgres -c "shared_buffers=128MB"
                    environment: {POSTGRES_PASSWORD: hunter2}
                    mem_limit: 512M
                    ulimits: {nofile: 65535}
                volumes:
                  data: {}
                """);

        assertThat(DefinitionText.of(conversion)).isEqualTo("""
                name: wiki
                host: nas
                containers:
                  app:
                    image: ghcr.io/example/wiki:2.5
                    containerName: wiki
                    ports: ['8080:80', '8443:443']
                    volumes: ['data:/data', '/srv/wiki:/files:ro']
                    environment:
                      TZ: Europe/London
                    secrets:
                      DB_PASSWORD: env:WIKI_DB_PASSWORD
                    dependsOn:
                      db: healthy
                  db:
                    image: postgres:17
                    command: [postgres, -c, shared_buffers=128MB]
                    secrets:
                      POSTGRES_PASSWORD: env:WIKI_POSTGRES_PASSWORD
                    resources:
                      memory: 512m
                    compose:
                      ulimits:
                        nofile: 65535
                """);
        assertThat(conversion.raw()).containsExactly("services.db.ulimits");
        assertThat(conversion.notCarried()).isEmpty();
        assertThat(conversion.secrets())
                .containsExactly(
                        new MovedSecret("WIKI_DB_PASSWORD", "services.app.environment[1]", "hunter2"),
                        new MovedSecret(
                                "WIKI_POSTGRES_PASSWORD", "services.db.environment.POSTGRES_PASSWORD", "hunter2"));
    }

    @Test
    void aValueOfASecretIsShownNowhere() {
        Conversion conversion = convert("services: {db: {image: 'a:1', environment: {DB_PASSWORD: hunter2}}}");

        assertThat(conversion.toString()).doesNotContain("hunter2");
    }

    @Test
    void whatADefinitionCannotSayIsNamedWithItsReason() {
        Conversion conversion = convert("""
                services: {app: {image: 'a:1', network_mode: 'container:vpn', ports: ['8080:80/sctp']}}
                """);

        assertThat(conversion.notCarried())
                .extracting(NotCarried::key)
                .containsExactly("services.app.network_mode", "services.app.ports[0]");
    }

    @Test
    void commentsStandAtTheKeysThatTheirKeysBecame() throws JsonProcessingException {
        ObjectNode tree = tree("services: {app: {image: 'a:1', ports: ['80:80'], mem_limit: 1g, logging: {}}}");
        Map<String, Comment> comments = Map.of(
                "/services/app", new Comment(List.of(" The page"), Optional.empty()),
                "/services/app/image", new Comment(List.of(), Optional.of(" pinned")),
                "/services/app/ports/0", new Comment(List.of(" for all"), Optional.empty()),
                "/services/app/logging", new Comment(List.of(" quiet"), Optional.empty()));
        ComposeProject project = new ComposeProject("web", tree, comments, Map.of(), Map.of(), List.of());

        assertThat(DefinitionText.of(Converter.convert(project, ConversionOptions.on("nas"))))
                .isEqualTo("""
                        name: web
                        host: nas
                        containers:
                          # The page
                          app:
                            image: a:1  # pinned
                            # for all
                            ports: ['80:80']
                            resources:
                              memory: 1g

                        # Other comments of the Compose file:
                        # quiet
                        """);
    }

    private static Conversion convert(String yaml) {
        try {
            return Converter.convert(new ComposeProject("wiki", tree(yaml)), ConversionOptions.on("nas"));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static ObjectNode tree(String yaml) throws JsonProcessingException {
        return (ObjectNode) new YAMLMapper().readTree(yaml);
    }
}
