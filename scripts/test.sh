#!/bin/sh
# Runs the tests in parts and keeps each part's log in artifacts/. One part failing does not hide the others.
#   sh scripts/test.sh all | sqlite | postgres | browser
set -u
part="${1:-all}"
workers="${WORKERS:-2}"
python=.venv/bin/python
failed=""
notes=""
mkdir -p artifacts/logs

run() { # name, command…
    name="$1"
    shift
    echo "── $name"
    { "$@" 2>&1; echo $? >"artifacts/logs/$name.code"; } | tee "artifacts/logs/$name.log"
    code="$(cat "artifacts/logs/$name.code")"
    rm -f "artifacts/logs/$name.code"
    [ "$code" = 0 ] && return
    if [ "$name" = postgres ] && [ "$code" = 3 ] && ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
        [ "${QIPAN_REQUIRE_ALL:-0}" = 1 ] || { notes="$notes PostgreSQL-SKIPPED"; return; }
    fi
    failed="$failed $name($code)"
}

logs=""
want() { [ "$part" = all ] || [ "$part" = "$1" ]; }

if [ "$part" = all ]; then
    run words "$python" scripts/words.py check
    run lint sh -c ".venv/bin/python -m ruff check . && .venv/bin/lint-imports --no-cache"
fi
# A part opens only the folders it runs tests of: each worker reads every file it is shown.
if want sqlite; then
    logs="$logs sqlite"
    run sqlite "$python" -m pytest -q -n "$workers" --dist worksteal --ignore tests/browser \
        --junitxml artifacts/logs/sqlite.xml
fi
if want postgres; then
    logs="$logs postgres"
    run postgres "$python" scripts/with_postgres.py "$python" -m pytest -q -n "$workers" --dist worksteal \
        --ignore tests/browser --ignore tests/house --ignore tests/planner --ignore tests/examples -m "not once" --junitxml artifacts/logs/postgres.xml
fi
if want browser; then
    logs="$logs browser"
    # What fails is tried once more, and told, before it counts: a browser on a busy machine is late now and then.
    run browser "$python" -m pytest -q -n "$workers" --dist loadgroup --reruns 1 -rR \
        --junitxml artifacts/logs/browser.xml tests/browser
fi

# One closing line for all parts together, in the runner's own words.
total() {
    for name in $logs; do grep -E '^(=+ )?[0-9]+ (passed|failed|error)' "artifacts/logs/$name.log" 2>/dev/null | tail -n 1; done |
        grep -oE "[0-9]+ $1" | awk '{ sum += $1 } END { print sum + 0 }'
}
echo "──"
[ -n "$notes" ] && echo "NOT RUN:$notes"
[ -n "$failed" ] && echo "FAILED PARTS:$failed (see artifacts/logs)"
echo "$(total passed) passed, $(($(total failed) + $(total error))) failed, $(total skipped) skipped"
[ -z "$failed" ]
