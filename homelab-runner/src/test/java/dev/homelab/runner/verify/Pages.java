// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.verify;

import dev.homelab.model.PageCheck;
import dev.homelab.model.value.Hostname;
import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.Check.PageAnswers;
import dev.homelab.provision.Check.PageAnswers.SignIn;
import dev.homelab.provision.Check.TileShown;
import java.net.URI;
import java.util.Optional;

/** What is expected of a page and of a tile on a server of a test. */
final class Pages {

    private static final ServiceName CAMERA = ServiceName.of("camera");

    private Pages() {}

    static PageAnswers page(URI server, Optional<String> text) {
        return new PageAnswers(
                CAMERA,
                server,
                new Hostname("camera.home.arpa"),
                new PageCheck("/", Optional.empty(), text),
                new SignIn("auth.home.arpa", false, ""),
                false,
                Optional.empty());
    }

    static TileShown tile(URI server) {
        return new TileShown(CAMERA, server, "home", "Camera", "https://camera.home.arpa");
    }
}
