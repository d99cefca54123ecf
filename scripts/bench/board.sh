#!/usr/bin/env bash
# board.sh NAME: measures the first page of the board, as a guest by link sees it.
. "$(dirname "$0")/measure.sh"

BENCH_COOKIE=$(of guest.cookie) measure board.json "$1" "$(of party)/board"
