#!/usr/bin/env bash
# docs/guides/disaster-recovery.md from nothing, on this machine: bash docs/examples/disaster-recovery.sh
. "$(dirname "$0")/host.sh"
start_host

gse asset upload examples/chat/dist/package --name chat --region ap-shanghai
gse fleet create --region ap-shanghai --asset chat --name arena --launch chat --processes 2 --port 7000-7099
gse alias create --region ap-shanghai --name live --fleet arena
gse asset upload examples/chat/dist/package --name chat --region na-siliconvalley
gse fleet create --region na-siliconvalley --asset chat --name arena --launch chat --processes 4 --port 7100-7199
gse alias create --region na-siliconvalley --name live --fleet arena

gse queue create arena --to live na-siliconvalley:live --timeout 30 --latency 150ms

# Both regions are near enough: the first of the queue it is.
gse placement start arena --id 1 --wait --player ada bob \
  --latency ada:ap-shanghai=100 ada:na-siliconvalley=50 bob:ap-shanghai=60 bob:na-siliconvalley=80
expect "1 is open to players at" "in ap-shanghai"

# Nobody reaches Shanghai: a latency of 0. The same id serves again, as its placement is over.
gse placement start arena --id 1 --wait --player ada bob \
  --latency ada:ap-shanghai=0 ada:na-siliconvalley=50 bob:ap-shanghai=0 bob:na-siliconvalley=80
expect "1 is open to players at" "in na-siliconvalley"

# The same as players' programs find it out. The host comes back as one whose probe of Shanghai is out; the games go on meanwhile.
kill_host
start_host --region-latency ap-shanghai=down --region-latency na-siliconvalley=20ms
gse latency --player ada --region ap-shanghai --region na-siliconvalley
expect "no answer"
gse latency --player ada --region ap-shanghai --region na-siliconvalley --json > "$here/ada.json"
gse placement start arena --id 2 --player ada --latency "@$here/ada.json" --wait
expect "2 is open to players at" "in na-siliconvalley"

# A fleet that has failed is taken out of the queue: who brings no latencies is placed on the rest, too.
gse queue update arena --remove live
gse placement start arena --id 3 --player cleo --wait
expect "3 is open to players at" "in na-siliconvalley"

# Or the queue stays as it is, and the alias leads nowhere for a while: the queue passes it over.
gse queue update arena --to live na-siliconvalley:live
gse alias close live --message "Shanghai is being repaired"
gse placement start arena --id 4 --player dan --wait
expect "4 is open to players at" "in na-siliconvalley"

# Repaired: it is first again.
gse alias switch live --to arena
gse placement start arena --id 5 --player eve --wait
expect "5 is open to players at" "in ap-shanghai"
