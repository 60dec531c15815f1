// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer;

/**
 * A secret that a definition names by reference and no longer writes out.
 *
 * @param variable of the run that has to hold it: the reference is {@code env:VARIABLE}
 * @param key where it was, such as {@code services.db.environment.POSTGRES_PASSWORD}
 * @param value itself; empty when it is not known
 */
public record MovedSecret(String variable, String key, String value) {

    /** Never shows the secret. */
    @Override
    public String toString() {
        return "MovedSecret[" + variable + "]";
    }
}
