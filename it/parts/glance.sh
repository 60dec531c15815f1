# shellcheck shell=bash
# Glance as a person would have it: a page with a widget of their own, and the one line that includes ours.

start_glance() {
  local dir=$1 port=$2 config=$1/glance/config
  mkdir -p "$config"
  cat >"$config/glance.yml" <<CONFIG
server: {host: 127.0.0.1, port: $port}
pages:
  - name: Home
    columns:
      - size: full
        widgets:
          - type: bookmarks
            title: My own bookmarks
            groups:
              - links:
                  - {title: Router, url: "http://router.home.arpa"}
          - \$include: homelab-home.yml
CONFIG
  # Glance does not start without the file it includes.
  cat >"$config/homelab-home.yml" <<'CONFIG'
- type: html
  source: <p>No services yet.</p>
CONFIG
  start "$dir" glance "$GLANCE" --config "$config/glance.yml"
}

await_glance() { wait_for 20 "$1" glance answers "http://127.0.0.1:$2/api/healthz"; }
