// SPDX-License-Identifier: Apache-2.0
/** The texts of files that are imported, before anything is known of their form. */
@NullMarked
package dev.homelab.runner.importer.text;

import org.jspecify.annotations.NullMarked;
