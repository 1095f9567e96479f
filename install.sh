#!/bin/sh
main() {
  # Nothing is done before the last line of this file has come: it calls this.
  set -eu

  usage() {
    cat << 'END'
Installs askhow from a release, after comparing the archive with its checksum:
  install.sh [--to FOLDER]          (~/.local/bin if not said)
ASKHOW_RELEASE names another place of the archives and SHA256SUMS: an https address or a folder.
END
  }

  fail() {
    echo "askhow: $1" >&2
    exit 1
  }

  # Over https, where it is redirected as well; over http from this machine alone. Not every wget looks at certificates.
  fetch() {
    case $release in
      https://*) fetch_by =https "$1" ;;
      http://127.0.0.1:*) fetch_by =http "$1" ;;
      *://*) fail "$release is no https address" ;;
      *) cp "$release/$1" "$work/$1" ;;
    esac || fail "$release/$1 can't be had"
  }

  fetch_by() {
    command -v curl > /dev/null || fail "curl is needed"
    curl --proto "$1" --proto-redir "$1" --fail --silent --show-error --location --output "$work/$2" "$release/$2"
  }

  release=${ASKHOW_RELEASE:-@RELEASE@}
  to=${HOME:-.}/.local/bin

  while [ $# -gt 0 ]; do
    case $1 in
      --to) [ $# -gt 1 ] || fail "--to wants a folder"; to=$2; shift 2 ;;
      -h | --help) usage; exit 0 ;;
      *) fail "there is no option $1; --to FOLDER says where to install" ;;
    esac
  done
  case $release in @*) fail "this copy names no release: take install.sh from one, or set ASKHOW_RELEASE" ;; esac

  program=askhow
  case $(uname -s) in
    Linux) system=unknown-linux-gnu ;;
    Darwin) system=apple-darwin ;;
    MINGW* | MSYS* | CYGWIN*) system=pc-windows-msvc program=askhow.exe ;;
    *) fail "there is no archive for $(uname -s); \`cargo install --locked --path crates/askhow\` builds it" ;;
  esac
  case $(uname -m) in
    x86_64 | amd64) processor=x86_64 ;;
    aarch64 | arm64) processor=aarch64 ;;
    *) fail "there is no archive for $(uname -m); \`cargo install --locked --path crates/askhow\` builds it" ;;
  esac
  archive=askhow-$processor-$system.tar.gz

  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  trap 'exit 1' HUP INT TERM

  fetch SHA256SUMS
  fetch "$archive"
  wanted=$(sed -n "s/^\([0-9a-f]\{64\}\)  *\**$archive\$/\1/p" "$work/SHA256SUMS")
  [ -n "$wanted" ] || fail "SHA256SUMS has no line for $archive"
  if command -v sha256sum > /dev/null; then
    found=$(sha256sum "$work/$archive")
  else
    found=$(shasum -a 256 "$work/$archive")
  fi
  [ "${found%% *}" = "$wanted" ] || fail "$archive is not what SHA256SUMS says; nothing is installed"

  mkdir "$work/unpacked"
  tar -xzf "$work/$archive" -C "$work/unpacked"
  version=$("$work/unpacked/$program" --version) || fail "the program does not start here; nothing is installed"

  # Beside its place first, then renamed: a server that runs keeps its own copy.
  mkdir -p "$to"
  cp "$work/unpacked/$program" "$to/.$program.new"
  chmod 755 "$to/.$program.new"
  mv -f "$to/.$program.new" "$to/$program"
  echo "$version is in $to"
  case :$PATH: in
    *:"$to":*) ;;
    *) echo "Put it on your PATH: export PATH=\"$to:\$PATH\"" ;;
  esac
}
main "$@"
