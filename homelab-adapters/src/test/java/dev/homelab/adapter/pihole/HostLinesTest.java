// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.pihole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.Change;
import dev.homelab.provision.Observed;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HostLinesTest {

    private static final String OURS = "192.0.2.20 photos.home.arpa # homelab:contract:photos";
    private static final Change<HostRecord> CREATE = PiholeHome.create("photos", "192.0.2.20 photos.home.arpa");

    @Test
    void aNewLineGoesToTheEnd() {
        assertThat(lines("192.0.2.9 nas.lan").with(List.of(CREATE)).texts()).containsExactly("192.0.2.9 nas.lan", OURS);
    }

    @Test
    void aChangeThatIsMadeChangesNothingMore() {
        HostLines before = lines("192.0.2.9 nas.lan");

        HostLines after = before.with(List.of(CREATE));
        assertThat(after.with(List.of(CREATE))).isSameAs(after);
        assertThat(before.reflects(CREATE)).isFalse();
        assertThat(after.reflects(CREATE)).isTrue();
    }

    @Test
    void spacesThatPiholeMakesOneAreNoDifference() {
        Observed<HostRecord> person =
                Observed.unowned(new HostRecord("nas.lan", List.of("192.0.2.9  nas.lan  # upstairs")));
        Change<HostRecord> back = new Change<>(
                ServiceName.of("nas"), Optional.of(PiholeHome.ours("nas", "192.0.2.20 nas.lan")), Optional.of(person));

        HostLines stored = lines("192.0.2.9 nas.lan # upstairs");
        assertThat(stored.with(List.of(back))).isSameAs(stored);
    }

    @Test
    void anAdoptedLineGivesItsPlaceToOursAndBack() {
        HostLines before = lines("192.0.2.9 nas.lan", "192.0.2.8 photos.home.arpa # mine", "192.0.2.7 tv.lan");
        Observed<HostRecord> theirs = before.observed("photos.home.arpa");
        Change<HostRecord> adoption = new Change<>(ServiceName.of("photos"), Optional.of(theirs), CREATE.after());
        Change<HostRecord> back = new Change<>(ServiceName.of("photos"), CREATE.after(), Optional.of(theirs));

        assertThat(before.with(List.of(adoption)).texts())
                .containsExactly("192.0.2.9 nas.lan", OURS, "192.0.2.7 tv.lan");
        assertThat(before.with(List.of(adoption)).with(List.of(back)).texts()).isEqualTo(before.texts());
    }

    @Test
    void linesThatAreNoRecordsAreKeptAndNotShown() {
        HostLines odd = lines("", "# a comment", "192.0.2.9");

        assertThat(odd.names()).isEmpty();
        assertThat(odd.with(List.of(CREATE)).texts()).containsExactly("", "# a comment", "192.0.2.9", OURS);
    }

    @Test
    void aMarkWithASlashCountsAndIsWrittenAnewWithTheNextChange() {
        HostLines before =
                lines("192.0.2.20 wiki.home.arpa # homelab:contract/wiki", "192.0.2.9 nas.lan # homelab:other/nas");

        assertThat(before.observed("wiki.home.arpa")).isEqualTo(PiholeHome.ours("wiki", "192.0.2.20 wiki.home.arpa"));
        assertThat(before.with(List.of()).texts()).isEqualTo(before.texts());
        assertThat(before.with(List.of(CREATE)).texts())
                .containsExactly(
                        "192.0.2.20 wiki.home.arpa # homelab:contract:wiki",
                        "192.0.2.9 nas.lan # homelab:other/nas",
                        OURS);
    }

    @Test
    void ourLinesNeverTakeTheReverseNameOfALineByHand() {
        Change<HostRecord> moved = new Change<>(
                ServiceName.of("wiki"),
                Optional.of(PiholeHome.ours("wiki", "192.0.2.30 wiki.home.arpa")),
                Optional.of(PiholeHome.ours("wiki", "192.0.2.20 wiki.home.arpa")));
        HostLines before = lines("192.0.2.30 wiki.home.arpa # homelab:contract:wiki", "192.0.2.20 proxy.lan");

        assertThat(before.with(List.of(moved, CREATE)).texts())
                .containsExactly("192.0.2.20 proxy.lan", OURS, "192.0.2.20 wiki.home.arpa # homelab:contract:wiki");
    }

    @Test
    void anAdoptedLineKeepsItsPlaceOnlyWhereNoReverseNameChangesByThat() {
        HostLines before = lines("192.0.2.8 photos.home.arpa", "192.0.2.20 proxy.lan");
        Change<HostRecord> adoption = new Change<>(
                ServiceName.of("photos"), Optional.of(before.observed("photos.home.arpa")), CREATE.after());

        assertThat(before.with(List.of(adoption)).texts()).containsExactly("192.0.2.20 proxy.lan", OURS);
    }

    @Test
    void aDotAtTheEndIsTheSameName() {
        assertThat(lines("192.0.2.54 Photos.home.arpa.").foreign("photos.home.arpa"))
                .hasSize(1);
    }

    @Test
    void aShortNameAnswersInTheDomainWhereHostsAreExpanded() {
        HostLines lines =
                new HostLines("contract", Optional.of("home.arpa"), List.of(new HostLine("192.0.2.54 photos")));

        assertThat(lines.names()).containsExactly("photos", "photos.home.arpa");
        assertThat(lines.observed("photos.home.arpa").resource().unadoptable())
                .hasValueSatisfying(why -> assertThat(why).contains("192.0.2.54 photos"));
        assertThat(lines.observed("photos").resource().unadoptable()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.0.2.54 -dash.home.arpa",
                "192.0.2.54 _x.home.arpa",
                "192.0.2.54 trail.home.arpa.",
                "::ffff:192.0.2.9 m.home.arpa",
                "fe80::1 a b c # comment",
                "192.0.2.1\ttab.lan"
            })
    void whatFtlTakesIsTaken(String line) {
        assertThat(new HostLine(line).refusal()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# my servers",
                "192.0.2.54",
                "192.0.2.54 # comment",
                "192.0.2.54 a..b",
                "192.0.2.54 *.home.arpa",
                "192.0.2.54 x.home.arpa#c",
                "192.0.2.054 a",
                "1::2::3 a",
                "fe80::1%eth0 a",
                "192.0.2.54 \u00fcmlaut.lan",
                "192.0.2.54 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.lan"
            })
    void whatFtlRefusesIsRefused(String line) {
        assertThat(new HostLine(line).refusal()).isPresent();
    }

    @Test
    void linesOfTwoOwnersThatAreNotUsBelongToNobodyAndKeepTheirMarks() {
        String other = "192.0.2.8 photos.home.arpa # homelab:elsewhere/photos";

        assertThat(lines(other, "192.0.2.7 photos.home.arpa").observed("photos.home.arpa"))
                .isEqualTo(Observed.unowned(
                        new HostRecord("photos.home.arpa", List.of("192.0.2.7 photos.home.arpa", other))));
    }

    private static HostLines lines(String... texts) {
        return new HostLines(
                "contract",
                Optional.empty(),
                Stream.of(texts).map(HostLine::new).toList());
    }
}
