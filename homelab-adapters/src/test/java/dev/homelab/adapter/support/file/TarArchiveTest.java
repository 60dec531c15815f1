// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TarArchiveTest {

    private static final String LONG = "opt/stacks/films/" + "long".repeat(40);

    @Test
    void severalArchivesInARowAreOne() {
        byte[] both = joined(ended(entry("a", '0', "one")), new byte[10_240], ended(entry("/b", '\0', "")));

        assertThat(TarArchive.files(both)).containsOnlyKeys("a", "b");
        assertThat(TarArchive.files(both).get("a")).asString(UTF_8).isEqualTo("one");
        assertThat(TarArchive.files(new byte[0])).isEmpty();
    }

    @Test
    void whatIsNoTextKeepsItsBytes() {
        byte[] bytes = new byte[1_300];
        new Random(7).nextBytes(bytes);

        assertThat(TarArchive.files(ended(entry("a", '0', new String(bytes, ISO_8859_1))))
                        .get("a"))
                .isEqualTo(bytes);
    }

    @Test
    void aLongPathIsReadAsGnuWritesIt() {
        byte[] archive =
                ended(joined(entry("././@LongLink", 'L', LONG + "\0"), entry(LONG.substring(0, 100), '0', "x")));

        assertThat(TarArchive.files(archive)).containsOnlyKeys(LONG);
    }

    @Test
    void aLongPathIsReadAsPosixWritesIt() {
        String record = " path=" + LONG + "\n";
        byte[] archive = ended(joined(
                entry("PaxHeaders/a", 'x', (record.length() + 3) + record),
                entry("a", '0', "x"),
                entry("b", '0', "y")));
        byte[] prefixed = entry("compose.yaml", '0', "x");
        System.arraycopy("ustar\0".getBytes(UTF_8), 0, prefixed, 257, 6);
        System.arraycopy("opt/stacks".getBytes(UTF_8), 0, prefixed, 345, 10);

        assertThat(TarArchive.files(archive)).containsOnlyKeys(LONG, "b");
        assertThat(TarArchive.files(ended(prefixed))).containsOnlyKeys("opt/stacks/compose.yaml");
    }

    @Test
    void aFileUnderASecondNameIsALink() {
        byte[] link = entry("b", '1', "");
        link[157] = 'a';

        assertThat(TarArchive.files(ended(joined(entry("a", '0', "one"), link))).get("b"))
                .asString(UTF_8)
                .isEqualTo("one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TarArchive.files(ended(link)))
                .withMessageContaining("a link to a file it has not");
    }

    @Test
    void whatIsNoFileIsPassedOver() {
        assertThat(TarArchive.files(ended(joined(entry("d/", '5', ""), entry("l", '2', ""), entry("a", '0', "")))))
                .containsOnlyKeys("a");
    }

    @Test
    void anArchiveThatIsCutOffAnywhereIsNone() {
        byte[] whole = ended(joined(entry("a", '0', "x".repeat(700)), entry("b", '0', "y")));

        for (int length = 1; length < whole.length - 512; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatIllegalArgumentException().isThrownBy(() -> TarArchive.files(part));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> TarArchive.files("no archive".getBytes(UTF_8)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TarArchive.files("no archive ".repeat(512).getBytes(UTF_8)));
    }

    private static byte[] entry(String name, char type, String content) {
        byte[] bytes = content.getBytes(ISO_8859_1);
        byte[] entry = new byte[512 + (bytes.length + 511) / 512 * 512];
        System.arraycopy(name.getBytes(UTF_8), 0, entry, 0, name.length());
        System.arraycopy("%011o ".formatted(bytes.length).getBytes(UTF_8), 0, entry, 124, 12);
        entry[156] = (byte) type;
        System.arraycopy("ustar  ".getBytes(UTF_8), 0, entry, 257, 7);
        System.arraycopy(bytes, 0, entry, 512, bytes.length);
        return entry;
    }

    private static byte[] ended(byte[] archive) {
        return joined(archive, new byte[1024]);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
