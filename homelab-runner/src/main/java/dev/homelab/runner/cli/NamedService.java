// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.value.ServiceName;
import dev.homelab.report.Ending;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.guard.Names;
import dev.homelab.runner.record.PastRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import picocli.CommandLine.Parameters;

/** The service that a command is about. */
final class NamedService {

    /** An id of a run, be it with a slip of the pen; the name of a service begins with a letter. */
    private static final Pattern RUN = Pattern.compile("\\d[\\w.:-]*");

    @Parameters(paramLabel = "NAME", description = "The name of the service.")
    private String name = "";

    /** Returns whether it is meant as the id of a run. */
    boolean isRun() {
        return isRun(name);
    }

    /** Returns whether something is meant as the id of a run, and not as a folder. */
    static boolean isRun(String text) {
        return RUN.matcher(text).matches() && !Files.isDirectory(Path.of(text));
    }

    /**
     * Returns the run of this id.
     *
     * @throws dev.homelab.runner.guard.UnknownNameException if there is none
     */
    PastRun run(List<PastRun> runs) {
        Names.check("run", Set.of(name), runs.stream().map(PastRun::run).toList());
        return runs.stream().filter(run -> run.run().equals(name)).findFirst().orElseThrow();
    }

    /**
     * Does something with the definition.
     *
     * @throws dev.homelab.runner.guard.UnknownNameException if there is none of this name
     */
    Ending find(Homelab homelab, Consumer<Definition> work) {
        Catalog catalog = homelab.catalog().catalog();
        Names.check(
                "service",
                Set.of(name),
                catalog.services().map(service -> service.name().value()).toList());
        work.accept(catalog.definition(ServiceName.of(name)).orElseThrow());
        return Ending.DONE;
    }
}
