#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs homelab from its tar.gz, replaces an earlier version, or removes it. Needs no root and writes below one prefix only.
set -eu

usage() {
    cat <<'TEXT'
usage: install.sh [--prefix DIRECTORY] [ARCHIVE [SHA256SUMS]]
       install.sh [--prefix DIRECTORY] --uninstall

ARCHIVE is homelab-VERSION.tar.gz, a file or a URL (default: the one beside this script). SHA256SUMS has its checksum (default: the file
of this name beside the archive). The prefix is ~/.local unless given.
TEXT
}

fail() {
    printf 'install.sh: %s\n' "$1" >&2
    exit 1
}

prefix=${HOME:+$HOME/.local}
action=install
archive=
sums=
while [ $# -gt 0 ]; do
    case $1 in
        --prefix)
            [ $# -gt 1 ] || fail "--prefix needs a directory"
            prefix=$2
            shift
            ;;
        --prefix=*) prefix=${1#*=} ;;
        --uninstall) action=uninstall ;;
        -h | --help)
            usage
            exit 0
            ;;
        -*) fail "there is no option $1 (install.sh --help)" ;;
        *)
            [ -z "$sums" ] || fail "too many arguments (install.sh --help)"
            if [ -z "$archive" ]; then archive=$1; else sums=$1; fi
            ;;
    esac
    shift
done
[ -n "$prefix" ] || fail "no HOME here: give --prefix DIRECTORY"
case $prefix in /*) ;; *) prefix=$PWD/$prefix ;; esac
home=$prefix/lib/homelab

# What is linked from where programs, man and the shells look, to the program directory.
links() { # COMMAND: calls it with each link and its target
    "$1" bin/homelab ../lib/homelab/bin/homelab
    "$1" share/man/man1/homelab.1 ../../../lib/homelab/share/man/man1/homelab.1
    "$1" share/bash-completion/completions/homelab ../../../lib/homelab/completion/homelab.bash
    "$1" share/zsh/site-functions/_homelab ../../../lib/homelab/completion/_homelab
    "$1" share/fish/vendor_completions.d/homelab.fish ../../../lib/homelab/completion/homelab.fish
}

is_own() { # LINK TARGET
    [ -L "$prefix/$1" ] && [ "$(readlink -- "$prefix/$1")" = "$2" ]
}

refuse_others() {
    is_own "$1" "$2" || { [ ! -e "$prefix/$1" ] && [ ! -L "$prefix/$1" ]; } ||
        fail "$prefix/$1 exists and is not from this script. Remove it, or choose another --prefix."
}

# directory DIRECTORY: makes it, and writes down each directory that was missing, for --uninstall.
directory() {
    [ ! -d "$1" ] || return 0
    directory "${1%/*}"
    mkdir -- "$1"
    made="$1
$made"
}

link() {
    directory "$prefix/$(dirname -- "$1")"
    is_own "$1" "$2" || ln -s -- "$2" "$prefix/$1"
}

unlink_own() {
    ! is_own "$1" "$2" || rm -- "$prefix/$1"
}

if [ "$action" = uninstall ]; then
    [ -f "$home/lib/homelab.jar" ] || fail "homelab is not installed in $prefix"
    links unlink_own
    made=$(cat -- "$home/directories" 2>/dev/null || true)
    rm -rf -- "$home"
    rm -f -- "${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}"/homelab/homelab-*.jsa
    rmdir -- "${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}/homelab" 2>/dev/null || true
    printf '%s\n' "$made" | while IFS= read -r each; do
        [ -z "$each" ] || rmdir -- "$each" 2>/dev/null || true # what others use stays
    done
    printf 'homelab is removed from %s. Definitions, root key and services are kept.\n' "$prefix"
    exit 0
fi

if [ -z "$archive" ]; then
    for each in "$(dirname -- "$0")"/homelab-*.tar.gz; do
        [ -f "$each" ] || fail "no homelab-VERSION.tar.gz beside this script: give its path or URL"
        [ -z "$archive" ] || fail "more than one homelab-VERSION.tar.gz beside this script: give the path of one"
        archive=$each
    done
fi
[ -n "$sums" ] || case $archive in
    */*) sums=${archive%/*}/SHA256SUMS ;;
    *) sums=SHA256SUMS ;;
esac

work=$(mktemp -d "${TMPDIR:-/tmp}/homelab-install.XXXXXX")
new=$prefix/lib/.homelab.new.$$
old=$prefix/lib/.homelab.old.$$
# shellcheck disable=SC2329 # the trap calls it
cleanup() {
    [ ! -d "$old" ] || [ -e "$home" ] || mv -- "$old" "$home"
    rm -rf -- "$work" "$new" "$old"
}
trap cleanup EXIT
trap 'exit 1' INT TERM HUP

fetch() { # FILE-OR-URL: prints the path of the file
    case $1 in
        http://* | https://* | file://*)
            if command -v curl >/dev/null 2>&1; then
                curl -fsSL -o "$work/${1##*/}" -- "$1" || fail "$1 cannot be fetched"
            elif command -v wget >/dev/null 2>&1; then
                wget -q -O "$work/${1##*/}" -- "$1" || fail "$1 cannot be fetched"
            else
                fail "neither curl nor wget is here to fetch $1"
            fi
            printf '%s\n' "$work/${1##*/}"
            ;;
        *)
            [ -f "$1" ] || fail "there is no file $1"
            printf '%s\n' "$1"
            ;;
    esac
}
file=$(fetch "$archive")
list=$(fetch "$sums")

expected=
while read -r sum name; do
    [ "${name#\*}" != "${archive##*/}" ] || expected=$sum
done <"$list"
[ -n "$expected" ] || fail "$sums has no checksum of ${archive##*/}. Nothing was installed."
if command -v sha256sum >/dev/null 2>&1; then
    actual=$(sha256sum <"$file")
else
    actual=$(shasum -a 256 <"$file")
fi
[ "${actual%% *}" = "$expected" ] ||
    fail "${archive##*/} has another checksum than $sums says: it is damaged or not the one. Nothing was installed."

links refuse_others
[ ! -e "$home" ] || [ -f "$home/lib/homelab.jar" ] || fail "$home exists and is not from this script. Choose another --prefix."
made=$(cat -- "$home/directories" 2>/dev/null || true)
directory "$prefix/lib"
mkdir -- "$new"
tar -xzf "$file" -C "$new"
for each in "$new"/homelab-*; do
    [ -f "$each/lib/homelab.jar" ] || fail "${archive##*/} is not an archive of homelab. Nothing was installed."
    [ ! -e "$home" ] || mv -- "$home" "$old"
    mv -- "$each" "$home"
done
links link
printf '%s\n' "$made" >"$home/directories"

if says=$("$home/bin/homelab" --version 2>&1); then # also makes the archive of classes
    printf '%s is installed in %s.\n' "$says" "$prefix"
else
    printf 'homelab is installed in %s, and does not start yet:\n\n%s\n\n' "$prefix" "$says"
fi
case :$PATH: in
    *:"$prefix/bin":*) ;;
    *)
        # shellcheck disable=SC2016 # the shell that reads the line expands it
        printf 'Add it to PATH, in ~/.profile:\n\n  export PATH="%s/bin:$PATH"\n\n' "$prefix"
        ;;
esac
if command -v zsh >/dev/null 2>&1; then
    printf 'For completion in zsh, before compinit in ~/.zshrc:\n\n  fpath=("%s/share/zsh/site-functions" $fpath)\n\n' "$prefix"
fi
printf 'To remove it: %s/install.sh%s --uninstall\n' "$home" "$([ "$prefix" = "${HOME:-}/.local" ] || printf ' --prefix "%s"' "$prefix")"
