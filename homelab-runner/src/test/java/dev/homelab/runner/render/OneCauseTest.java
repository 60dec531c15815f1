// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.problem.Problem;
import dev.homelab.problem.Remedy;
import dev.homelab.problem.Where;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What several targets share is said once. */
class OneCauseTest {

    @Test
    void oneKeyThatThreeTargetsCannotUseIsOneProblem() {
        String text = ReportText.problems(List.of(key("a"), key("b"), away("c"), key("d")));

        assertThat(text).isEqualTo("""
                        error: SSH key not usable
                          at target a (ssh://a), b (ssh://b), d (ssh://d)
                          "id" cannot be read.
                          Fix: put it there.

                          To leave the targets out of a run instead, add to plan or apply:

                            --without a --without b --without d

                        error: target not reachable
                          at target c (ssh://c)
                          no answer from c.
                          Fix: start it.

                          To leave the target out of a run instead, add to plan or apply:

                            --without c

                        """.replace("\n\n  To", "\n  \n  To").replace("apply:\n\n", "apply:\n  \n"));
    }

    @Test
    void manyTargetsAreCountedAndNoneOfTheirOptionsIsMissing() {
        List<Problem> problems =
                IntStream.range(0, 20).mapToObj(i -> key("h" + i)).toList();

        assertThat(ReportText.problems(problems))
                .contains("h4 (ssh://h4) and 15 more")
                .contains("--without h19")
                .containsOnlyOnce("SSH key not usable");
    }

    @Test
    void whatIsWrongAtTwoPlacesOfAFileIsTwoProblems() {
        List<Problem> problems = List.of(inFile(1), inFile(2), inFile(2));

        assertThat(OneCause.grouped(problems)).containsExactly(inFile(1), inFile(2));
    }

    @Test
    void twoCausesAtOneTargetStayTwo() {
        assertThat(OneCause.grouped(List.of(key("a"), away("a")))).hasSize(2);
    }

    private static Problem key(String target) {
        return new Problem("SSH key not usable", at(target), "\"id\" cannot be read.", "put it there.")
                .with(Remedy.of(Remedy.Kind.SKIP_TARGET, target));
    }

    private static Problem away(String target) {
        return new Problem("target not reachable", at(target), "no answer from " + target + ".", "start it.")
                .with(Remedy.of(Remedy.Kind.SKIP_TARGET, target));
    }

    private static Where at(String target) {
        return Where.target(target, "ssh://" + target);
    }

    private static Problem inFile(int line) {
        return new Problem("value missing", new Where.InFile("a.yaml", line, 1, ""), "it is missing.", "write it.");
    }
}
