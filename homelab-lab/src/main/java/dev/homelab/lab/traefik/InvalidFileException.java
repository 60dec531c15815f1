// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.traefik;

/** Says why Traefik would not take a file. */
final class InvalidFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidFileException(String message) {
        super(message);
    }
}
