// SPDX-License-Identifier: Apache-2.0
/**
 * What must hold across records: one class per rule, judged by {@link dev.homelab.model.rule.CatalogValidator} together
 * with the constraints on the records themselves.
 *
 * <p>What belongs to the language of one kind of target, such as the keys under {@code compose}, never enters: its adapter
 * judges that.
 *
 * <p>A rule sees catalogs with mistakes in them, so that all of them are found in one run: it passes over what is missing
 * or malformed, which others report.
 */
@NullMarked
package dev.homelab.model.rule;

import org.jspecify.annotations.NullMarked;
