#!/usr/bin/env bash
# docs/guides/access.md from nothing, on this machine: bash docs/examples/access.sh
. "$(dirname "$0")/host.sh"
start_host

gse asset upload examples/chat/dist/package --name chat
gse fleet create --asset chat --name lobby --launch chat --processes 3 --port 7000-7099
gse alias create --name live --fleet lobby

# A session on a fleet: made by somebody, found by others.
gse session create --alias live --name Harbour --max-players 2
gse session join Harbour ada
expect "Harbour" "RESERVED"
gse session search "hasAvailablePlayerSessions=true" --fleet lobby
expect "Harbour"
gse session join Harbour bob
expect "RESERVED"
refused gse session join Harbour cleo
expect "ResourceInsufficient"

# A placement through a queue: a new session for players who were brought together, wherever there is room.
gse queue create matches --to live
gse placement start matches --id match-1 --max-players 2 --player cleo dan --wait
expect "match-1 is open to players at 127.0.0.1:" "cleo" "psess-"

# There is no third process: it waits until one is there, or until somebody does not want to wait any more.
gse session create --alias live --name Market
gse placement start matches --id match-2 --player eve finn
expect "match-2 is PENDING"
gse placement stop match-2
expect "CANCELLED"
gse placement start matches --id match-2 --player eve finn --wait &
gse session end Market
wait %%
expect "match-2 is open to players at"
