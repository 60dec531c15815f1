// SPDX-License-Identifier: Apache-2.0
/**
 * What a run says of itself. Data only: how a {@link dev.homelab.report.Report} looks on a terminal or in a message is
 * the business of the code that renders it.
 */
@NullMarked
package dev.homelab.report;

import org.jspecify.annotations.NullMarked;
