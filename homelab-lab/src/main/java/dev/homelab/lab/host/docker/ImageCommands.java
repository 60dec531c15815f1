// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.docker;

import dev.homelab.lab.host.shell.Output;
import java.util.List;
import java.util.Set;

/** The command line {@code docker}, as far as it is about images. */
final class ImageCommands {

    private static final String FORMAT = "{{.ID}}\t{{.Repository}}\t{{.Digest}}\t{{.CreatedAt}}";

    private final Engine engine;

    ImageCommands(Engine engine) {
        this.engine = engine;
    }

    Output image(List<String> rest) {
        Arguments options = Arguments.all(rest, Set.of("--format"), Set.of("--no-trunc", "--digests", "-f", "--force"));
        if (options.words().indexOf("inspect") == 0) {
            return inspect(options.words().subList(1, options.words().size()));
        }
        return switch (String.join(" ", options.words())) {
            case "ls" -> list(options);
            case "prune" -> {
                engine.pruneImages();
                yield Output.line("Total reclaimed space: 0B");
            }
            default -> Output.failure(64, "the fake engine knows only image inspect, image ls and image prune");
        };
    }

    /** Fails in the end if one is missing, as Docker does; what it says of the others is omitted. */
    private Output inspect(List<String> names) {
        return names.stream()
                .filter(name -> !engine.store().has(name))
                .findFirst()
                .map(name -> Output.failure(1, "Error response from daemon: No such image: " + name))
                .orElse(Output.SILENT);
    }

    Output tag(List<String> names) {
        engine.store().tag(names.get(0), names.get(1));
        return Output.SILENT;
    }

    Output pull(List<String> rest) {
        String name =
                Arguments.all(rest, Set.of(), Set.of("-q", "--quiet")).words().get(0);
        engine.store().pull(name);
        return Output.line(name);
    }

    private Output list(Arguments options) {
        boolean whole = options.has("--no-trunc") && options.has("--digests");
        String format = options.value("--format").orElse("").replace("\\t", "\t");
        return whole && format.equals(FORMAT)
                ? Output.of(engine.store().list())
                : Output.failure(64, "the fake engine lists images only in the form " + FORMAT);
    }
}
