// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.homelab.adapter;

import org.jspecify.annotations.NullMarked;
