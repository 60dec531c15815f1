// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.model.inventory.ImageLock;
import dev.homelab.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageLockFileTest {

    private static final String ZERO = digest('0');
    private static final String ONE = digest('1');
    private static final String TWO = digest('2');

    @Test
    void aNewLockIsSortedAndReadsAsItWasWritten() {
        Map<String, String> digests = Map.of("nginx:latest", ZERO, "localhost:5000/a:main", ONE, "12:30", TWO);

        String text = ImageLockFile.with("", digests, Set.of());

        assertThat(text.lines().filter(line -> !line.startsWith("#") && !line.isEmpty()))
                .containsExactly("12:30: " + TWO, "localhost:5000/a:main: " + ONE, "nginx:latest: " + ZERO);
        assertThat(read(text)).isEqualTo(digests);
    }

    @Test
    void linesThatNeedNoChangeAndCommentsStay() {
        String text = """
                # The lock of this house.

                # keeps the old database
                app:stable:  '%s' # until May
                "nginx:latest": "%s"

                # the end
                """.formatted(ZERO, ONE);

        String changed =
                ImageLockFile.with(text, Map.of("app:stable", TWO, "b:latest", ZERO, "z:latest", ONE), Set.of());

        assertThat(changed).isEqualTo("""
                # The lock of this house.

                # keeps the old database
                app:stable:  '%s' # until May
                b:latest: %s
                "nginx:latest": "%s"

                # the end
                z:latest: %s
                """.formatted(TWO, ZERO, ONE, ONE));
        assertThat(read(changed)).containsOnlyKeys("app:stable", "b:latest", "nginx:latest", "z:latest");
        assertThat(ImageLockFile.with(text, Map.of("app:stable", ZERO), Set.of()))
                .isEqualTo(text);
    }

    @Test
    void aRemovedLineTakesItsCommentsWithIt() {
        String text = "# ours\n\n# why\na:latest: %s\nb:latest: %s\n".formatted(ZERO, ONE);

        assertThat(ImageLockFile.with(text, Map.of(), Set.of("a:latest")))
                .isEqualTo("# ours\n\nb:latest: %s\n".formatted(ONE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing yet\n", "\n\n"})
    void aLockWithoutEntriesLocksNothing(String text) {
        assertThat(read(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- nginx",
                "nginx",
                "nginx:latest: 1",
                "nginx:latest: {a: b}",
                "nginx: sha256:0",
                "? [a]\n: b",
                "nginx:latest@sha256:0: sha256:1",
                "a: &a [*a]",
                "{"
            })
    void whatIsNoLockIsAProblem(String text) {
        List<Problem> problems = new ArrayList<>();

        ImageLock lock = ImageLockFile.read(text, ImageLock.FILE, problems::add);

        assertThat(lock.digests()).isEmpty();
        assertThat(problems).isNotEmpty();
    }

    private static Map<String, String> read(String text) {
        List<Problem> problems = new ArrayList<>();
        Map<String, String> digests =
                ImageLockFile.read(text, ImageLock.FILE, problems::add).digests();
        assertThat(problems).isEmpty();
        return digests;
    }

    private static String digest(char digit) {
        return "sha256:" + String.valueOf(digit).repeat(64);
    }
}
