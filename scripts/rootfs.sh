#!/usr/bin/env bash
# Puts the program, the browser's files and what they need of the system into a folder: a root file system without
# anything else, neither a shell nor a package manager.
#   rootfs.sh FOLDER
. "$(dirname "$0")/lib.sh"

root=${1:?which folder?}
user=10001
[ ! -e "$root" ] || die "$root is there already."

install -d "$root/etc/ssl/certs" "$root/soiree/target" "$root/soiree/data"
install -d -m 1777 "$root/tmp"
install -m 755 "$TARGET_DIR/release/soiree" "$root/soiree/soiree"
strip --strip-all "$root/soiree/soiree"
cp -R "$SITE" "$root/soiree/target/site"
cp LICENSE LICENSE-APACHE LICENSE-MIT "$root/soiree/"

# The libraries that it is linked with, at their places, and what libheif opens only when it decodes.
programs=("$TARGET_DIR/release/soiree")
if ldd "${programs[0]}" | grep 'libheif\.so' >/dev/null; then
  plugins=(/usr/lib/*/libheif/plugins/libheif-{dav1d,libde265}.so)
  cp -L --parents "${plugins[@]}" "$root"
  programs+=("${plugins[@]}")
fi
for program in "${programs[@]}"; do ldd "$program"; done | grep -o '/[^ ]*' | sort -u |
  while read -r library; do cp -L --parents "$library" "$root"; done
cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
echo 'hosts: files dns' >"$root/etc/nsswitch.conf"
echo "soiree:x:$user:$user::/soiree:/nonexistent" >"$root/etc/passwd"
echo "soiree:x:$user:" >"$root/etc/group"
chown "$user:$user" "$root/soiree/data"
say "$root holds $(du -s --block-size=1000000 --apparent-size "$root" | cut -f1) MB."
