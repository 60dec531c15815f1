// SPDX-License-Identifier: Apache-2.0
/** What all records of the model are made with: copies that tolerate nulls, and forms that several texts share. */
@NullMarked
package dev.homelab.model.pattern;

import org.jspecify.annotations.NullMarked;
