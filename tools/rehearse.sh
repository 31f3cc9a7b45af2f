#!/usr/bin/env bash
# Runs the end-to-end job of ci.yml on this machine, with act and without Docker, and checks its log.
# act itself takes the part of actions/checkout: it copies the folder that it runs in, which is a
# clone of the last commit, so that the job finds what it would find on GitHub.
set -euo pipefail
cd "$(dirname "$0")/.."
source tools/python-tools.sh

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
git clone --quiet . "$folder/clone"

ACT_DISABLE_VERSION_CHECK=1 act push --directory "$folder/clone" \
  --workflows .github/workflows/ci.yml --job end-to-end \
  --matrix os:ubuntu-latest --platform ubuntu-latest=-self-hosted \
  --no-cache-server --action-cache-path "$folder/cache" | tee "$folder/log"
node tools/end-to-end/check-log.js <"$folder/log"
