# For the scripts of the guides: a host of its own, on free ports, with its data in a folder of its own. When the script ends, the
# games are told to end, too, and the folder goes. Needs what `npm run build` makes.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
here=$(mktemp -d)
export TENCENTCLOUD_SECRET_ID=AKIDguide TENCENTCLOUD_SECRET_KEY=$$-$RANDOM$RANDOM
api=127.0.0.1:0
agent=127.0.0.1:0
mark=0
host=
touch "$here/said"

# What is said goes to the screen, and is kept for `expect`.
gse() {
  node host/bin/gse.js "$@" 2>&1 | tee -a "$here/said"
}

# start_host FLAG…: settles when calls are served. Started again it has the same addresses and data.
start_host() {
  # Emptied here and not by the background process: what the host before this one said must be gone before it is looked for.
  : > "$here/host.log"
  node host/bin/gse.js up --api "$api" --agent "$agent" --data "$here/data" --drain 20 "$@" >> "$here/host.log" 2>&1 &
  host=$!
  until grep -q '"msg":"gse is up"' "$here/host.log"; do
    kill -0 "$host" || { cat "$here/host.log" >&2; exit 1; }
    sleep 0.05
  done
  api=$(sed -n 's/.*"msg":"gse is up".*"api":"\([^"]*\)".*/\1/p;s/.*"api":"\([^"]*\)".*"msg":"gse is up".*/\1/p' "$here/host.log")
  agent=$(sed -n 's/.*"agent":"\([^"]*\)".*"msg":"gse is up".*/\1/p;s/.*"msg":"gse is up".*"agent":"\([^"]*\)".*/\1/p' "$here/host.log")
  export GSE_ENDPOINT=$api
}

# The host is gone at once, as with its machine's power; the games that run go on.
kill_host() {
  kill -KILL "$host"
  wait "$host" || true
}

# expect TEXT…: all of them have been said since the last time, or are within 30 seconds.
expect() {
  local tries text missing
  for tries in $(seq 300); do
    missing=
    for text in "$@"; do
      tail -n "+$((mark + 1))" "$here/said" | grep -F -- "$text" > "$here/found" || missing=$text
    done
    if [ -z "$missing" ]; then
      mark=$(wc -l < "$here/said")
      return
    fi
    sleep 0.1
  done
  echo "$0: nobody said \"$missing\"" >&2
  exit 1
}

# refused COMMAND…: it must be.
refused() {
  if "$@"; then
    echo "$0: this was not refused: $*" >&2
    exit 1
  fi
}

end() {
  local code=$?
  trap - EXIT
  kill -TERM "$host" || true
  wait "$host" || true
  rm -rf "$here"
  exit "$code"
}
trap end EXIT
