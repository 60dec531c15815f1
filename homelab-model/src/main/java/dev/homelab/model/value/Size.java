// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.homelab.model.pattern.AcceptsInteger;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;

/**
 * An amount of bytes. Two that mean as many bytes are equal, however they are written: {@code 512M}, {@code 512mb}, {@code 0.5g} and
 * {@code 536870912} are all kept as {@code 512m}.
 *
 * @param value a whole number and its unit, {@code b}, {@code k}, {@code m} or {@code g}, the greatest that leaves no fraction
 */
@AcceptsInteger(least = 10_000, most = Integer.MAX_VALUE)
public record Size(
        @JsonValue
        @NotNull(message = "must not be empty, such as 512m")
        @Pattern(regexp = Size.FORM, message = "must be a size with its unit, such as 512m")
        String value) {

    /**
     * As Compose reads it: bytes, or a number with a unit in either case, {@code 1G}, {@code 1GB} or {@code 1GiB}. Few bytes have their
     * unit, since it is more likely that one was forgotten.
     */
    static final String FORM =
            "^(?=[0-9. ]*[1-9])([0-9]{5,18}|[0-9]{1,18} ?[bB]|[0-9]{1,9}(\\.[0-9]{1,3})? ?[kKmMgGtTpP]([iI]?[bB])?)$";

    private static final java.util.regex.Pattern PARTS =
            java.util.regex.Pattern.compile("([0-9.]+) ?([bkmgtp]?)(i?b)?");
    private static final String UNITS = "bkmgtp";
    private static final String KEPT_UNITS = "bkmg";
    private static final int STEP = 10;

    public Size {
        value = value == null ? value : canonical(value); // to be judged by the constraints
    }

    @JsonCreator
    public static Size of(String value) {
        return new Size(value);
    }

    /** Returns the text itself if it has no such form, for the constraints to judge. */
    private static String canonical(String written) {
        if (!written.matches(FORM)) {
            return written;
        }
        Matcher parts = PARTS.matcher(written.toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            return written;
        }
        int power = Math.max(0, UNITS.indexOf(parts.group(2).isEmpty() ? "b" : parts.group(2)));
        BigDecimal unit = BigDecimal.valueOf(1L << (STEP * power));
        long bytes = new BigDecimal(parts.group(1)).multiply(unit).longValue();
        int kept = 0;
        while (kept + 1 < KEPT_UNITS.length() && bytes % (1L << STEP) == 0) {
            bytes >>= STEP;
            kept++;
        }
        return bytes + KEPT_UNITS.substring(kept, kept + 1);
    }

    @Override
    public String toString() {
        return value;
    }
}
