#!/usr/bin/env bash
# docs/guides/updating.md from nothing, on this machine: bash docs/examples/updating.sh
. "$(dirname "$0")/host.sh"
start_host

gse asset upload examples/chat/dist/package --name chat --asset-version 1
gse fleet create --asset chat --name "chat 1" --launch chat --processes 2 --port 7000-7099
gse alias create --name live --fleet "chat 1"

# A fleet that an alias leads to stays.
refused gse fleet delete "chat 1"
expect "ResourceInUse" "live"

gse session create --alias live --name "first match"
expect "is open to players"

update() {
  gse asset upload examples/chat/dist/package --name chat-2 --asset-version 2
  gse fleet create --asset chat-2 --name "chat 2" --launch chat --processes 2 --port 7000-7099
  gse alias switch live --to "chat 2" --wait-empty
  gse fleet delete "chat 1"
}
update &
expect "live leads to" "go on until they end"

# The match goes on where it began, and the next one is on the other fleet.
gse session list --fleet "chat 1"
expect "first match  ACTIVE"
gse session create --alias live --name "second match"
expect "is open to players"
gse session list --fleet "chat 2"
expect "second match  ACTIVE"

gse session end "first match" --fleet "chat 1"
wait %%
expect "is empty" "is being deleted"

gse alias close live --message "back at noon"
refused gse session create --alias live
expect "ResourceUnavailable: back at noon"
