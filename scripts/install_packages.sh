#!/bin/sh
# The Debian packages that the tests use: a browser, a database, a web server, Korean fonts. Says what is missing where it may not install.
set -eu

missing=""
need() { # need PACKAGE TEST...
    package=$1
    shift
    "$@" >/dev/null 2>&1 || missing="$missing $package"
}
has_korean_font() { fc-list :lang=ko | grep -q .; }
has_postgres() { ls /usr/lib/postgresql/*/bin/initdb; }

need chromium test -x /usr/bin/chromium
need postgresql has_postgres
need nginx sh -c 'PATH=$PATH:/usr/sbin command -v nginx'
need fonts-noto-cjk has_korean_font

[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing$missing"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq || true
    # shellcheck disable=SC2086  # the names are to be split
    apt-get install -y -qq --no-install-recommends fontconfig $missing >/dev/null
else
    echo "The tests use these packages, which are not here:$missing (Debian: apt-get install$missing)" >&2
fi
