// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.problem.Problem;
import dev.homelab.problem.Remedy;
import dev.homelab.problem.Remedy.Kind;
import dev.homelab.problem.Where;
import org.junit.jupiter.api.Test;

class CommandWordsTest {

    private static final Problem PROBLEM = new Problem("conflict", Where.nowhere(), "It is there.", "remove it.");

    @Test
    void withoutARemedyNothingIsAdded() {
        assertThat(CommandWords.of(PROBLEM)).isEqualTo(PROBLEM);
    }

    @Test
    void oneOptionIsAdded() {
        assertThat(fix(Remedy.of(Kind.ACCEPT, "wiki:downtime")))
                .isEqualTo("remove it. Add to the command:\n\n  --accept wiki:downtime");
    }

    @Test
    void ofSeveralOptionsOneIsAdded() {
        assertThat(fix(Remedy.of(Kind.ADOPT, "dns", "tv.home.arpa"), Remedy.of(Kind.ADOPT_SERVICE, "tv")))
                .isEqualTo(
                        "remove it. Add one of these to the command:\n\n  --adopt dns/tv.home.arpa\n  --adopt-service tv");
    }

    @Test
    void aCommandIsRunInstead() {
        assertThat(fix(Remedy.of(Kind.WAIT), Remedy.of(Kind.RELEASE_LOCK, "pipeline 7")))
                .isEqualTo(
                        "remove it. Add to the command:\n\n  --wait SECONDS\n\nOr run:\n\n  homelab unlock --holder 'pipeline 7'");
    }

    @Test
    void aCommandAfterOthersIsOneMoreOfThem() {
        Problem changed = new Problem("changed", Where.nowhere(), "It is another.", "forget it:\n\n  ssh-keygen -R nas")
                .with(Remedy.of(Kind.TRUST_HOST, "nas"));

        assertThat(CommandWords.of(changed).fix())
                .isEqualTo("forget it:\n\n  ssh-keygen -R nas\n  homelab hosts trust nas");
    }

    @Test
    void theWayAroundComesLast() {
        assertThat(fix(Remedy.of(Kind.TRUST_HOST, "nas", "SHA256:abc"), Remedy.of(Kind.SKIP_TARGET, "docker")))
                .isEqualTo("remove it. Run:\n\n  homelab hosts trust nas --fingerprint SHA256:abc"
                        + "\n\nTo leave the target out of a run instead, add to plan or apply:\n\n  --without docker");
    }

    @Test
    void aKeyIsTrustedByItsFingerprint() {
        assertThat(fix(Remedy.of(Kind.TRUST_HOST, "nas", "SHA256:abc")))
                .endsWith("  homelab hosts trust nas --fingerprint SHA256:abc");
    }

    @Test
    void everyRemedyHasWords() {
        for (Kind kind : Kind.values()) {
            assertThat(fix(Remedy.of(kind, "a")))
                    .hasSizeGreaterThan(PROBLEM.fix().length());
        }
    }

    private static String fix(Remedy... remedies) {
        return CommandWords.of(PROBLEM.with(remedies)).fix();
    }
}
