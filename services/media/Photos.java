// SPDX-License-Identifier: Apache-2.0
package media;

import static dev.homelab.model.dsl.Dsl.define;

import dev.homelab.model.Definition;
import dev.homelab.model.DefinitionSource;
import dev.homelab.model.SsoApp;
import java.util.List;

/** The photos of the family: a service in Java, for those who like their compiler to read along. */
public final class Photos implements DefinitionSource {

    @Override
    public List<Definition> definitions() {
        return List.of(define("photos", "docker-media", s -> s.title("Photos")
                .description("Photos of the family")
                .container("server", "photoprism/photoprism:250707", c -> c.port("2342:2342")
                        .volume("storage:/photoprism/storage")
                        .volume("/mnt/photos:/photoprism/originals:ro")
                        .environment("PHOTOPRISM_AUTH_MODE", "public") // the sign-in is at the proxy
                        .environment("PHOTOPRISM_DATABASE_DRIVER", "sqlite")
                        .healthcheck(h -> h.http("/api/v1/status")
                                .port(2342)
                                .interval("10s")
                                .startPeriod("60s")))
                .route("photos.home.arpa", "server", 2342)
                .sso(SsoApp.Kind.FORWARD_AUTH, "family")
                .widget(w -> w.icon("si:photoprism"))));
    }
}
