#!/usr/bin/env bash
# Builds what is handed out for one platform, into dist/: the wheel, and the program in a .tar.gz with completions,
# man pages and a checksum.
#
#   packaging/dist.sh [TARGET]    a target of rustc, this machine's unless given
#
# Needs Rust with the target, a linker for it, maturin and wheel (`pip install maturin wheel`).
set -euo pipefail
cd "$(dirname "$0")/.."

target=${1:-$(rustc --print host-tuple)}
version=$(sed -n '/^\[workspace.package\]/,/^\[/ s/^version = "\(.*\)"/\1/p' Cargo.toml)
folder=factlint-$version-$target
program=target/$target/dist/factlint

# Where it was built concerns nobody.
export RUSTFLAGS="${RUSTFLAGS:-} --remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=cargo --remap-path-prefix=$PWD=."

compatibility=pypi
case $target in
*-linux-gnu)
    # Needs no library of the system, so it runs on any distribution, those with musl too.
    export RUSTFLAGS="$RUSTFLAGS -C target-feature=+crt-static"
    compatibility=manylinux2014
    ;;
*-windows-msvc)
    export RUSTFLAGS="$RUSTFLAGS -C target-feature=+crt-static"
    program=$program.exe
    ;;
esac

maturin build --locked --manifest-path crates/factlint-cli/Cargo.toml --target "$target" \
    --compatibility "$compatibility" --out dist

if [[ $target == *-linux-gnu ]]; then
    if readelf --dynamic "$program" | grep NEEDED; then
        echo "$program is not static" >&2
        exit 1
    fi
    # maturin goes by the target and grants no tag for musl.
    wheel tags --remove --platform-tag "+musllinux_1_1_${target%%-*}" "dist/factlint-$version"-*manylinux*"_${target%%-*}.whl"
fi

packed=$(mktemp -d)
trap 'rm -rf "$packed"' EXIT
mkdir "$packed/$folder"
cp "$program" README.md CHANGELOG.md LICENSE-APACHE LICENSE-MIT "$packed/$folder"
"$program" package-files "$packed/$folder/share"
tar -czf "dist/$folder.tar.gz" -C "$packed" "$folder"
cd dist
if command -v sha256sum >/dev/null; then
    sha256sum "$folder.tar.gz"
else
    shasum -a 256 "$folder.tar.gz"
fi >"$folder.tar.gz.sha256"
cat "$folder.tar.gz.sha256"
