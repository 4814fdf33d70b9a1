#!/usr/bin/env bash
# docs/guides/packing.md from nothing, on this machine: bash docs/examples/packing.sh
. "$(dirname "$0")/host.sh"

npm --workspace examples/hello run pack
gse doctor -- examples/hello/dist/package/hello
expect "Fit for GSE"

start_host
gse asset upload examples/hello/dist/package --name hello
gse fleet create --asset hello --launch hello --processes 3 --port 7000-7099
expect "is ACTIVE"

# Three sessions have three processes, each on a port of its own.
for name in one two three; do
  gse session create --fleet hello --name "$name" --max-players 2
  gse session join "$name" "player of $name" --json > "$here/joined"
  address=$(sed -E 's/.*"IpAddress":"([^"]*)".*/\1/' "$here/joined")
  port=$(sed -E 's/.*"Port":([0-9]+).*/\1/' "$here/joined")
  player=$(sed -E 's/.*"PlayerSessionId":"([^"]*)".*/\1/' "$here/joined")
  curl --silent --no-buffer "http://$address:$port/?playerSessionId=$player" | tee -a "$here/said" &
  expect "welcome to $name"
done
gse fleet show hello
expect "3 of 6"
gse logs one
expect 'hosting "one" for up to 2 players'

# What fails is told with the end of the process's log.
refused gse fleet create --asset hello --name wrong --launch no-such-file --port 7000-7099
expect "no-such-file"
