// SPDX-License-Identifier: Apache-2.0
package dev.homelab.provision;

/** The two things a session does to a resource. Doing either twice is harmless. */
public interface Verbs<R extends Resource> {

    /**
     * Makes the target hold this resource with this owner's mark, or without a mark if it has no owner.
     *
     * @throws TargetException if the target refuses
     */
    void put(Observed<R> picture);

    /**
     * Makes the target hold nothing under this resource's key. People's data stays.
     *
     * @throws TargetException if the target refuses
     */
    void remove(Observed<R> picture);
}
