# shellcheck shell=bash
# Keycloak, whose database is in memory: each start is a fresh server. It is built once, as its own script does at a first start; a Java
# from 17 on runs it. Its own script is not used to start it: it would stand between us and the process to stop.

KEYCLOAK_VERSION=26.4.0
KEYCLOAK=$CACHE/keycloak-$KEYCLOAK_VERSION

install_keycloak() {
  [ ! -e "$KEYCLOAK/built" ] || return 0
  local part=$CACHE/keycloak-part log=$CACHE/keycloak.log
  say "installing Keycloak $KEYCLOAK_VERSION (about a minute)"
  mkdir -p "$CACHE"
  rm -rf "$part" "$KEYCLOAK"
  if ! { mvn -B -ntp dependency:get -Dtransitive=false \
    -Dartifact="org.keycloak:keycloak-quarkus-dist:$KEYCLOAK_VERSION:zip" &&
    mvn -B -ntp dependency:unpack -DoutputDirectory="$part" \
      -Dartifact="org.keycloak:keycloak-quarkus-dist:$KEYCLOAK_VERSION:zip" &&
    mv "$part/keycloak-$KEYCLOAK_VERSION" "$KEYCLOAK" &&
    bash "$KEYCLOAK/bin/kc.sh" build --db=dev-mem; } >"$log" 2>&1 </dev/null; then
    say "could not install Keycloak $KEYCLOAK_VERSION (a zip at Maven Central); the end of $log:"
    tail -n 5 "$log" >&2
    return 1
  fi
  rm -rf "$part"
  : >"$KEYCLOAK/built"
}

keycloak_folder() { printf '%s/keycloak' "$1"; }

keycloak_url() { printf 'http://127.0.0.1:%s' "$(cat "$(keycloak_folder "$1")/port")"; }

start_keycloak() {
  local dir=$1 folder port
  folder=$(keycloak_folder "$dir")
  port=$(free_ports 1)
  mkdir -p "$folder"
  printf '%s\n' "$port" >"$folder/port"
  (umask 077 && head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n' >"$folder/secret")
  # Its first administrator is the service account of a client of the realm master.
  KC_BOOTSTRAP_ADMIN_CLIENT_ID=homelab KC_BOOTSTRAP_ADMIN_CLIENT_SECRET=$(cat "$folder/secret") \
    start "$dir" keycloak java -Xms64m -Xmx512m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \
    -Dkc.home.dir="$KEYCLOAK" -Djboss.server.config.dir="$KEYCLOAK/conf" -Djava.io.tmpdir="$folder" \
    -Djava.util.logging.manager=org.jboss.logmanager.LogManager -Dpicocli.disable.closures=true \
    -Dquarkus-log-max-startup-records=10000 \
    -cp "$KEYCLOAK/lib/quarkus-run.jar" io.quarkus.bootstrap.runner.QuarkusEntryPoint \
    start --optimized --cache=local --http-enabled=true --http-host=127.0.0.1 --http-port="$port" --hostname-strict=false
}

await_keycloak() { wait_for 90 "$1" keycloak answers "$(keycloak_url "$1")/realms/master/.well-known/openid-configuration"; }

env_keycloak() {
  printf 'KEYCLOAK_URL=%s\nKEYCLOAK_CLIENT=homelab\nKEYCLOAK_SECRET=%s\n' \
    "$(keycloak_url "$1")" "$(cat "$(keycloak_folder "$1")/secret")"
}
