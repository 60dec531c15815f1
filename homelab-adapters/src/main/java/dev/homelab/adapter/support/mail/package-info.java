// SPDX-License-Identifier: Apache-2.0
/** Mail by SMTP, the only place where a mail library is used. */
@NullMarked
package dev.homelab.adapter.support.mail;

import org.jspecify.annotations.NullMarked;
