#!/usr/bin/env bash
# What action.yml runs: gets the program of a release, checks its checksum, puts it on the path of this and the later steps,
# and runs `factlint check`. Its inputs are the variables FACTLINT_…; none of them is ever read as a part of a command.
set -euo pipefail

fail() {
    local said=${1//'%'/%25}
    said=${said//$'\r'/%0D}
    echo "::error title=factlint::${said//$'\n'/%0A}"
    exit 2
}

target() {
    case $RUNNER_OS-$RUNNER_ARCH in
    Linux-X64) echo x86_64-unknown-linux-gnu ;;
    Linux-ARM64) echo aarch64-unknown-linux-gnu ;;
    macOS-X64) echo x86_64-apple-darwin ;;
    macOS-ARM64) echo aarch64-apple-darwin ;;
    *) return 1 ;;
    esac
}

# fetch NAME FILE: a file of the release.
fetch() {
    case $from in
    *://*)
        curl --fail --silent --show-error --location --retry 3 --proto '=https' --output "$2" "$from/$1" ||
            fail "cannot get $from/$1"
        ;;
    *) cp -- "$from/$1" "$2" || fail "there is no $from/$1" ;;
    esac
}

sha256() {
    if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi <"$1" | cut -d ' ' -f 1
}

install() {
    local target name wanted found
    target=$(target) || fail "no program is built for $RUNNER_OS on $RUNNER_ARCH: install factlint by other means"
    name=factlint-$version-$target
    fetch "$name.tar.gz" "$folder/$name.tar.gz"
    wanted=${FACTLINT_SHA256:-}
    if [[ -z $wanted ]]; then
        fetch "$name.tar.gz.sha256" "$folder/sha256"
        wanted=$(cut -d ' ' -f 1 "$folder/sha256")
    fi
    found=$(sha256 "$folder/$name.tar.gz")
    [[ $found == "$wanted" ]] || fail "the checksum of $from/$name.tar.gz is $found, not $wanted"
    tar -xzf "$folder/$name.tar.gz" -C "$folder"
    echo "$folder/$name" >>"$GITHUB_PATH"
    PATH=$folder/$name:$PATH
}

version=$FACTLINT_VERSION
[[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.]+)?$ ]] || fail "\`$version\` is not a version, such as 0.1.0"
from=${FACTLINT_FROM:-https://github.com/factlint/factlint/releases/download/v$version}
folder=$(mktemp -d "$RUNNER_TEMP/factlint.XXXXXX")
install

# xargs knows words and quotation marks, and expands nothing.
arguments=()
if [[ -n ${FACTLINT_ARGS//[[:space:]]/} ]]; then
    xargs printf '%s\0' <<<"$FACTLINT_ARGS" >"$folder/arguments" || fail "a quotation mark is left open in args: $FACTLINT_ARGS"
    while IFS= read -r -d '' argument; do arguments+=("$argument"); done <"$folder/arguments"
fi
if [[ -n ${FACTLINT_SARIF:-} ]]; then
    [[ $FACTLINT_SARIF != *$'\n'* ]] || fail "the path of the SARIF report has a line break in it"
    # The annotations and the summary go without saying only where no format is asked for.
    formats=(--format github --format "markdown=$GITHUB_STEP_SUMMARY" --format "sarif=$FACTLINT_SARIF")
    arguments=("${formats[@]}" ${arguments[@]+"${arguments[@]}"})
    [[ $FACTLINT_SARIF == /* ]] || FACTLINT_SARIF=${PWD%/}/$FACTLINT_SARIF
    echo "sarif=$FACTLINT_SARIF" >>"$GITHUB_OUTPUT"
fi
exec factlint check ${arguments[@]+"${arguments[@]}"}
