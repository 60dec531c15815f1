// SPDX-License-Identifier: Apache-2.0
/** What must hold for who signs in, and how. */
@NullMarked
package dev.homelab.model.rule.signin;

import org.jspecify.annotations.NullMarked;
