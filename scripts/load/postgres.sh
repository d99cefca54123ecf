#!/usr/bin/env bash
# postgres.sh FOLDER PORT: a durable PostgreSQL on loopback with its data in the folder, in the foreground. SIGINT stops it
# at once and in order; started again on the same folder, it goes on.
. "$(dirname "$0")/../lib.sh"

folder=$1 port=$2
bin=$(postgres_bin)
[ -n "$bin" ] || die 'No PostgreSQL server found (Debian: apt-get install postgresql).'

# It does not want to run as root.
as=()
if [ "$(id -u)" -eq 0 ]; then
  user=postgres
  id "$user" >/dev/null 2>&1 || user=nobody
  as=(setpriv --reuid="$user" --regid="$(id -g "$user")" --init-groups env HOME=/nonexistent)
fi
if [ ! -d "$folder/data" ]; then
  mkdir -p "$folder"
  [ ${#as[@]} -eq 0 ] || chown "$user" "$folder"
  "${as[@]}" "$bin/initdb" -D "$folder/data" -U soiree -A trust -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null
fi
exec "${as[@]}" "$bin/postgres" -D "$folder/data" -h 127.0.0.1 -p "$port" -k '' -c max_connections=200 \
  -c shared_buffers=128MB
