#!/bin/sh
# What the tests need from the system: a browser, Chinese letters, PostgreSQL. Installs what is missing as root on Debian;
# elsewhere says loudly what will be skipped (and fails when nothing may be skipped).
set -u

look() { # what is missing, as names of packages
    missing=""
    command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || missing="$missing chromium"
    ls /usr/share/fonts/opentype/noto/NotoSansCJK* >/dev/null 2>&1 || fc-list :lang=zh 2>/dev/null | grep -q . || missing="$missing fonts-noto-cjk"
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1 || missing="$missing postgresql"
    [ -z "$missing" ]
}

look && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing for the tests:$missing"
    export DEBIAN_FRONTEND=noninteractive
    mkdir -p artifacts
    {
        apt-get update -qq
        # One that cannot be had (Ubuntu has no chromium package) must not keep the others away. No service is started: tests run their own.
        for package in $missing; do
            RUNLEVEL=1 apt-get install -y -qq --no-install-recommends "$package"
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
