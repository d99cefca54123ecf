#!/usr/bin/env bash
# Mails to a real mail server, as it stands elsewhere: with STARTTLS, a login, and a certificate of an authority that only
# this test knows.
. "$(dirname "$0")/../lib.sh"

if ! have openssl; then
  skip_loudly 'mail test: no openssl (Debian: apt-get install openssl).'
  echo 0 0 1 >>"$SOIREE_COUNTS"
  exit 0
fi
(cd end2end && npm ci --silent --no-audit --no-fund)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
new_key=(-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes)
openssl req -x509 "${new_key[@]}" -days 2 -subj /CN=authority -keyout "$work/authority.key" -out "$work/authority.pem" 2>/dev/null
openssl req "${new_key[@]}" -subj /CN=localhost -keyout "$work/key.pem" -out "$work/request.pem" 2>/dev/null
printf 'subjectAltName=DNS:localhost\nbasicConstraints=CA:FALSE\n' >"$work/extensions"
openssl x509 -req -in "$work/request.pem" -CA "$work/authority.pem" -CAkey "$work/authority.key" -CAcreateserial \
  -days 2 -extfile "$work/extensions" -out "$work/cert.pem" 2>/dev/null

cargo test "${SERVER_SIDE[@]}" --no-run --quiet # so that target/debug/soiree is the one that was tested
SOIREE_SMTP_PORT=$(free_port)
export SOIREE_SMTP_PORT
export SOIREE_MAIL=smtp SOIREE_MAIL_FROM='Soirée <party@example.org>' SOIREE_SMTP_HOST=localhost SOIREE_SMTP_TLS=starttls
export SOIREE_SMTP_USER=soiree SOIREE_SMTP_PASSWORD='a password of its own' SSL_CERT_FILE=$work/authority.pem
status=0
scripts/with-server.sh "$TARGET_DIR/debug/soiree" node end2end/mail/real-server.mjs "$work" || status=$?
if [ "$status" -eq 0 ]; then echo 1 0 0; else echo 0 1 0; fi >>"$SOIREE_COUNTS"
exit "$status"
