// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homelab.adapter.support.file.LocalFolder;
import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.Owner;
import dev.homelab.provision.TargetException;
import dev.homelab.provision.ledger.Claims;
import dev.homelab.runner.reason.Applied;
import dev.homelab.spi.Folder;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerTest {

    private static final Owner FILMS = new Owner("home", ServiceName.of("films"));
    private static final Claims CLAIMED = Claims.none().with("films.lan", "films.lan,nas.lan", FILMS);

    @TempDir
    Path path;

    private Folder record;
    private SignedFolder signed;

    @BeforeEach
    void open() {
        record = new LocalFolder(path.resolve("record"));
        signed = TestRecord.in(record);
    }

    @Test
    void whatIsClaimedIsKnownToTheNextRun() {
        ledger().page("dns").write(CLAIMED);

        Claims read = ledger().page("dns").read();

        assertThat(read).isEqualTo(CLAIMED);
        assertThat(read.owner("films.lan", "films.lan,nas.lan")).contains(FILMS);
        assertThat(read.owner("films.lan", "films.lan,box.lan")).isEmpty();
        assertThat(ledger().page("other").read()).isEqualTo(Claims.none());
    }

    @Test
    void itIsReadableForPeople() {
        ledger().page("dns").write(CLAIMED);

        assertThat(record.read(Ledger.FILE).orElseThrow())
                .matches(
                        "(?s)\\{\\s+\"run\" : 0,\\s+\"targets\" : \\{\\s+\"dns\" : \\{\\s+\"films.lan\" : \\{\\s+\"[0-9a-f]{64}\" : \"home/films\".*");
    }

    @Test
    void aLedgerThatIsNotThereClaimsNothingAndIsNotMade() {
        Ledger ledger = ledger();

        assertThat(ledger.page("dns").read().isEmpty()).isTrue();
        ledger.page("dns").write(Claims.none());

        assertThat(record.exists()).isFalse();
    }

    @Test
    void aLedgerThatClaimsNothingAnyMoreStays() {
        Ledger ledger = ledger();
        ledger.page("dns").write(CLAIMED);

        ledger.page("dns").write(Claims.none());

        assertThat(record.files()).containsExactly(Ledger.FILE);
        assertThat(ledger().page("dns").read().isEmpty()).isTrue();
    }

    @Test
    void anOlderLedgerOrNoneIsNoticedOnceARunHasEnded() {
        Ledger ledger = ledger();
        ledger.page("dns").write(CLAIMED);
        String older = record.read(Ledger.FILE).orElseThrow();
        ledger.page("more").write(CLAIMED);
        new AppliedFile(signed).end(Applied.nothing(), new JournalEnd(0, "the end"), ledger.signature());
        assertThat(ledger().page("more").read()).isEqualTo(CLAIMED);

        record.write(Ledger.FILE, older, Folder.Access.SHARED);
        assertThatThrownBy(() -> ledger().page("dns").read())
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("is older than the rest");

        record.delete(Ledger.FILE);
        assertThatThrownBy(() -> ledger().page("dns").read())
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("is missing");
    }

    @Test
    void aRunThatLostTheLockToAnotherWritesNothing() {
        Ledger asleep = ledger();
        asleep.page("dns").write(CLAIMED);
        Ledger next = ledger();
        new AppliedFile(signed).begin(Applied.nothing(), 1, next.signature()).publish();
        next.page("more").write(CLAIMED);
        new AppliedFile(signed).end(Applied.nothing(), new JournalEnd(1, "the end"), next.signature());

        assertThatThrownBy(() -> asleep.page("dns").write(Claims.none()))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("lost the lock");
    }

    @Test
    void itIsReadOnceAndWrittenOnlyWhenItChanges() {
        ledger().page("dns").write(CLAIMED);
        AtomicInteger asked = new AtomicInteger();
        Ledger ledger = new Ledger(() -> {
            asked.incrementAndGet();
            return signed;
        });

        ledger.page("dns").read();
        ledger.page("dns").read();
        ledger.page("dns").write(CLAIMED);

        assertThat(asked).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"dns\": 3}", "{\"dns\": {\"films.lan\": \"home/films\"}}", "null"})
    void aDamagedLedgerStopsTheRunAndStaysAsItIs(String text) {
        record.write(Ledger.FILE, text, Folder.Access.SHARED);

        assertThatThrownBy(() -> ledger().page("dns").read())
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("run record does not verify")
                .hasMessageContaining(record.path() + "/" + Ledger.FILE);
        assertThatThrownBy(() -> ledger().page("dns").write(CLAIMED)).isInstanceOf(TargetException.class);
        assertThat(record.read(Ledger.FILE)).contains(text);
    }

    private Ledger ledger() {
        return new Ledger(() -> signed);
    }
}
