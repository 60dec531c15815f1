// SPDX-License-Identifier: Apache-2.0
/** What must hold between definitions and the proxy: names, certificates, and what is said to it in its own words. */
@NullMarked
package dev.homelab.model.rule.proxy;

import org.jspecify.annotations.NullMarked;
