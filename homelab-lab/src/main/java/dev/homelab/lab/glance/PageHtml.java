// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.glance;

/** Pages as HTML. */
final class PageHtml {

    private PageHtml() {}

    /** A whole document. */
    static String document(Page page) {
        return "<!doctype html>\n<html><head><title>" + escaped(page.title()) + " - Glance</title></head>\n<body>\n"
                + content(page) + "</body></html>\n";
    }

    /** What lies between the borders of a page. */
    static String content(Page page) {
        StringBuilder html = new StringBuilder();
        for (Page.Widget widget : page.widgets()) {
            html.append("<section class=\"widget-type-").append(widget.type()).append("\">\n");
            if (!widget.title().isEmpty()) {
                html.append("<h2>").append(escaped(widget.title())).append("</h2>\n");
            }
            for (Page.Link link : widget.links()) {
                html.append("<a href=\"").append(escaped(link.url())).append("\">");
                html.append(escaped(link.title())).append("</a>\n");
            }
            html.append("</section>\n");
        }
        return html.toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&#34;");
    }
}
