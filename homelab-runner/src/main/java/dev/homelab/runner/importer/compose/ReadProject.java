// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer.compose;

import dev.homelab.problem.Problem;
import dev.homelab.runner.importer.ComposeProject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What reading one project came to.
 *
 * @param file its first file
 * @param project absent if it cannot be read
 * @param problems why it cannot be read
 */
public record ReadProject(Path file, Optional<ComposeProject> project, List<Problem> problems) {

    public ReadProject {
        problems = List.copyOf(problems);
    }
}
