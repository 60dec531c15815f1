// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.pihole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.model.name.ServiceName;
import dev.homelab.provision.Change;
import dev.homelab.provision.Observed;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class HostLinesTest {

    private static final String OURS = "192.0.2.20 photos.home.arpa # homelab:contract/photos";
    private static final Change<HostRecord> CREATE = PiholeHome.create("photos", "192.0.2.20 photos.home.arpa");

    @Test
    void aNewLineGoesToTheEnd() {
        assertThat(lines("192.0.2.9 nas.lan").with(CREATE).texts()).containsExactly("192.0.2.9 nas.lan", OURS);
    }

    @Test
    void aChangeThatIsMadeChangesNothingMore() {
        HostLines before = lines("192.0.2.9 nas.lan");

        assertThat(before.with(CREATE).with(CREATE)).isEqualTo(before.with(CREATE));
        assertThat(before.with(CREATE)).isNotEqualTo(before);
    }

    @Test
    void spacesThatPiholeMakesOneAreNoDifference() {
        Observed<HostRecord> person =
                Observed.unowned(new HostRecord("nas.lan", List.of("192.0.2.9  nas.lan  # upstairs")));
        Change<HostRecord> back = new Change<>(
                ServiceName.of("nas"), Optional.of(PiholeHome.ours("nas", "192.0.2.20 nas.lan")), Optional.of(person));

        HostLines stored = lines("192.0.2.9 nas.lan # upstairs");
        assertThat(stored.with(back)).isEqualTo(stored);
    }

    @Test
    void anAdoptedLineGivesItsPlaceToOursAndBack() {
        HostLines before = lines("192.0.2.9 nas.lan", "192.0.2.8 photos.home.arpa # mine", "192.0.2.7 tv.lan");
        Observed<HostRecord> theirs = before.observed("photos.home.arpa");
        Change<HostRecord> adoption = new Change<>(ServiceName.of("photos"), Optional.of(theirs), CREATE.after());
        Change<HostRecord> back = new Change<>(ServiceName.of("photos"), CREATE.after(), Optional.of(theirs));

        assertThat(before.with(adoption).texts()).containsExactly("192.0.2.9 nas.lan", OURS, "192.0.2.7 tv.lan");
        assertThat(before.with(adoption).with(back)).isEqualTo(before);
    }

    @Test
    void linesThatAreNoRecordsAreKeptAndNotShown() {
        HostLines odd = lines("", "# a comment", "192.0.2.9");

        assertThat(odd.names()).isEmpty();
        assertThat(odd.with(CREATE).texts()).containsExactly("", "# a comment", "192.0.2.9", OURS);
    }

    @Test
    void linesOfTwoOwnersThatAreNotUsBelongToNobodyAndKeepTheirMarks() {
        String other = "192.0.2.8 photos.home.arpa # homelab:elsewhere/photos";

        assertThat(lines(other, "192.0.2.7 photos.home.arpa").observed("photos.home.arpa"))
                .isEqualTo(Observed.unowned(
                        new HostRecord("photos.home.arpa", List.of("192.0.2.7 photos.home.arpa", other))));
    }

    private static HostLines lines(String... texts) {
        return HostLines.of("contract", List.of(texts));
    }
}
