#!/usr/bin/env bash
# Makes the secrets of compose.scale.yaml, once: files in the folder secrets, which is in no image and no repository.
set -euo pipefail
cd "$(dirname "$0")/.."

[ ! -e secrets ] || { echo 'The folder secrets is there already.' >&2; exit 1; }
mkdir -m 700 secrets
random() { openssl rand -hex "$1"; }
keep() { printf '%s' "$2" >"secrets/$1"; }

password=$(random 24)
keep postgres_password "$password"
keep database_url "postgres://soiree:$password@postgres/soiree"
keep soiree_secret "$(random 32)"
keep s3_access_key "GK$(random 12)"
keep s3_secret_key "$(random 32)"
keep garage_rpc "$(random 32)"
keep garage_admin "$(random 32)"
# The programs in the containers run as users of their own; the folder keeps others out.
chmod 644 secrets/*
echo 'secrets/ is made. Keep a copy of secrets/soiree_secret with your backups: personal links depend on it.'
