// SPDX-License-Identifier: Apache-2.0
/**
 * The little of {@code find} and {@code tar} that a fake host understands: {@code find -L ROOT ... -exec tar -c -h -f - {} +}.
 *
 * <p>Start at {@link dev.homelab.lab.host.find.FindCommand}. What is not known here is refused, so that a client cannot pass here and
 * fail on a real host.
 */
@NullMarked
package dev.homelab.lab.host.find;

import org.jspecify.annotations.NullMarked;
