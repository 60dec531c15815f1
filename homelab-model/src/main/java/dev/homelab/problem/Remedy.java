// SPDX-License-Identifier: Apache-2.0
package dev.homelab.problem;

import java.util.List;

/**
 * Something that a program can do about a problem, once a person agrees: a program that embeds homelab shows it as a button, the
 * command line as an option or a command.
 *
 * @param kind what to do
 * @param arguments what to do it with, as the kind says
 */
public record Remedy(Kind kind, List<String> arguments) {

    /** What there is to do. */
    public enum Kind {
        /** Adopt a resource: the target and the key there. */
        ADOPT,
        /** Adopt everything that conflicts with a service: its name. */
        ADOPT_SERVICE,
        /** Accept a risk: what it is for and its name, as consents take it. */
        ACCEPT,
        /** Accept this many deletions. */
        DELETE,
        /** Leave a target out of the run: its name. */
        SKIP_TARGET,
        /** Wait longer for the lock. */
        WAIT,
        /** Release the lock: who holds it. */
        RELEASE_LOCK,
        /** Trust the key of a host: its name and, if only that key is meant, the fingerprint. */
        TRUST_HOST,
        /** Make a root key. */
        MAKE_KEY,
        /** Plan. */
        PLAN,
        /** Apply. */
        APPLY,
        /** Save a plan. */
        SAVE_PLAN,
        /** Add the line to the pages of a dashboard that includes its tiles. */
        INCLUDE_TILES,
        /** Let the code of definitions run. */
        RUN_CODE,
        /** Run it again with debugging output. */
        DEBUG,
        /** Name the folder of the services. */
        NAME_SERVICES,
        /** Lock the digests of images: the services that have them. */
        PIN
    }

    public Remedy {
        arguments = List.copyOf(arguments);
    }

    /** A remedy with these arguments. */
    public static Remedy of(Kind kind, String... arguments) {
        return new Remedy(kind, List.of(arguments));
    }
}
