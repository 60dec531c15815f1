// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.guard;

/**
 * What somebody said of a run beside its definitions.
 *
 * @param scope what it is limited to
 * @param consent what it may do that it would not by itself
 * @param refreshImages whether a tag that means another image in its registry by now is a reason to change something
 */
public record Mandate(Scope scope, Consent consent, boolean refreshImages) {

    /** Everything, and nothing unusual. */
    public static Mandate usual() {
        return new Mandate(Scope.everything(), Consent.none(), false);
    }
}
