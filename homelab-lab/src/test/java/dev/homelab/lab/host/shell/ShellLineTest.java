// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellLineTest {

    @Test
    void wordsAreSplitAtBlanks() {
        assertThat(words("docker  ps\t-a ")).containsExactly("docker", "ps", "-a");
    }

    @Test
    void singleQuotesKeepEverything() {
        assertThat(words("echo '{{.Names}} $A && ;' 'it'\\''s' ''"))
                .containsExactly("echo", "{{.Names}} $A && ;", "it's", "");
    }

    @Test
    void doubleQuotesKeepBlanksAndUndoBackslashes() {
        assertThat(words("echo \"a b\" \"say \\\"hi\\\"\" \"C:\\new\" x\"y\"z"))
                .containsExactly("echo", "a b", "say \"hi\"", "C:\\new", "xyz");
    }

    @Test
    void aBackslashTakesTheNextCharacterAsItIs() {
        assertThat(words("echo a\\ b \\$HOME")).containsExactly("echo", "a b", "$HOME");
    }

    @Test
    void commandsAreJoinedByAndOrInARow() {
        assertThat(ShellLine.parse("a&&b 1; c;").steps())
                .containsExactly(
                        new Step(false, List.of("a")),
                        new Step(true, List.of("b", "1")),
                        new Step(false, List.of("c")));
    }

    @Test
    void whatStandsBehindAFailureIsLeftOutUntilTheNextSemicolon() {
        List<String> ran = new ArrayList<>();

        Output output = ShellLine.parse("ok && bad && ok2 ; ok3").run(argv -> {
            ran.add(argv.get(0));
            return new Output(argv.get(0).equals("bad") ? 3 : 0, argv.get(0), "");
        });

        assertThat(ran).containsExactly("ok", "bad", "ok3");
        assertThat(output).isEqualTo(new Output(0, "okbadok3", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a | b", "a > f", "echo $A", "echo \"$A\"", "ls *", "a & b", "(a)", "echo `a`", "a || b"})
    void whatAShellWouldInterpretIsRefused(String text) {
        assertThatThrownBy(() -> ShellLine.parse(text)).isInstanceOf(ShellSyntaxException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo 'a", "echo \"a", "echo \\", "&& a", "a && && b", "; a", "a &&"})
    void brokenTextIsRefused(String text) {
        assertThatThrownBy(() -> ShellLine.parse(text)).isInstanceOf(ShellSyntaxException.class);
    }

    @Test
    void everyQuotedWordComesOutAsItWentIn() {
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            List<String> argv = List.of("echo", randomWord(random), randomWord(random));
            String text =
                    String.join(" ", argv.stream().map(ShellLineTest::quoted).toList());

            assertThat(words(text)).as("round %d of seed 7", round).isEqualTo(argv);
        }
    }

    private static List<String> words(String text) {
        return ShellLine.parse(text).steps().get(0).argv();
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    private static String randomWord(Random random) {
        return random.ints(random.nextInt(12), 32, 127)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
