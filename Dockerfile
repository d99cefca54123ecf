FROM rust:1.95-trixie AS build
RUN apt-get update && apt-get install -y --no-install-recommends binutils libheif-dev libheif-plugin-dav1d \
    libheif-plugin-libde265 nasm nodejs npm pkg-config && rm -rf /var/lib/apt/lists/*
WORKDIR /build
ENV SOIREE_TOOLS=/tools SOIREE_BUILD_FEATURES=heic

# The tools depend on these files alone, so this layer stays while the sources change …
COPY scripts/lib.sh scripts/tools.sh scripts/
RUN scripts/tools.sh

# … and so does this one, with all dependencies compiled.
COPY Cargo.toml Cargo.lock ./
COPY .cargo .cargo
COPY app/Cargo.toml app/
COPY frontend/Cargo.toml frontend/
COPY frontend/bindgen frontend/bindgen
COPY imaging/Cargo.toml imaging/
COPY migration/Cargo.toml migration/
COPY server/Cargo.toml server/
COPY vendor vendor
COPY scripts/build.sh scripts/shrink.mjs scripts/site.sh scripts/site.mjs scripts/skeleton.sh scripts/
RUN scripts/skeleton.sh

COPY . .
RUN find app frontend imaging migration server -name '*.rs' -exec touch {} + && scripts/build.sh full
RUN scripts/rootfs.sh /rootfs

FROM scratch
COPY --from=build /rootfs /
WORKDIR /soiree
USER 10001:10001
ENV SOIREE_ADDRESS=0.0.0.0:3000
VOLUME /soiree/data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=6s --start-period=20s CMD ["/soiree/soiree", "health"]
# `docker run … migrate up` once per version, then `docker run …`.
ENTRYPOINT ["/soiree/soiree"]
CMD ["serve"]
