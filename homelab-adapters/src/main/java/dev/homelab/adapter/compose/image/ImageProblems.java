// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose.image;

import dev.homelab.adapter.support.ssh.CommandResult;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;

/** Says what is wrong when an image cannot be had. */
final class ImageProblems {

    private final Where where;

    ImageProblems(Where where) {
        this.where = where;
    }

    /** Returns that nobody knows what a tag means now. */
    Problem notAsked(String name, CommandResult result) {
        return new Problem(
                "registry did not answer",
                where,
                "what \"%s\" means now cannot be told: %s".formatted(name, result.reason()),
                "sign in to the registry there if it asks for that, or run without --refresh-images:\n\n  docker login REGISTRY");
    }

    Problem notPulled(String name, CommandResult result) {
        return new Problem(
                "image not pulled",
                where,
                "\"%s\" cannot be had: %s".formatted(name, result.reason()),
                "see there what the registry says:\n\n  docker pull " + name);
    }

    /** Returns that the image which ran before is neither on the host nor to be had. */
    Problem gone(String name, RunningImage image, CommandResult result) {
        return new Problem(
                "earlier image is gone",
                where,
                "\"%s\" meant the image %s, which is not there any more: %s"
                        .formatted(name, image.id(), result.reason()),
                "give the tag to an image that works, and apply again:\n\n  docker tag IMAGE " + name);
    }
}
