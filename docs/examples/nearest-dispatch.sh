#!/usr/bin/env bash
# docs/guides/nearest-dispatch.md from nothing, on this machine: bash docs/examples/nearest-dispatch.sh
. "$(dirname "$0")/host.sh"
start_host --region-latency ap-shanghai=300ms --region-latency na-siliconvalley=20ms

gse asset upload examples/chat/dist/package --name chat --region ap-shanghai
gse fleet create --region ap-shanghai --asset chat --name arena --launch chat --processes 2 --port 7000-7099
gse asset upload examples/chat/dist/package --name chat --region na-siliconvalley
gse fleet create --region na-siliconvalley --asset chat --name arena --launch chat --processes 2 --port 7100-7199

gse queue create arena --to arena na-siliconvalley:arena --timeout 30 --latency 80ms:10s 100ms:10s 150ms
expect "80ms:10s 100ms:10s 150ms"
gse queue show arena
expect "ap-shanghai       ACTIVE" "na-siliconvalley  ACTIVE"

# Shanghai is first in the queue, but too far for ada in the first ten seconds.
gse placement start arena --id match-1 --wait --player ada bob \
  --latency ada:ap-shanghai=100 ada:na-siliconvalley=50 bob:ap-shanghai=60 bob:na-siliconvalley=80
expect "match-1 is open to players at" "in na-siliconvalley" "ada "

# One limit that both regions keep: the order of the queue decides, though Silicon Valley is nearer to ada.
gse queue update arena --latency 150ms
gse placement start arena --id match-2 --wait --player ada bob \
  --latency ada:ap-shanghai=100 ada:na-siliconvalley=50 bob:ap-shanghai=60 bob:na-siliconvalley=80
expect "match-2 is open to players at" "in ap-shanghai"

# No region near enough for both: it fails at once, and waits for nothing.
refused gse placement start arena --id match-3 --wait --player ada bob \
  --latency ada:ap-shanghai=100 ada:na-siliconvalley=250 bob:ap-shanghai=260 bob:na-siliconvalley=80
expect "match-3 is FAILED"

# As a player's program measures it.
gse latency --player ada --region ap-shanghai --region na-siliconvalley
gse latency --player ada --region ap-shanghai --region na-siliconvalley --json > "$here/ada.json"
gse placement start arena --id match-4 --player ada --latency "@$here/ada.json" --wait
expect "match-4 is open to players at" "in na-siliconvalley"
