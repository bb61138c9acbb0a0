#!/usr/bin/env bash
# Finds or installs what the tests need and Maven does not bring: node, npm, nginx, and the npm packages of src/test/js.
set -euo pipefail
cd "$(dirname "$0")"
export PATH="$PATH:/usr/sbin"

retry() {
    for pause in 2 5 10; do
        "$@" && return
        sleep "$pause"
    done
    "$@"
}

has_node() { command -v npm > /dev/null && node -e 'process.exit(process.versions.node.split(".")[0] >= 18 ? 0 : 1)' 2> /dev/null; }
has_nginx() { command -v nginx > /dev/null; }

missing=()
has_node || missing+=(nodejs npm)
has_nginx || missing+=(nginx)
if [ ${#missing[@]} -gt 0 ]; then
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get > /dev/null; then
        echo "The tests of interop need node 18 or newer with npm, and nginx with auth_request. Missing: ${missing[*]}" >&2
        echo "On Debian and Ubuntu: sudo apt-get install ${missing[*]}. To leave these tests out: -pl '!interop'" >&2
        exit 1
    fi
    retry apt-get update -qq
    # In runlevel 1 no service is started: the tests start an nginx of their own.
    RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive retry apt-get install -y -qq --no-install-recommends "${missing[@]}"
    has_node && has_nginx
fi

# Beside node_modules, where node looks for imports.
mkdir -p target/js
cp -r src/test/js/. target/js/
cd target/js
if ! cmp -s package-lock.json node_modules/.installed; then
    retry npm ci --no-audit --no-fund --loglevel=error
    cp package-lock.json node_modules/.installed
fi
