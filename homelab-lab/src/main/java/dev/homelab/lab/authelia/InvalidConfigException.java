// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.authelia;

/** Why Authelia does not start. */
final class InvalidConfigException extends RuntimeException {

    private static final long serialVersionUID = 1;

    InvalidConfigException(String message) {
        super(message);
    }
}
