# shellcheck shell=bash
# js-yaml, the parser that Homepage reads its files with; Homepage itself is on no registry of packages. Nothing of it keeps running.

JSYAML_VERSION=4.1.1

jsyaml_folder() { printf '%s/js-yaml-%s' "$CACHE" "$JSYAML_VERSION"; }

install_jsyaml() {
  local folder
  folder=$(jsyaml_folder)
  install_package node nodejs
  install_package npm npm
  [ -f "$folder/node_modules/js-yaml/index.js" ] || {
    say "installing js-yaml $JSYAML_VERSION"
    npm install --prefix "$folder" --no-audit --no-fund --ignore-scripts "js-yaml@$JSYAML_VERSION" >"$CACHE/js-yaml.log" 2>&1
  }
}

start_jsyaml() { :; }

await_jsyaml() { [ -f "$(jsyaml_folder)/node_modules/js-yaml/index.js" ]; }

env_jsyaml() { printf 'JSYAML=%s/node_modules/js-yaml\n' "$(jsyaml_folder)"; }
