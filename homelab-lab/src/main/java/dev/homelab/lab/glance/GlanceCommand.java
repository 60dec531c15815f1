// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.glance;

import dev.homelab.lab.host.shell.Output;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The command line of Glance, as far as it validates: {@code --config FILE config:validate}. */
public final class GlanceCommand implements Function<List<String>, Output> {

    private final Function<String, Path> place;
    private final Map<String, String> environment;

    /**
     * A program that changes nothing.
     *
     * @param place where a path that it sees really is
     * @param environment the variables the configuration may use
     */
    public GlanceCommand(Function<String, Path> place, Map<String, String> environment) {
        this.place = place;
        this.environment = environment;
    }

    @Override
    public Output apply(List<String> words) {
        if (words.size() != 3
                || !words.get(0).equals("--config")
                || !words.get(2).equals("config:validate")) {
            return Output.failure(64, "the fake Glance only knows --config FILE config:validate");
        }
        Path main = place.apply(words.get(1));
        GlanceFolder.Look look =
                new GlanceFolder(main.resolveSibling("."), environment).look(String.valueOf(main.getFileName()));
        if (!look.valid()) {
            return new Output(1, "Could not parse config file: " + look.text() + "\n", "");
        }
        try {
            GlanceFolder.pages(look);
            return Output.SILENT;
        } catch (InvalidConfigException e) {
            return new Output(1, "Config file is invalid: " + e.getMessage() + "\n", "");
        }
    }
}
