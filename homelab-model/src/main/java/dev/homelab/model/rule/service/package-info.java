// SPDX-License-Identifier: Apache-2.0
/** What must hold between services, and of a service as a whole. */
@NullMarked
package dev.homelab.model.rule.service;

import org.jspecify.annotations.NullMarked;
