#!/usr/bin/env bash
# Builds the image and starts it as it is meant to run: as its own user, with a read-only root file system.
# Where no container engine is at hand, the steps of the Dockerfile are carried out in a fresh Debian (mmdebstrap or
# debootstrap, and chroot; root only), with this machine's Rust and build tools in place of those of the base image.
# With SOIREE_BUILD_ROOT=FOLDER the fresh Debian is kept there, and used again.
. "$(dirname "$0")/lib.sh"

MOST_MB=80
port=$(free_port)
address=http://127.0.0.1:$port

fetches() { node -e 'fetch(process.argv[1]).then(async (r) => process.exit(r.ok && (await r.text()).includes("</html>") ? 0 : 1), () => process.exit(1))' "$1"; }
is_small() {
  say "It takes $1 MB."
  [ "$1" -lt "$MOST_MB" ] || die "It should take less than $MOST_MB MB."
}

with_engine() {
  local engine=$1 name=soiree-check-$$ options
  "$engine" build -t soiree-check .
  is_small "$(($("$engine" image inspect -f '{{.Size}}' soiree-check) / 1000000))"
  options=(--read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges -v "$name:/soiree/data")
  trap '"$engine" rm -f "$name" >/dev/null 2>&1; "$engine" volume rm "$name" >/dev/null 2>&1' EXIT
  "$engine" run --rm "${options[@]}" soiree-check migrate up
  "$engine" run -d --name "$name" -p "127.0.0.1:$port:3000" "${options[@]}" soiree-check
  wait_for 20 fetches "$address/" || die 'It does not serve its front page.'
  "$engine" exec "$name" /soiree/soiree health
  "$engine" exec "$name" /soiree/soiree doctor
  "$engine" stop -t 20 "$name"
  [ "$("$engine" inspect -f '{{.State.ExitCode}}' "$name")" = 0 ] || die 'It did not end by itself when told to.'
}

# The packages that the Dockerfile installs, and those that its base image has.
PACKAGES=ca-certificates,build-essential,binutils,libheif-dev,libheif-plugin-dav1d,libheif-plugin-libde265,libssl-dev,nasm,nodejs
PACKAGES+=,npm,perl,pkg-config
# What makes a HEIC photo to upload.
PACKAGES+=,libheif-examples,libheif-plugin-x265
mounted=()

bind() { # FROM TO
  [ -e "$1" ] || return 0
  mkdir -p "$2"
  mount --bind "$1" "$2" || die 'Without a container engine this needs the right to mount.'
  mounted+=("$2")
}

leave() {
  if [ -n "${server:-}" ]; then kill "$server" 2>/dev/null || true; fi
  for ((i = ${#mounted[@]} - 1; i >= 0; i--)); do umount "${mounted[i]}" || umount --lazy "${mounted[i]}" || true; done
  # Never removed while something of the machine may still be mounted in it.
  if [ -z "${SOIREE_BUILD_ROOT:-}" ] && ! grep -qF " $work/" /proc/mounts; then rm -rf "$work"; fi
}

fresh_debian() { # FOLDER
  local mirror
  # Only one of the two files is there as a rule.
  mirror=$(cat /etc/apt/sources.list.d/debian.sources /etc/apt/sources.list 2>/dev/null |
    sed -n 's/^URIs: *\([^ ]*\).*/\1/p; s/^deb \(\[[^]]*\] \)\{0,1\}\([^ ]*\).*/\2/p' || true)
  mirror=${mirror%%$'\n'*}
  mirror=${mirror:-http://deb.debian.org/debian}
  if ! have mmdebstrap && ! have debootstrap && have apt-get; then
    say 'Installing mmdebstrap …'
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends mmdebstrap >/dev/null
  fi
  say 'Making a fresh Debian (a minute or two) …'
  if have mmdebstrap; then
    mmdebstrap --quiet --mode=root --variant=minbase --include="$PACKAGES" trixie "$1" "$mirror"
  elif have debootstrap; then
    debootstrap --variant=minbase --include="$PACKAGES" trixie "$1" "$mirror" >/dev/null
  else
    die 'No container engine, and neither mmdebstrap nor debootstrap (Debian: apt-get install mmdebstrap).'
  fi
}

# The files that go into the image, as .dockerignore leaves them.
sources() { git ls-files -z -- "$@" ':!end2end' ':!fuzz'; }
copy() { # FOLDER PATH…
  local folder=$1
  shift
  sources "$@" | tar --null --files-from=- -c | tar -x -C "$folder"
}

in_build() {
  local cargo=${CARGO_HOME:-$HOME/.cargo} name way=()
  # How this machine reaches the network.
  for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY; do
    [ -z "${!name:-}" ] || way+=("$name=${!name}")
  done
  chroot "$build" /usr/bin/env -i "${way[@]}" HOME=/root PATH="$cargo/bin:/usr/local/bin:/usr/bin:/bin" \
    CARGO_HOME="$cargo" RUSTUP_HOME="${RUSTUP_HOME:-$HOME/.rustup}" RUSTUP_AUTO_INSTALL=0 \
    SOIREE_TOOLS=/tools SOIREE_BUILD_FEATURES=heic sh -c "cd /build && $1"
}

# An account with a HEIC as its photo: it is made only if the photo could be read.
reads_heic() {
  if [ ! -x "$build/usr/bin/heif-enc" ]; then
    say 'Skipped: no heif-enc in the fresh Debian to make a HEIC photo with.'
    return
  fi
  cp docs/party.png "$build/tmp/check.png"
  chroot "$build" heif-enc -q 60 -o /tmp/check.heic /tmp/check.png >/dev/null
  node -e '
    const [address, file] = process.argv.slice(1);
    const form = new FormData();
    const fields = { _page: "/signup", username: "heic", email: "heic@example.org", display_name: "Heic", password: "a long walk" };
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set("photo", new Blob([require("node:fs").readFileSync(file)]), "check.heic");
    const headers = { origin: address, "sec-fetch-site": "same-origin", accept: "text/html" };
    fetch(`${address}/api/accounts/sign_up`, { method: "POST", body: form, headers, redirect: "manual" })
      .then((answer) => process.exit(answer.status === 303 ? 0 : 1), () => process.exit(1));
  ' "$address" "$build/tmp/check.heic" || die 'It does not read a HEIC photo.'
}

build_without_engine() {
  [ -d "$build" ] || fresh_debian "$build"
  cp -L /etc/resolv.conf /etc/hosts "$build/etc/"
  cp -L /etc/ssl/certs/ca-certificates.crt "$build/etc/ssl/certs/"
  [ ! -f ~/.npmrc ] || cp ~/.npmrc "$build/root/"
  bind "${CARGO_HOME:-$HOME/.cargo}" "$build${CARGO_HOME:-$HOME/.cargo}"
  bind "${RUSTUP_HOME:-$HOME/.rustup}" "$build${RUSTUP_HOME:-$HOME/.rustup}"
  mkdir -p "$TOOLS"
  bind "$TOOLS" "$build/tools"
  bind /proc "$build/proc"
  bind /dev "$build/dev"
  rm -rf "$build/rootfs"
  if [ ! -e "$build/layers" ]; then
    rm -rf "$build/build"
    mkdir "$build/build"
    copy "$build/build" scripts/lib.sh scripts/tools.sh
    in_build scripts/tools.sh
    copy "$build/build" 'Cargo.*' .cargo ':(glob)*/Cargo.toml' frontend/bindgen vendor \
      scripts/build.sh scripts/shrink.mjs 'scripts/site.*' scripts/skeleton.sh
    in_build scripts/skeleton.sh
    touch "$build/layers"
  fi
  copy "$build/build" .
  in_build "find app frontend imaging migration server -name '*.rs' -exec touch {} + && scripts/build.sh full"
  in_build 'scripts/rootfs.sh /rootfs'
}

inside() { # as the image runs it
  chroot --userspec=10001:10001 "$root" /soiree/soiree "$@"
}

without_engine() {
  [ "$(id -u)" -eq 0 ] || die 'Without a container engine this needs root, for chroot.'
  work=${SOIREE_BUILD_ROOT:-$(mktemp -d)}
  mkdir -p "$work"
  build=$work/build
  trap leave EXIT
  build_without_engine
  root=$work/root-$$
  mv "$build/rootfs" "$root"
  is_small "$(du -s --block-size=1000000 --apparent-size "$root" | cut -f1)"

  mount --bind "$root" "$root" && mounted+=("$root")
  mount -o remount,ro,bind "$root"
  mount -t tmpfs -o mode=1777 tmpfs "$root/tmp" && mounted+=("$root/tmp")
  mount -t tmpfs -o uid=10001,gid=10001,mode=700 tmpfs "$root/soiree/data" && mounted+=("$root/soiree/data")
  if touch "$root/written" 2>/dev/null; then die 'The root file system can be written to.'; fi
  export SOIREE_ADDRESS=127.0.0.1:$port SOIREE_DATA=/soiree/data SOIREE_SITE=/soiree/target/site
  inside migrate up
  chroot --userspec=10001:10001 "$root" /soiree/soiree serve &
  server=$!
  wait_for 20 fetches "$address/" || die 'It does not serve its front page.'
  inside health
  inside doctor
  reads_heic
  inside backup
  kill -TERM "$server"
  wait "$server" || die 'It did not end by itself when told to.'
  server=
}

for engine in docker podman; do
  if have "$engine" && "$engine" info >/dev/null 2>&1; then
    with_engine "$engine"
    say "The image is built and runs ($engine)."
    exit 0
  fi
done
without_engine
say 'The steps of the image build it in a fresh Debian, and it runs in a root file system of its own.'
