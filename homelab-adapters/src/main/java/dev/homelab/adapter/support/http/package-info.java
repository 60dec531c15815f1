// SPDX-License-Identifier: Apache-2.0
/** HTTP APIs: Retrofit interfaces over Apache HttpClient. OkHttp's types are here, its client never is. */
@NullMarked
package dev.homelab.adapter.support.http;

import org.jspecify.annotations.NullMarked;
