// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli.option;

import dev.homelab.adapter.support.secret.Masker;
import dev.homelab.runner.site.Pages;
import dev.homelab.runner.site.PlanPage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** Where to write the changes that a command prints, as a page. */
public final class HtmlOption {

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Also write it as a page, which needs no other file and no network.")
    private Optional<Path> file = Optional.empty();

    /** Writes the page, if that is wanted. */
    public void write(Supplier<PlanPage> page, Masker masker) {
        file.ifPresent(path -> {
            try {
                Files.writeString(path, masker.mask(new Pages().of(page.get())));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
