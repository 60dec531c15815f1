// SPDX-License-Identifier: Apache-2.0
package dev.homelab.provision.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The laws hold in every world, and see every planted bug. */
@Tag("proof")
class WorldsTest {

    private static final int WORLDS = 10_000;
    private static final Path FIGURES = Path.of("target/proofs/worlds.txt");

    @ParameterizedTest
    @EnumSource(Law.class)
    void aLawHoldsInEveryWorld(Law law) {
        List<Integer> broken = broken(law, Planning.real()).limit(5).toList();

        assertThat(broken).as("seeds of worlds in which it does not hold").isEmpty();
    }

    @ParameterizedTest
    @EnumSource(PlantedBug.class)
    void aPlantedBugIsSeen(PlantedBug bug) {
        List<Law> seen = Stream.of(Law.values())
                .filter(law -> broken(law, bug).findAny().isPresent())
                .toList();

        assertThat(seen).as("laws that see it").isNotEmpty();
    }

    @Test
    void theFigures() throws IOException {
        long caught = Stream.of(PlantedBug.values())
                .filter(bug -> Stream.of(Law.values())
                        .anyMatch(law -> broken(law, bug).findAny().isPresent()))
                .count();
        long broken = Stream.of(Law.values())
                .flatMap(law -> broken(law, Planning.real()))
                .count();

        Files.createDirectories(FIGURES.getParent());
        Files.writeString(
                FIGURES,
                "random worlds: %d, laws: %d, broken: %d; planted bugs: %d, caught: %d"
                        .formatted(WORLDS, Law.values().length, broken, PlantedBug.values().length, caught));
        assertThat(broken).isZero();
        assertThat(caught).isEqualTo(PlantedBug.values().length);
    }

    private static Stream<Integer> broken(Law law, Planning planning) {
        return IntStream.range(0, WORLDS)
                .filter(seed -> !law.holds(planning, World.of(seed)))
                .boxed();
    }
}
