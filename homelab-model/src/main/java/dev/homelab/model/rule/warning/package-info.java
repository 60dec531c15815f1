// SPDX-License-Identifier: Apache-2.0
/** What a person should know although it keeps nothing from being applied. Judged only where nothing is wrong. */
@NullMarked
package dev.homelab.model.rule.warning;

import org.jspecify.annotations.NullMarked;
