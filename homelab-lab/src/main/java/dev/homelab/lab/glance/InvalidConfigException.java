// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.glance;

/** Says why Glance would not take its configuration. */
final class InvalidConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidConfigException(String message) {
        super(message);
    }
}
