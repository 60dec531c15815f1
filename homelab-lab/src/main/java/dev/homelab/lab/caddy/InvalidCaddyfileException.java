// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.caddy;

/** Why Caddy refuses a Caddyfile, in its words. */
final class InvalidCaddyfileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidCaddyfileException(String message) {
        super(message);
    }
}
