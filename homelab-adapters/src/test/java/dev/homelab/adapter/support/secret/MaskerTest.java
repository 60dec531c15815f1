// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.model.value.SecretRef;
import dev.homelab.problem.Printable;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MaskerTest {

    @Test
    void ofTwoSecretsThatBeginAlikeNeitherIsPrintedInPart() {
        assertThat(Masker.of(List.of("hunter", "hunter-of-old")).mask("login hunter-of-old, hunter"))
                .isEqualTo("login ***, ***");
        assertThat(Masker.of(List.of("hunter-of-old", "hunter")).mask("login hunter-of-old"))
                .isEqualTo("login ***");
    }

    @Test
    void secretsThatOverlapAreHiddenTogether() {
        assertThat(Masker.of(List.of("abcdef", "defghi")).mask("x abcdefghi y")).isEqualTo("x *** y");
        assertThat(Masker.of(List.of("inside", "an inside one")).mask("an inside one"))
                .isEqualTo("***");
    }

    @Test
    void noPartOfAnySecretIsLeftWhateverTheirOrder() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            List<String> secrets = new ArrayList<>();
            String longest = word(random, 20);
            for (int j = 0; j < 5; j++) {
                int from = random.nextInt(10);
                secrets.add(longest.substring(from, from + 5 + random.nextInt(6)));
            }
            secrets.add(longest);
            Collections.shuffle(secrets, random);

            assertThat(Masker.of(secrets).mask("<" + longest + ">"))
                    .as("seed %d", seed)
                    .isEqualTo("<***>");
        }
    }

    @Test
    void theFormsThatJsonAddressesAndHeadersGiveASecretAreHiddenToo() {
        Masker masker = Masker.of(List.of("pa\"ss/wörd"));

        assertThat(masker.mask("{\"p\": \"pa\\\"ss/wörd\"} ?p=pa%22ss%2Fw%C3%B6rd cGEic3Mvd8O2cmQ="))
                .isEqualTo("{\"p\": \"***\"} ?p=*** ***");
    }

    @Test
    void theFormsThatXmlAndTheEscapesOfATerminalGiveASecretAreHiddenToo() {
        Masker masker = Masker.of(List.of("pa<ss>&\"w\u200brd"));

        assertThat(masker.mask("<a>pa&lt;ss&gt;&amp;&quot;w\u200brd</a> " + Printable.line("pa<ss>&\"w\u200brd")))
                .isEqualTo("<a>***</a> ***");
    }

    @Test
    void whatIsTooShortToBeASecretHidesNoWords() {
        assertThat(Masker.of(List.of("", "a", "on")).mask("one action")).isEqualTo("one action");
    }

    @Test
    void everySecretThatIsFoundIsLearnt() {
        Secrets secrets = new Secrets(Map.of("TOKEN", " s3cr3t-t0ken\n"));

        secrets.withoutPrograms().resolve(new SecretRef("env:TOKEN"), Where.nowhere());

        Problem told = secrets.masker()
                .mask(new Problem(
                        "target refused", Where.target("nas", "s3cr3t-t0ken"), "s3cr3t-t0ken", "s3cr3t-t0ken"));
        assertThat(told.render()).doesNotContain("s3cr3t-t0ken").contains("***");
    }

    private static String word(Random random, int length) {
        return random.ints(length, 'a', 'd')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
