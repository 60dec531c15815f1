// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import static java.util.stream.Collectors.joining;

import dev.homelab.model.inventory.DockerAccess;
import dev.homelab.model.inventory.Host;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a program finds on a host: as whom it runs, where it looks for other programs, and which Docker it speaks to. Pure.
 *
 * <p>The text of a command goes through the login shell of the user who signs in, whichever that is. So it has one form that
 * bash, dash, zsh, BusyBox, fish and tcsh all read the same way: {@code sh -c} and one word in single quotes, in which every
 * character that some shell gives a meaning to is an octal number for {@code printf}. What the login shell prints before, such as
 * a greeting, ends with {@link #MARK} on both streams.
 *
 * <pre>
 * docker ps -a   is   sh -c 'eval "$(printf "...exec docker ps -a")"'
 * </pre>
 *
 * @param program the path of {@code docker}; searched when absent
 * @param socket the path of the engine's socket; what {@code docker} itself chooses when absent
 * @param needsSudo whether programs run as root
 */
record HostEnvironment(Optional<String> program, Optional<String> socket, boolean needsSudo) {

    /** The line after which a program's own output begins, on standard output and standard error. */
    static final String MARK = "--homelab-output-begins--";

    /** Nothing is said of it. */
    static final HostEnvironment DEFAULT = new HostEnvironment(Optional.empty(), Optional.empty(), false);

    /** Where Docker and other programs are that a session without a terminal often does not look. */
    private static final String USUAL_FOLDERS = String.join(
            ":",
            "/usr/local/bin",
            "/usr/local/sbin",
            "/usr/bin",
            "/usr/sbin",
            "/bin",
            "/sbin",
            "/snap/bin",
            "/opt/bin",
            "/run/current-system/sw/bin",
            "/var/packages/ContainerManager/target/usr/bin",
            "/opt/homebrew/bin",
            "$HOME/bin",
            "$HOME/.docker/bin");

    static HostEnvironment of(Host host) {
        return new HostEnvironment(
                host.docker().flatMap(DockerAccess::program),
                host.docker().flatMap(DockerAccess::socket),
                host.needsSudo());
    }

    /**
     * Returns the text that runs a program through any login shell.
     *
     * @param reads whether it reads what is sent to it; otherwise it has nothing to read
     */
    String throughLoginShell(List<String> argv, boolean reads) {
        String marks = "printf '\\n%s\\n' " + MARK + ";printf '\\n%s\\n' " + MARK + " >&2;";
        String script = marks + variables() + "exec " + Argv.quoted(argv) + (reads ? "" : " </dev/null");
        return (needsSudo ? "sudo -n " : "") + "sh -c 'eval \"$(printf \"" + encoded(script) + "\")\"'";
    }

    /** Returns the words that run a program on this machine, where there is no login shell between. */
    List<String> onThisMachine(List<String> argv) {
        List<String> words = new ArrayList<>(needsSudo ? List.of("sudo", "-n") : List.of());
        words.addAll(List.of("sh", "-c", variables() + "exec \"$@\"", "sh"));
        words.addAll(argv);
        return words;
    }

    private String variables() {
        String first = program.map(path -> path.substring(0, Math.max(1, path.lastIndexOf('/'))) + ":")
                .orElse("");
        return "PATH=\"" + first + "$PATH:" + USUAL_FOLDERS + "\";export PATH;"
                + socket.map(path -> "DOCKER_HOST=unix://" + path + ";export DOCKER_HOST;")
                        .orElse("");
    }

    private static String encoded(String script) {
        byte[] bytes = script.getBytes(StandardCharsets.UTF_8);
        return IntStream.range(0, bytes.length)
                .mapToObj(at -> encoded(bytes[at]))
                .collect(joining());
    }

    private static String encoded(byte b) {
        boolean isPlain = (b >= '0' && b <= '9')
                || (b >= 'a' && b <= 'z')
                || (b >= 'A' && b <= 'Z')
                || " _@+=:,./-".indexOf(b) >= 0;
        return isPlain ? String.valueOf((char) b) : "\\%03o".formatted(b & 0xff);
    }
}
