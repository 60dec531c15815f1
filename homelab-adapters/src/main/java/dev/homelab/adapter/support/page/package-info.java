// SPDX-License-Identifier: Apache-2.0
/** What a visitor finds behind any proxy, and where one signs in. Start at {@link dev.homelab.adapter.support.page.RoutePages}. */
@NullMarked
package dev.homelab.adapter.support.page;

import org.jspecify.annotations.NullMarked;
