// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.docker;

import dev.homelab.lab.host.compose.ComposeFile;
import dev.homelab.lab.host.compose.ComposeFile.Shared;
import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** {@code docker compose down}: containers and networks go, volumes stay unless asked for. */
final class ComposeDown {

    private final Engine engine;
    private final ComposeProject project;

    ComposeDown(Engine engine, ComposeProject project) {
        this.engine = engine;
        this.project = project;
    }

    void run(boolean orphans, boolean volumes) {
        engine.ofProject(project.name()).stream()
                .filter(container -> orphans || project.hasService(container.service()))
                .forEach(engine::remove);
        eachOwn(ComposeFile::networks, engine.networks(), engine::removeNetwork);
        if (volumes) {
            eachOwn(ComposeFile::volumes, engine.volumes(), engine::removeVolume);
        }
    }

    /** Without a file Compose goes by labels; here the prefix of the name stands for the label. */
    private void eachOwn(
            Function<ComposeFile, Map<String, Shared>> section, Collection<String> present, Consumer<String> remove) {
        project.file()
                .ifPresentOrElse(
                        file -> section.apply(file).values().stream()
                                .filter(shared -> !shared.external())
                                .forEach(shared -> remove.accept(shared.name())),
                        () -> present.stream()
                                .filter(name -> name.startsWith(project.name() + "_"))
                                .forEach(remove));
    }
}
