// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.lab.gitlab.FakeGitlab;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MergeRequestNoteTest {

    private final FakeGitlab gitlab = new FakeGitlab();
    private final Map<String, String> environment = new HashMap<>(Map.of(
            "CI_API_V4_URL",
            gitlab.uri() + "/api/v4",
            "CI_PROJECT_ID",
            "7",
            "CI_MERGE_REQUEST_IID",
            "3",
            MergeRequestNote.TOKEN,
            FakeGitlab.TOKEN));

    @AfterEach
    void close() {
        gitlab.close();
    }

    @Test
    void thereIsOneNoteAndItIsEdited() {
        write("first");
        write("second");

        assertThat(gitlab.notes()).hasSize(2);
        assertThat(gitlab.notes().get(0)).isEqualTo("Looks good to me");
        assertThat(gitlab.notes().get(1)).endsWith("second").doesNotContain("first");
    }

    @Test
    void theSameTextIsNotWrittenAgain() {
        write("first");
        write("first");

        assertThat(gitlab.writes()).isEqualTo(1);
    }

    @Test
    void withoutATokenOrAMergeRequestThereIsNone() {
        environment.put(MergeRequestNote.TOKEN, "");
        assertThat(MergeRequestNote.of(environment)).isEmpty();
        environment.put(MergeRequestNote.TOKEN, FakeGitlab.TOKEN);
        environment.remove("CI_MERGE_REQUEST_IID");
        assertThat(MergeRequestNote.of(environment)).isEmpty();
    }

    @Test
    void whatGoesWrongKeepsNothingFromGoingOn() {
        environment.put(MergeRequestNote.TOKEN, "another");
        write("first");
        gitlab.faults().goDown();
        write("first");

        assertThat(gitlab.notes()).hasSize(1);
    }

    private void write(String text) {
        MergeRequestNote.of(environment).orElseThrow().write(text);
    }
}
