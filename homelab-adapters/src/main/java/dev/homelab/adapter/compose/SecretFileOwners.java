// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.homelab.adapter.compose.SecretFiles.Mount;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.CommandResult;
import dev.homelab.spi.RemoteHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Lets the containers of a project read their files with secrets, and no other user. */
final class SecretFileOwners {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Pattern NUMERIC = Pattern.compile("[0-9]+(:[0-9]+)?");
    private static final String MODE = "0400";

    private final RemoteHost host;
    private final ComposeProblems problems;

    SecretFileOwners(RemoteHost host, ComposeProblems problems) {
        this.host = host;
        this.problems = problems;
    }

    /**
     * Lets each file be read only, and gives it to the user of the container that mounts it, if that is a number: a name is known in the
     * image alone.
     *
     * @throws TargetException if the host does not let it be given away
     */
    void give(ComposeProject project, String folder) {
        List<Mount> mounts = SecretFiles.mounts(project.text().root())
                .filter(mount -> project.secrets().containsKey(mount.file()))
                .toList();
        if (mounts.isEmpty()) {
            return;
        }
        run(project, folder, MODE, List.of("chmod", MODE), mounts);
        Map<String, List<Mount>> byUser = mounts.stream()
                .filter(mount -> NUMERIC.matcher(mount.user()).matches())
                .collect(groupingBy(Mount::user, TreeMap::new, toList()));
        byUser.forEach((user, some) -> run(project, folder, user, List.of("chown", user), some));
    }

    private void run(ComposeProject project, String folder, String to, List<String> command, List<Mount> mounts) {
        List<String> argv = new ArrayList<>(command);
        mounts.forEach(mount -> argv.add(folder + "/" + mount.file()));
        CommandResult result = host.run(argv, LIMIT);
        if (!result.succeeded()) {
            throw new TargetException(problems.secretFilesNotGiven(project.name(), to, result));
        }
    }
}
