// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer.route;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.adapter.traefik.DynamicConfiguration;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Quoted;
import dev.homelab.problem.Where;
import dev.homelab.runner.importer.text.ForeignText;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the files in which proxies keep their routes: dynamic files of Traefik, the {@code proxy_host} files of Nginx Proxy Manager, and
 * Caddyfiles.
 */
public final class RouteFiles {

    private static final int MOST_FILES = 1_000;
    private static final List<String> ENDINGS = List.of(".yaml", ".yml", ".toml", ".conf", ".caddy");

    private RouteFiles() {}

    /**
     * What was read.
     *
     * @param routes in the order of the files
     * @param problems what could not be read
     */
    public record Read(List<ForeignRoute> routes, List<Problem> problems) {

        /** Returns these and others. */
        public Read and(Read more) {
            return new Read(
                    Stream.concat(routes.stream(), more.routes().stream()).toList(),
                    Stream.concat(problems.stream(), more.problems().stream()).toList());
        }
    }

    /** Reads a file, or the files directly in a folder. */
    public static Read read(Path path) {
        Read all = new Read(List.of(), List.of());
        for (Path file : files(path)) {
            all = all.and(readFile(file));
        }
        return all;
    }

    /**
     * Reads the text of a dynamic file of Traefik.
     *
     * @param file what it is called, for messages
     */
    public static Read traefik(String text, String file) {
        try {
            if (text.contains("{{")) {
                throw new UnreadableFileException(
                        new Where.InFile(file, line(text, "{{"), 1, ""),
                        "it has a template, which Traefik fills in when it reads the file.",
                        "write what it comes to.");
            }
            RouteYaml yaml = RouteYaml.read(text, file);
            DynamicConfiguration configuration = DynamicConfiguration.ofFile(yaml.root());
            return new Read(
                    TraefikRouters.of(
                            configuration.root(),
                            configuration.root().path("http").path("middlewares") instanceof ObjectNode defined
                                    ? defined
                                    : JsonNodeFactory.instance.objectNode(),
                            "file",
                            yaml::where),
                    List.of());
        } catch (UnreadableFileException e) {
            return new Read(List.of(), List.of(e.problem()));
        }
    }

    private static List<Path> files(Path path) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.filter(Files::isRegularFile)
                    .filter(file -> isKnown(file.getFileName().toString()))
                    .sorted()
                    .limit(MOST_FILES)
                    .toList();
        } catch (IOException e) {
            return List.of(path);
        }
    }

    private static boolean isKnown(String name) {
        return name.equals("Caddyfile") || ENDINGS.stream().anyMatch(name::endsWith);
    }

    private static Read readFile(Path path) {
        String file = path.toString();
        Where where = new Where.InFile(file, 1, 1, "");
        String name =
                Optional.ofNullable(path.getFileName()).map(Path::toString).orElse("");
        try {
            String text = text(path, where);
            if (name.endsWith(".toml")) {
                throw new UnreadableFileException(
                        where,
                        "it is TOML, and homelab reads dynamic files of Traefik in YAML alone.",
                        "write the same in YAML, which Traefik reads as well.");
            }
            if (name.endsWith(".yaml") || name.endsWith(".yml")) {
                return traefik(text, file);
            }
            return new Read(
                    name.endsWith(".conf") ? NginxHosts.read(text, file) : Caddyfile.read(text, file), List.of());
        } catch (UnreadableFileException e) {
            return new Read(List.of(), List.of(e.problem()));
        }
    }

    private static String text(Path file, Where where) {
        try {
            return ForeignText.read(file)
                    .orElseThrow(() -> new UnreadableFileException(
                            where,
                            "it has more than %d bytes.".formatted(ForeignText.MOST_BYTES),
                            "check that it is the right file."));
        } catch (CharacterCodingException e) {
            throw new UnreadableFileException(where, "it is not UTF-8 text.", "check that it is the right file.");
        } catch (IOException e) {
            throw new UnreadableFileException(
                    where,
                    "%s cannot be read: %s."
                            .formatted(Quoted.of(file.toString()), e.getClass().getSimpleName()),
                    "check that it is there and may be read.");
        }
    }

    private static int line(String text, String part) {
        List<String> before =
                new ArrayList<>(text.substring(0, text.indexOf(part)).lines().toList());
        return Math.max(1, before.size());
    }
}
