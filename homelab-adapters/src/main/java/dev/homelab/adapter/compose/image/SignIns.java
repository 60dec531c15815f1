// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose.image;

import static java.util.stream.Collectors.toCollection;

import dev.homelab.adapter.compose.image.TempDockerConfigName.Use;
import dev.homelab.adapter.support.secret.Masker;
import dev.homelab.model.inventory.RegistryAccess;
import dev.homelab.problem.Problem;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.CommandResult;
import dev.homelab.spi.Context;
import dev.homelab.spi.Folder;
import dev.homelab.spi.RemoteHost;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The homelab's sign-ins to registries, lent to single commands on one host. Between two commands no password is there, and
 * the files of the host's user never change.
 */
final class SignIns {

    /** What the clocks of machines that run this may be apart, and more. */
    private static final Duration SLACK = Duration.ofMinutes(10);

    private final RemoteHost host;
    private final Context context;
    private final String root;

    /**
     * Lends nothing yet.
     *
     * @param root a folder in which the user may make others
     */
    SignIns(RemoteHost host, Context context, String root) {
        this.host = host;
        this.context = context;
        this.root = root;
    }

    /** Returns whether there is a sign-in to a registry. */
    boolean has(String registry) {
        return context.inventory().registries().containsKey(registry);
    }

    /** Returns whether there is a sign-in to the registry of one of these images. */
    boolean isNeededFor(Collection<String> images) {
        return !registries(images).isEmpty();
    }

    /** Returns what is wrong with the passwords that these images need. */
    List<Problem> problems(Collection<String> images) {
        List<Problem> problems = new ArrayList<>();
        for (String registry : registries(images)) {
            try {
                password(registry);
            } catch (TargetException e) {
                problems.addAll(e.problems());
            }
        }
        return problems;
    }

    /**
     * Runs a command, with the sign-ins to the registries of these images if there are any. What it prints has no password.
     */
    CommandResult run(Use use, Collection<String> images, Command command) {
        Set<String> registries = registries(images);
        if (registries.isEmpty()) {
            return run(command, command.argv());
        }
        Map<String, String> encoded = new TreeMap<>();
        Set<String> hidden = new TreeSet<>();
        for (String registry : registries) {
            String password = password(registry);
            encoded.put(registry, encoded(access(registry).user() + ":" + password));
            hidden.add(password);
        }
        hidden.addAll(encoded.values());
        TempDockerConfigName name = TempDockerConfigName.next(
                context.homelab(), use, Instant.now().plus(command.limit()).plus(SLACK));
        try (TempDockerConfig lent =
                TempDockerConfig.make(host, host.folder(root).folder(name.toString()), encoded)) {
            return without(Masker.of(hidden), run(command, lent.readBy(command.argv())));
        }
    }

    /** Runs a command that changes something, with every sign-in there is. */
    CommandResult runWithAll(Command command) {
        List<String> all = context.inventory().registries().keySet().stream()
                .map(registry -> registry + "/image")
                .toList();
        return run(Use.CHANGE, all, command);
    }

    /**
     * A command that may ask registries.
     *
     * @param input what it reads
     * @param limit how long it may take
     * @param errors takes what it prints to standard error, line by line, if it reads nothing
     */
    record Command(List<String> argv, String input, Duration limit, Consumer<String> errors) {

        /** A command that is not followed. */
        Command(List<String> argv, String input, Duration limit) {
            this(argv, input, limit, line -> {});
        }
    }

    private CommandResult run(Command command, List<String> argv) {
        return command.input().isEmpty()
                ? host.follow(argv, command.errors(), command.limit())
                : host.run(argv, command.input(), command.limit());
    }

    /**
     * Removes what runs that were killed have left of the homelab's sign-ins. For who alone may change something here: of
     * those who only look, some may be at it until their time is over.
     */
    void removeLeftovers() {
        if (context.inventory().registries().isEmpty()) {
            return;
        }
        Folder all = host.folder(root);
        all.folders().stream()
                .filter(folder -> TempDockerConfigName.parse(folder)
                        .filter(name -> name.homelab().equals(context.homelab()))
                        .filter(name -> name.use() == Use.CHANGE || name.until().isBefore(Instant.now()))
                        .isPresent())
                .forEach(folder -> TempDockerConfig.remove(host, all.folder(folder)));
    }

    private Set<String> registries(Collection<String> images) {
        return images.stream().map(ImageName::registry).filter(this::has).collect(toCollection(TreeSet::new));
    }

    private RegistryAccess access(String registry) {
        return Objects.requireNonNull(context.inventory().registries().get(registry));
    }

    private String password(String registry) {
        return context.secrets().resolve(access(registry).password(), host.where());
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static CommandResult without(Masker masker, CommandResult result) {
        return new CommandResult(result.exit(), masker.mask(result.output()), masker.mask(result.errors()));
    }
}
