// SPDX-License-Identifier: Apache-2.0
/**
 * The homelab as pages that people read. Start at {@link dev.homelab.runner.site.Site}, which is plain data; {@link
 * dev.homelab.runner.site.Pages} renders it, and {@link dev.homelab.runner.site.SiteFolder} alone writes files. No secret and no fingerprint
 * may enter this package's data.
 */
@NullMarked
package dev.homelab.runner.site;

import org.jspecify.annotations.NullMarked;
