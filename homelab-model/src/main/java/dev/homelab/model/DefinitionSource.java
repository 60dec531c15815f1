// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model;

import java.util.List;

/**
 * Services written in Java, beside those in files. Both are judged together.
 *
 * <pre>{@code
 * package media;
 *
 * public final class Photos implements DefinitionSource {
 *     @Override
 *     public List<Definition> definitions() {
 *         return List.of(define("photos", "docker-media", s -> s
 *             .container("server", "photoprism/photoprism:250707", c -> c.port("2342:2342"))
 *             .route("photos.home.arpa", "server", 2342)));
 *     }
 * }
 * }</pre>
 *
 * <p>An implementation is public, has a public constructor without parameters, and is named in the file {@code
 * META-INF/services/dev.homelab.model.DefinitionSource} of its jar, where {@link java.util.ServiceLoader} finds it.
 */
@FunctionalInterface
public interface DefinitionSource {

    /** Returns the services; asked once each time definitions are read. */
    List<Definition> definitions();
}
