// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.homelab.problem;

import org.jspecify.annotations.NullMarked;
