FROM rust:1.95-trixie AS build
RUN apt-get update && apt-get install -y --no-install-recommends nodejs npm && rm -rf /var/lib/apt/lists/*
WORKDIR /soiree
ENV SOIREE_TOOLS=/tools

# The tools depend on these files alone, so this layer stays while the sources change.
COPY Cargo.lock ./
COPY scripts/lib.sh scripts/tools.sh scripts/
RUN scripts/tools.sh

COPY . .
RUN scripts/build.sh full

FROM debian:trixie-slim
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /soiree --shell /usr/sbin/nologin soiree \
 && install -d -o soiree -g soiree /soiree/data
WORKDIR /soiree
COPY --from=build /soiree/target/release/soiree ./
COPY --from=build /soiree/target/site target/site
USER soiree
ENV SOIREE_ADDRESS=0.0.0.0:3000
VOLUME /soiree/data
EXPOSE 3000
# `docker run … migrate up` once per version, then `docker run …`.
ENTRYPOINT ["/soiree/soiree"]
CMD ["serve"]
