#!/usr/bin/env bash
# held.sh NAME PERCENT COMMAND…: runs the command with so much of one core and no more: in a cgroup of its own where that is
# allowed (version 2 or 1), else with cpulimit, which stops and continues it many times a second.
# held.sh --how tells which it will be; held.sh --clear NAME takes the cgroup away.
set -euo pipefail

PERIOD=20000 # microseconds: short, so that whoever has used up the share waits only for a moment
v2=/sys/fs/cgroup v1=/sys/fs/cgroup/cpu

# share_v2 NAME PERCENT, share_v1 NAME PERCENT: make a cgroup with this share; fail where that is not allowed, as in many
# containers, whose root cgroup has processes in it.
share_v2() {
  grep -qw cpu "$v2/cgroup.controllers" || return 1
  grep -qw cpu "$v2/cgroup.subtree_control" || echo +cpu >"$v2/cgroup.subtree_control" || return 1
  mkdir -p "$v2/$1" || return 1
  echo "$((PERIOD * $2 / 100)) $PERIOD" >"$v2/$1/cpu.max"
}
share_v1() {
  [ -f "$v1/cpu.cfs_quota_us" ] || return 1
  mkdir -p "$v1/$1" || return 1
  echo "$PERIOD" >"$v1/$1/cpu.cfs_period_us" || return 1
  echo "$((PERIOD * $2 / 100))" >"$v1/$1/cpu.cfs_quota_us"
}

# works v2|v1: tries it, with this script itself.
works() {
  local folder=$v2
  [ "$1" = v2 ] || folder=$v1
  (
    trap 'rmdir "$folder/soiree-try-$$" 2>/dev/null' EXIT
    "share_$1" "soiree-try-$$" 50 && sh -c "echo \$\$ >'$folder/soiree-try-$$/cgroup.procs'"
  ) 2>/dev/null
}

how() {
  if works v2; then
    echo 'cgroup v2'
  elif works v1; then
    echo 'cgroup v1'
  elif command -v cpulimit >/dev/null; then
    echo cpulimit
  else
    echo 'No way to hold an instance to its share: cgroups are not writable, and cpulimit is missing' \
      '(Debian: apt-get install cpulimit).' >&2
    exit 1
  fi
}

case $1 in
  --how)
    how
    exit
    ;;
  --clear)
    rmdir "$v2/soiree-$2" "$v1/soiree-$2" 2>/dev/null || true
    exit
    ;;
esac

name=soiree-$1 percent=$2
shift 2
case $(how) in
  'cgroup v2')
    share_v2 "$name" "$percent"
    echo $$ >"$v2/$name/cgroup.procs"
    ;;
  'cgroup v1')
    share_v1 "$name" "$percent"
    echo $$ >"$v1/$name/cgroup.procs"
    ;;
  *) cpulimit -z -l "$percent" -p $$ >/dev/null 2>&1 & ;;
esac
exec "$@"
