// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.model.inventory.ImageLock;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.report.Ending;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.ImageLockPlan;
import dev.homelab.runner.cli.option.Definitions;
import dev.homelab.runner.detect.OwnPlace;
import dev.homelab.runner.render.ImageLockText;
import dev.homelab.runner.render.Json;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Locks the digests of images whose tag moves. */
@Command(
        name = "pin",
        description = {
            "Lock the digests of images whose tag moves.",
            "They are in " + ImageLock.FILE
                    + " beside the inventory; --check changes nothing. Registries are asked through the engines of the hosts; nothing is pulled or restarted. With \"pin: lock\" in the"
                    + " inventory, the next apply brings services to what is locked."
        },
        footer = {"  homelab pin", "  homelab pin jellyfin", "  homelab pin --running", "  homelab pin --check"})
final class PinCommand extends DefinitionsCommand {

    @Parameters(
            paramLabel = "SERVICE",
            arity = "0..*",
            description =
                    "Lock the images of these services alone (default: all, and remove what no definition names).")
    private List<String> services = List.of();

    @Option(
            names = "--running",
            description =
                    "Lock the images that containers run now, instead of those that registries have: no service gets another image.")
    private boolean isOfContainers;

    @Option(names = "--check", description = "End with 2 if anything is to be done.")
    private boolean check;

    @Override
    Homelab read(Definitions definitions) {
        return definitions.readUnlocked();
    }

    @Override
    Ending run(Homelab homelab, Terminal terminal, boolean json) {
        ImageLockPlan plan = homelab.lockImages(new TreeSet<>(services), isOfContainers, runOptions());
        boolean isWritten = !check && !plan.changes().isEmpty();
        Optional<Problem> refusal = isWritten ? write(plan) : Optional.empty();
        if (refusal.isPresent()) {
            terminal.problems(List.of(refusal.get()), json);
            return Ending.FAILED;
        }
        if (json) {
            terminal.line(Json.of(plan, isWritten));
        } else {
            terminal.lines(ImageLockText.lines(plan, isWritten));
            if (!plan.problems().isEmpty()) {
                terminal.problems(plan.problems(), false);
            }
        }
        if (!plan.problems().isEmpty()) {
            return Ending.FAILED;
        }
        return check && !plan.changes().isEmpty() ? Ending.PENDING : Ending.DONE;
    }

    private static Optional<Problem> write(ImageLockPlan plan) {
        Optional<String> refusal = OwnPlace.refusalOfFile(plan.file());
        if (refusal.isPresent()) {
            return Optional.of(notWritten(plan, refusal.get()));
        }
        try {
            plan.write();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(notWritten(plan, e.getClass().getSimpleName() + " " + e.getMessage()));
        }
    }

    private static Problem notWritten(ImageLockPlan plan, String reason) {
        return new Problem(
                "lock of images not written",
                new Where.InFile(plan.file().toString(), 1, 1, ""),
                "\"%s\" cannot be written: %s.".formatted(plan.file(), reason),
                "check that it is a plain file in a folder that you may write.");
    }
}
