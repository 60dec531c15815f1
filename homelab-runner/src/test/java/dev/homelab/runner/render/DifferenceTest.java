// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.model.value.EncryptedSecret;
import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.Change;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Owner;
import dev.homelab.provision.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DifferenceTest {

    private static final Owner OURS = new Owner("home", ServiceName.of("wiki"));

    /** A resource with everything that one may hold. */
    private record Stack(String text, List<String> groups, Map<String, EncryptedSecret> secrets, Optional<String> note)
            implements Resource {

        @Override
        public String key() {
            return "wiki";
        }

        @Override
        public String summary() {
            return "a stack";
        }
    }

    @Test
    void aTextThatIsYamlIsLookedInto() {
        Stack before = stack("services:\n  server:\n    image: wiki:1\n    ports: [\"80:80\"]\n");
        Stack after = stack("services:\n  server:\n    image: wiki:2\n    user: \"1\"\n");

        assertThat(texts(before, after))
                .containsExactly(
                        "~ text.services.server.image: wiki:1 -> wiki:2",
                        "- text.services.server.ports: 80:80",
                        "+ text.services.server.user: 1");
    }

    @Test
    void oursAloneIsNotWorthALine() {
        Stack before = stack("services:\n  server:\n    labels:\n      dev.homelab.revision: \"1\"\n");
        Stack after = stack("services:\n  server:\n    labels:\n      dev.homelab.revision: \"2\"\n");

        assertThat(texts(before, after)).isEmpty();
    }

    @Test
    void aSecretIsShownByAFingerprint() {
        Stack before = new Stack("", List.of(), Map.of("TOKEN", new EncryptedSecret("abcdefghijkl")), Optional.empty());
        Stack after =
                new Stack("", List.of(), Map.of("TOKEN", new EncryptedSecret("mnopqrstuvwx")), Optional.of("new"));

        assertThat(texts(before, after))
                .containsExactly("+ note: new", "~ secrets.TOKEN: sealed:abcdefgh -> sealed:mnopqrst");
    }

    @Test
    void takingOverSaysWhoseItWas() {
        Change<Stack> change = new Change<>(
                OURS.service(),
                Optional.of(Observed.unowned(stack(""))),
                Optional.of(Observed.ownedBy(OURS, stack(""))));

        assertThat(Difference.of(change))
                .extracting(Difference::text)
                .containsExactly("~ owner: unmanaged -> home/wiki");
    }

    @Test
    void whatIsMadeAnewHasNoDifferences() {
        Change<Stack> change =
                new Change<>(OURS.service(), Optional.empty(), Optional.of(Observed.ownedBy(OURS, stack("x"))));

        assertThat(Difference.of(change)).isEmpty();
    }

    private static Stack stack(String text) {
        return new Stack(text, List.of(), Map.of(), Optional.empty());
    }

    private static List<String> texts(Stack before, Stack after) {
        Change<Stack> change = new Change<>(
                OURS.service(),
                Optional.of(Observed.ownedBy(OURS, before)),
                Optional.of(Observed.ownedBy(OURS, after)));
        return Difference.of(change).stream().map(Difference::text).toList();
    }
}
