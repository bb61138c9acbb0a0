#!/usr/bin/env bash
# Measures what a change of a role with many members takes, each of whom has credentials of his own:
#
#   benchmarks/roles.sh    some minutes, most of which it takes to enter the members; the table goes to benchmarks/results/roles.md
#
# Each figure is the time from request to answer, the slower of two opposite changes; after each answer every member asks for a
# token, and all of them must have what the role says now. Environment: MEMBERS (10000), ROUNDS (5), SKIP_BUILD=1.
set -euo pipefail
cd "$(dirname "$0")/.."
. benchmarks/lib.sh

[ -n "${SKIP_BUILD:-}" ] || ./mvnw -q -B -pl standalone,benchmarks -am -DskipTests package

port=$(free_port)
first_run rekey "$port"
benchmark_class RoleMembers "-Drounds=${ROUNDS:-5}" -- "$WORK/rekey" "$port" "${MEMBERS:-10000}"
taskset -c 1 "${COMMAND[@]}" > "$WORK/table.md"
mkdir -p benchmarks/results
{
  where "server on one core, requests from another"
  echo "Made by \`benchmarks/roles.sh\`: from request to answer, the slower of two opposite changes; after each answer every member was asked."
  echo
  cat "$WORK/table.md"
} | tee benchmarks/results/roles.md
