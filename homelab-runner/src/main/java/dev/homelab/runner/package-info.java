// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.homelab.runner;

import org.jspecify.annotations.NullMarked;
