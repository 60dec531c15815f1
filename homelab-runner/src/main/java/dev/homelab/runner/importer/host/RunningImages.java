// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.problem.Where;
import dev.homelab.runner.importer.NotCarried;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Gives an image with a moving tag the digest that runs, so that adopting it pulls nothing else. */
final class RunningImages {

    private static final Pattern MOVING = Pattern.compile(
            "latest|stable|main|master|edge|nightly|dev|develop|beta|alpha|rolling|release|current|lts|testing|unstable|snapshot|next");

    private final Inspected all;

    RunningImages(Inspected all) {
        this.all = all;
    }

    void pin(String name, ObjectNode service, JsonNode container, List<NotCarried> lost) {
        String image = service.path("image").asText();
        JsonNode runs = all.image(container);
        if (image.isEmpty() && !service.has("build")) {
            return;
        }
        if (image.matches("(sha256:)?[0-9a-f]{12,64}")) { // started by its id
            image = runs.path("RepoTags").path(0).asText(image);
            service.put("image", image);
        }
        if (image.contains("@") || image.isEmpty() || !isMoving(image)) {
            return;
        }
        Optional<String> digest = digest(image, runs);
        if (digest.isPresent()) {
            service.put("image", (hasTag(image) ? image : image + ":latest") + "@" + digest.get());
        } else {
            lost.add(new NotCarried(
                    "services.%s.image".formatted(name),
                    "The tag of \"%s\" moves, and no registry knows the image that runs, so it has no digest to pin; give it a tag of its own."
                            .formatted(image),
                    Where.nowhere()));
        }
    }

    private static boolean hasTag(String image) {
        return image.lastIndexOf(':') > image.lastIndexOf('/');
    }

    private static boolean isMoving(String image) {
        return !hasTag(image)
                || MOVING.matcher(image.substring(image.lastIndexOf(':') + 1)).matches();
    }

    private static Optional<String> digest(String image, JsonNode runs) {
        String repository = hasTag(image) ? image.substring(0, image.lastIndexOf(':')) : image;
        List<String> digests =
                runs.path("RepoDigests").valueStream().map(JsonNode::asText).toList();
        return digests.stream()
                .filter(digest -> digest.startsWith(repository + "@"))
                .map(digest -> digest.substring(digest.indexOf('@') + 1))
                .findFirst();
    }
}
