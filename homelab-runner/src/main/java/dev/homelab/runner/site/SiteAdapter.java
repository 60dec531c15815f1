// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.site;

import dev.homelab.adapter.files.FilesAdapter;
import dev.homelab.model.Catalog;
import java.util.Map;

/**
 * Publishes the site by runs. It says what definitions say, and nothing of the record and of targets: so a run that has nothing to change
 * writes no page.
 */
public final class SiteAdapter extends FilesAdapter {

    @Override
    protected Map<String, String> pages(Catalog catalog, boolean isPublic) {
        return new Pages().of(new SiteReader(catalog, isPublic).undated());
    }
}
