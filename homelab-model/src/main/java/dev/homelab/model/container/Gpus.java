// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.container;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.homelab.model.pattern.NullTolerant;
import dev.homelab.model.pattern.Patterns;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Optional;

/**
 * Graphics processors that a container is lent by their driver. One that is a device of the kernel, such as
 * {@code /dev/dri}, belongs to the devices instead.
 *
 * @param driver such as {@code nvidia}; the engine's choice when absent
 * @param count how many, or {@code all}
 * @param ids these ones, as the driver numbers them
 */
public record Gpus(
        Optional<@Pattern(regexp = Patterns.TEXT, message = "must not be empty, such as nvidia") String> driver,
        Optional<@Valid GpuCount> count,
        List<@NotBlank(message = "must not be empty, such as 0") String> ids) {

    public Gpus {
        ids = NullTolerant.of(ids);
    }

    @JsonIgnore
    @AssertTrue(message = "must have either count or ids, such as {driver: nvidia, count: all}")
    public boolean isEitherCountOrIds() {
        return count.isPresent() == ids.isEmpty();
    }
}
