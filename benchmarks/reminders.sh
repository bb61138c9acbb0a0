#!/usr/bin/env bash
# Measures many clients whose secrets expire in the same hour: what their open deadlines cost, and how fast people are reminded, beside
# programs that get tokens:
#
#   benchmarks/reminders.sh    most of its time it creates the clients; the table goes to benchmarks/results/reminders.md
#
# A local mail server takes everything. Environment: CLIENTS (100000), SKIP_BUILD=1.
set -euo pipefail
cd "$(dirname "$0")/.."
. benchmarks/lib.sh

CLIENTS=${CLIENTS:-100000}
SERVER_CORES=0,1
[ -n "${SKIP_BUILD:-}" ] || ./mvnw -q -B -pl standalone,benchmarks -am -DskipTests package

mail_port=$(free_port)
port=$(free_port)
SETTINGS=(--rekey.demo.clock=true --server.address=127.0.0.1 --spring.mail.host=127.0.0.1 "--spring.mail.port=$mail_port")

run_rekey() { # run_rekey: sets SECONDS_TO_READY
  local begin
  begin=$(date +%s%N)
  first_run rekey "$port" "${SETTINGS[@]}"
  until curl -fs "http://127.0.0.1:$port/actuator/health/readiness" > "$WORK/readiness"; do sleep 0.05; done
  SECONDS_TO_READY=$(awk -v ns=$(($(date +%s%N) - begin)) 'BEGIN { printf "%.1f", ns / 1e9 }')
}

stop_rekey() {
  kill "$PID"
  wait "$PID" || true
}

measure() { # measure <arguments...>
  local password
  password=$(sed -n 's/^rekey.password=//p' "$WORK/rekey/postgres.properties")
  benchmark_class ManyReminders \
    "-Ddatabase=jdbc:postgresql://127.0.0.1:$(sed -n 4p "$WORK/rekey/postgres/postmaster.pid")/rekey?user=rekey&password=$password" -- "$@"
  "${COMMAND[@]}" >> "$WORK/table.md"
}

run_rekey
stop_rekey
run_rekey
empty=$SECONDS_TO_READY
measure create "$WORK/rekey" "$port" "$CLIENTS" "$WORK/clients"
stop_rekey
run_rekey
echo "| start until ready, with none and with all | $empty s, $SECONDS_TO_READY s |" >> "$WORK/table.md"
measure send "$WORK/rekey" "$port" "$PID" "$mail_port" "$WORK/clients"

mkdir -p benchmarks/results
{
  where "server, PostgreSQL, mail server and programs share two cores"
  echo "Made by \`benchmarks/reminders.sh\`. The programs ask for 100 tokens a second at most. Every client had exactly one mail."
  echo
  echo "| with $CLIENTS clients that expire in the same hour | |"
  echo "|---|---:|"
  cat "$WORK/table.md"
} | tee benchmarks/results/reminders.md
