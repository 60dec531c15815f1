// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.model.value.ServiceName;
import dev.homelab.runner.reason.AffectedService;
import dev.homelab.runner.reason.Cause;
import dev.homelab.runner.reason.Comparison;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Variables are in the form that GitLab takes: at most 5 KB, at most 20, no quotes, no spaces, no empty lines. */
class DotenvTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 30, 1000})
    void howeverManyAreTouchedItIsShortAndPlain(int many) {
        String text = Dotenv.of(affected(many));

        assertThat(text.length()).isLessThan(5_000);
        assertThat(text.lines()).hasSize(2).allMatch(line -> line.matches("[A-Z_]+=[a-z0-9,*-]*"));
        assertThat(text).contains("HOMELAB_TOUCHED=" + many + "\n").endsWith("\n");
    }

    @Test
    void moreThanThereIsRoomForAreAStar() {
        assertThat(Dotenv.of(affected(1000))).contains("HOMELAB_TOUCHED_SERVICES=*");
        assertThat(Dotenv.of(affected(2)))
                .contains("HOMELAB_TOUCHED_SERVICES=a-service-of-some-name-0,a-service-of-some-name-1");
        assertThat(Dotenv.unknown()).isEqualTo("HOMELAB_TOUCHED=unknown\nHOMELAB_TOUCHED_SERVICES=*\n");
    }

    private static Comparison affected(int many) {
        SortedMap<ServiceName, AffectedService> affected = new TreeMap<>();
        for (int i = 0; i < many; i++) {
            affected.put(
                    ServiceName.of("a-service-of-some-name-" + i),
                    new AffectedService(List.of(new Cause(Cause.Kind.NEW, "")), new TreeMap<>()));
        }
        return new Comparison("nothing", affected, List.of(), List.of());
    }
}
