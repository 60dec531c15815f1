// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The laws of planning and of going back, through all targets of the lab at once: services come, change, move, take other
 * names and go; some of them are in the way of what people did; and a run may lose its targets at any of its writes.
 *
 * <p>{@code -Dlab.worlds=N} makes more of these worlds. Each is made from a number, which is in the name of its test.
 */
@Tag("proof")
class LabWorldsTest {

    private static final int WORLDS = Integer.getInteger("lab.worlds", 6);
    private static final Path FIGURES = Path.of("target", "proofs", "lab-worlds.txt");
    private static final AtomicInteger HELD = new AtomicInteger();
    private static final AtomicInteger WENT_BACK = new AtomicInteger();

    static IntStream seeds() {
        return IntStream.rangeClosed(1, WORLDS);
    }

    @BeforeAll
    static void begin() throws IOException {
        Files.createDirectories(FIGURES.getParent());
        Files.deleteIfExists(FIGURES);
    }

    @AfterAll
    static void tell() throws IOException {
        Files.writeString(
                FIGURES,
                "worlds through all five fakes: %d, broken: %d, runs that went back in them: %d"
                        .formatted(WORLDS, WORLDS - HELD.get(), WENT_BACK.get()));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theLawsHold(int seed, @TempDir Path folder) {
        try (LabWorld world = new LabWorld(seed, folder)) {
            Map<String, String> theirs = world.neighbours();

            world.losesItsTargets();
            world.isApplied();
            world.resume();
            world.losesItsTargets();
            world.isNarrowed();
            world.isApplied();

            assertThat(world.neighbours()).as("what people put there").isEqualTo(theirs);
            WENT_BACK.addAndGet(world.wentBack());
        }
        HELD.incrementAndGet();
    }
}
