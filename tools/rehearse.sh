#!/usr/bin/env bash
# Runs the end-to-end job of ci.yml on this machine, with act and without Docker, and checks its log.
# act itself plays actions/checkout: it copies the folder that it runs in, which has the files of the
# work tree, committed or not, so that all of .ci/run tests the same ones.
set -euo pipefail
cd "$(dirname "$0")/.."
source tools/python-tools.sh

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
git clone --quiet --no-checkout . "$folder/clone"
export GIT_INDEX_FILE="$folder/index"
git read-tree HEAD
git add --all
git checkout-index --all --prefix="$folder/clone/"
unset GIT_INDEX_FILE

ACT_DISABLE_VERSION_CHECK=1 act push --directory "$folder/clone" \
  --workflows .github/workflows/ci.yml --job end-to-end \
  --matrix os:ubuntu-latest --platform ubuntu-latest=-self-hosted \
  --no-cache-server --action-cache-path "$folder/cache" | tee "$folder/log"
node tools/end-to-end/check-log.js <"$folder/log"
