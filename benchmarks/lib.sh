# What the measuring scripts share: sourced from the root of the project. Needs Linux with two cores and taskset.
WORK=$(mktemp -d)
PIDS=()

finish() {
  for pid in "${PIDS[@]}"; do kill "$pid" 2>/dev/null || true; done
  for pid in "${PIDS[@]}"; do wait "$pid" 2>/dev/null || true; done
  rm -rf "$WORK"
}
trap finish EXIT

free_port() { # between the ports that outgoing connections take and the well-known ones
  local port
  while port=$((20000 + RANDOM % 10000)); (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done
  echo "$port"
}

# start <name> <port> <command...>: sets PID, waits until the port answers
start() {
  local name=$1 port=$2
  shift 2
  echo "Starting $name on port $port" >&2
  taskset -c "${SERVER_CORES:-0}" "$@" > "$WORK/$name.log" 2>&1 &
  PID=$!
  PIDS+=("$PID")
  until (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
    kill -0 "$PID" 2>/dev/null || { cat "$WORK/$name.log" >&2; exit 1; }
    sleep 0.2
  done
}

benchmark_class() { # benchmark_class <class> [-Dproperty...] -- <arguments...>
  local class=$1
  shift
  local properties=()
  while [ "$1" != -- ]; do properties+=("$1"); shift; done
  shift
  COMMAND=(java -XX:+ExitOnOutOfMemoryError "${properties[@]}" "-Dloader.main=org.rekey.benchmarks.$class" -jar benchmarks/target/benchmarks.jar "$@")
}

# first_run <name> <port> [settings...]: starts Rekey with an empty data directory, waits until it has an administrator
first_run() {
  start "$1" "$2" java -XX:+ExitOnOutOfMemoryError -jar standalone/target/rekey.jar "--server.port=$2" "--rekey.data-dir=$WORK/$1" "${@:3}"
  until [ -s "$WORK/$1/first-run.json" ]; do
    kill -0 "$PID" || { cat "$WORK/$1.log" >&2; exit 1; }
    sleep 0.2
  done
}

where() { # where and when it was measured
  echo "Measured on $(date -u +%F) at commit $(git rev-parse --short HEAD): $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1),"
  echo "$1; $(java -version 2>&1 | sed -n 2p | grep -o 'build [^,)]*' | sed 's/build/OpenJDK/')."
}
