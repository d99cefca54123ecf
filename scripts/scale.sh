#!/usr/bin/env bash
# One, two and three instances behind HAProxy, on PostgreSQL and S3: how much more they carry, and what a visitor notices
# when one of them dies or stops, when all are replaced, when the database restarts and when the storage is away.
# Prints a table and writes target/scale/latest.json; fails where something failed, was lost or doubled, or an aim was missed.
# What the programs said is then in target/scale/logs.
#   SEED (1) · SCALE_SECONDS (10) of each measurement · SCALE_ROUNDS (2) of one, two and three instances
#   SCALE_QUOTA (20): percent of one core that each instance gets · SCALE_LOAD (70): percent of what two carry, while
#   one of three is broken
#   SCALE_FAULTS ("kill stop rolling database storage") · SCALE_SERVER: a server that is built already
. "$(dirname "$0")/lib.sh"

export PATH=$PATH:/usr/sbin
missing=()
if ! have psql || [ -z "$(postgres_bin)" ]; then missing+=(postgresql); fi
have haproxy || missing+=(haproxy)
scripts/scale/held.sh --how >/dev/null 2>&1 || missing+=(cpulimit)
packages "${missing[@]}"
scripts/scale/held.sh --how >/dev/null # or it says why not

scripts/tools.sh s3
if [ -z "${SCALE_SERVER:-}" ]; then
  scripts/tools.sh
  scripts/build.sh full
fi

mkdir -p target/scale
export SCALE_SERVER=${SCALE_SERVER:-$TARGET_DIR/release/soiree}
exec node scripts/scale/main.mjs "$ROOT/target/scale/latest.json"
