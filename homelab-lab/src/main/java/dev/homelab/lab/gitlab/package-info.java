// SPDX-License-Identifier: Apache-2.0
/** GitLab, as far as the notes of a merge request go. */
@NullMarked
package dev.homelab.lab.gitlab;

import org.jspecify.annotations.NullMarked;
