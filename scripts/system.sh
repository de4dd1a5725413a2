#!/bin/sh
# What the tests need from the system: a browser, Chinese letters, PostgreSQL. Installs what is missing as root on Debian;
# elsewhere says loudly what will be skipped (and fails when nothing may be skipped).
set -u

# Chromium without windows of its own judges as the whole one does, for a quarter less work; either will do.
browser=chromium-headless-shell

has() { # is one of these commands there
    for name in "$@"; do command -v "$name" >/dev/null 2>&1 && return 0; done
    return 1
}

look() { # what is missing, as names of packages
    missing=""
    has "$browser" chromium chromium-browser || missing="$missing $browser"
    ls /usr/share/fonts/opentype/noto/NotoSansCJK* >/dev/null 2>&1 || fc-list :lang=zh 2>/dev/null | grep -q . || missing="$missing fonts-noto-cjk"
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || has initdb || missing="$missing postgresql"
    [ -z "$missing" ]
}

get() { # no service is started: tests run their own
    RUNLEVEL=1 apt-get install -y -qq --no-install-recommends "$1"
}

look && exit 0

if [ "$(id -u)" = 0 ] && has apt-get; then
    echo "Installing for the tests:$missing"
    export DEBIAN_FRONTEND=noninteractive
    mkdir -p artifacts
    {
        apt-get update -qq
        # One that cannot be had (Ubuntu has no such browser) must not keep the others away.
        for package in $missing; do
            get "$package" || { [ "$package" = "$browser" ] && get chromium; }
        done
    } >artifacts/system.log 2>&1
    look && exit 0 # what counts is what is there now, not what apt says
    tail -n 20 artifacts/system.log
fi
echo "==========================================================================="
echo "MISSING:$missing"
echo "The tests that need them will be SKIPPED. On Debian: apt-get install$missing"
echo "==========================================================================="
[ "${QIPAN_REQUIRE_ALL:-0}" = 1 ] && exit 1
exit 0
