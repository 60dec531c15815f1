// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli.start;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The units of systemd that apply what was pushed, every five minutes.
 *
 * @param homelab its name
 * @param directory the work tree
 * @param program what starts homelab, from the root on, with its first arguments
 */
public record PullTimer(String homelab, Path directory, List<String> program) {

    private static final String SERVICE = "systemd/homelab-pull.service";
    private static final String TIMER = "systemd/homelab-pull.timer";

    public PullTimer {
        program = List.copyOf(program);
    }

    /**
     * Returns what starts homelab: the program of the PATH, or else the jar.
     *
     * @param path the variable {@code PATH}
     */
    public static List<String> program(String path, Path jar) {
        Optional<Path> found = Stream.of(path.split(Pattern.quote(File.pathSeparator), -1))
                .filter(folder -> folder.startsWith("/"))
                .map(folder -> Path.of(folder, "homelab"))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
        return found.map(file -> List.of(file.toString()))
                .orElseGet(() -> List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        jar.toAbsolutePath().normalize().toString()));
    }

    /** Returns the texts of the units, by their names from the top of the repository. */
    public Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(SERVICE, """
                # Applies what was pushed to the branch of this work tree. Installed as the unit of a user: see the timer.
                [Unit]
                Description=Apply the definitions of homelab %1$s

                [Service]
                Type=oneshot
                WorkingDirectory=%2$s
                ExecStart=%3$s pull --wait 600
                # Variables of the inventory that hold secrets, NAME=VALUE, in a file for this user alone.
                EnvironmentFile=-%%h/.config/homelab/%1$s.env
                """.formatted(
                        homelab,
                        unit(directory.toString()),
                        program.stream().map(PullTimer::quoted).collect(joining(" "))));
        texts.put(TIMER, """
                # Runs homelab-pull.service every five minutes; without a login only after: loginctl enable-linger
                [Unit]
                Description=Apply the definitions of homelab %1$s when they change

                [Timer]
                OnActiveSec=1min
                OnUnitInactiveSec=5min
                RandomizedDelaySec=30s

                [Install]
                WantedBy=timers.target
                """.formatted(homelab));
        return texts;
    }

    /** Returns the two commands that install them. */
    public List<String> commands() {
        return List.of(
                "systemctl --user link " + argument(directory.resolve(SERVICE)),
                "systemctl --user enable --now " + argument(directory.resolve(TIMER)));
    }

    private static String argument(Path file) {
        String path = file.toString();
        return path.matches("[A-Za-z0-9/._-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
    }

    /** A percent sign begins a specifier. */
    private static String unit(String text) {
        return text.replace("%", "%%");
    }

    private static String quoted(String word) {
        String text = unit(word).replace("\\", "\\\\").replace("\"", "\\\"").replace("$", "$$");
        return text.matches("[A-Za-z0-9/._%-]+") ? text : "\"" + text + "\"";
    }
}
