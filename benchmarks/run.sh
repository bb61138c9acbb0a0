#!/usr/bin/env bash
# Measures Rekey beside a plain Spring Authorization Server, both on this machine, in the same run:
#
#   benchmarks/run.sh               everything, about a quarter of an hour; the tables also go to benchmarks/results/latest.md
#   benchmarks/run.sh --peer-only   without Rekey, and nothing is written
#
# First tokens, then questions about tokens: introspection, and the check that a gateway asks for. The servers share core 0, one of
# them under load at a time; the load comes from core 1. Each is sent 40,000 requests to warm up, then in 5 rounds 20,000, in turn,
# over 16 connections. The figures are medians of the rounds; CPU is the user and system time of the server process from /proc.
# Environment: CLIENTS (10000), ROUNDS, REQUESTS, WARM_UP, SKIP_BUILD=1. Needs Linux with two cores and taskset.
set -euo pipefail
cd "$(dirname "$0")/.."

CLIENTS=${CLIENTS:-10000}
PEER_ONLY=
[ "${1:-}" != --peer-only ] || PEER_ONLY=1
. benchmarks/lib.sh

start_rekey() { # start_rekey <name> <clients>: adds its targets
  local name=$1 clients=$2 port
  port=$(free_port)
  first_run "$name" "$port"
  local pid=$PID
  for format in jwt opaque; do
    echo "Creating $clients $format client(s)" >&2
    benchmark_class RekeyClients -- "$WORK/$name" "$port" "$clients" "$format" "$WORK/$name.$format"
    taskset -c 1 "${COMMAND[@]}"
  done
  TOKENS+=("Rekey JWT ES256 with $clients client(s),$pid,$port,TOKEN,$WORK/$name.jwt")
  TOKENS+=("Rekey opaque with $clients client(s),$pid,$port,TOKEN,$WORK/$name.opaque")
  for call in INTROSPECTION CHECK; do
    local what=introspection
    [ "$call" != CHECK ] || what="gateway check"
    QUESTIONS+=("Rekey $what JWT ES256 with $clients client(s),$pid,$port,$call,$WORK/$name.jwt")
    QUESTIONS+=("Rekey $what opaque with $clients client(s),$pid,$port,$call,$WORK/$name.opaque")
  done
}

start_peer() { # start_peer <name> <corretto>: starts it, sets PORT
  PORT=$(free_port)
  benchmark_class PlainAuthorizationServer "-Dcorretto=$2" -- "--server.port=$PORT"
  start "$1" "$PORT" "${COMMAND[@]}"
}

measure() { # measure <targets...>: prints their table
  benchmark_class Benchmark "-Drounds=${ROUNDS:-5}" "-Drequests=${REQUESTS:-20000}" "-Dwarm-up=${WARM_UP:-40000}" -- "$@"
  taskset -c 1 "${COMMAND[@]}"
}

if [ -z "${SKIP_BUILD:-}" ]; then
  modules=standalone,benchmarks
  [ -z "$PEER_ONLY" ] || modules=benchmarks
  ./mvnw -q -B -pl "$modules" -am -DskipTests package
fi

TOKENS=()
QUESTIONS=()
if [ -z "$PEER_ONLY" ]; then
  start_rekey rekey-1 1
  start_rekey rekey-many "$CLIENTS"
fi

printf 'jwt\ta-long-enough-secret-of-jwt\n' > "$WORK/peer.jwt"
printf 'opaque\ta-long-enough-secret-of-opaque\n' > "$WORK/peer.opaque"
start_peer peer-corretto true
TOKENS+=("Spring Authorization Server JWT ES256; Corretto,$PID,$PORT,TOKEN,$WORK/peer.jwt")
start_peer peer-opaque true
TOKENS+=("Spring Authorization Server opaque,$PID,$PORT,TOKEN,$WORK/peer.opaque")
start_peer peer-jdk false
TOKENS+=("Spring Authorization Server JWT ES256; JDK,$PID,$PORT,TOKEN,$WORK/peer.jwt")
port=$(free_port)
benchmark_class EmptyPost -- "$port"
start empty-post "$port" "${COMMAND[@]}"
TOKENS+=("Tomcat: an empty POST,$PID,$port,TOKEN,$WORK/peer.jwt")
measure "${TOKENS[@]}" > "$WORK/tokens.md"

# With a single token each, because the peer looks for one among all that it has ever issued.
start_peer peer-introspection-jwt true
QUESTIONS+=("Spring Authorization Server introspection JWT ES256; Corretto,$PID,$PORT,INTROSPECTION,$WORK/peer.jwt")
start_peer peer-introspection-opaque true
QUESTIONS+=("Spring Authorization Server introspection opaque,$PID,$PORT,INTROSPECTION,$WORK/peer.opaque")
measure "${QUESTIONS[@]}" > "$WORK/questions.md"

{
  where "server on one core, load on another, 16 connections"
  echo "Made by \`benchmarks/run.sh\`."
  echo
  echo "## Tokens"
  echo
  cat "$WORK/tokens.md"
  echo "## Questions about tokens"
  echo
  echo "Each token is asked about many times, as a gateway does: only the first time its signature is verified. The peer holds a single"
  echo "token, and has no gateway check."
  echo
  cat "$WORK/questions.md"
} > "$WORK/latest.md"
cat "$WORK/latest.md"
if [ -z "$PEER_ONLY" ]; then
  mkdir -p benchmarks/results
  cp "$WORK/latest.md" benchmarks/results/latest.md
  echo "For the README:" >&2
  awk -f benchmarks/readme.awk "$WORK/latest.md" "$WORK/latest.md" >&2
fi
