// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.io;

import dev.homelab.model.Service;

/**
 * Writes a service as the text of a definition file: keys in the order of the records, and nothing that may be
 * omitted. What {@link CatalogReader} makes of the text equals the service.
 *
 * <p>It follows the types of the records, so it knows every key that the reader knows.
 */
public final class ServiceWriter {

    private ServiceWriter() {}

    /** Returns the text of the file that defines a valid service. */
    public static String write(Service service) {
        return MappingWriter.write(service);
    }
}
