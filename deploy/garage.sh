#!/usr/bin/env bash
# Gives Garage of compose.scale.yaml its place, the bucket and the key of secrets/, once.
set -euo pipefail
cd "$(dirname "$0")/.."

garage() { docker compose -f compose.scale.yaml exec -T garage /garage "$@"; }

node=$(garage node id -q | cut -d@ -f1)
garage layout assign --zone here --capacity "${1:-100G}" "$node"
garage layout apply --version 1
garage key import --yes -n soiree "$(cat secrets/s3_access_key)" "$(cat secrets/s3_secret_key)"
garage bucket create soiree
garage bucket allow --read --write soiree --key soiree
