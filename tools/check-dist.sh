#!/usr/bin/env bash
# Fails if dist/ is not what the source builds, or if it is, but is not committed.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

node tools/build.js "$folder/dist" >"$folder/log" || { cat "$folder/log" >&2; exit 1; }
if ! diff --recursive --brief dist "$folder/dist" >&2; then
  echo 'dist/ is not what the source builds. Run "npm run build", and commit dist/ with the source.' >&2
  exit 1
fi
if [ -n "$(git status --porcelain -- dist)" ]; then
  git --no-pager diff --stat HEAD -- dist
  echo 'dist/ is what the source builds, but not committed. Commit it with the source.' >&2
  exit 1
fi
