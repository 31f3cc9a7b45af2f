#!/usr/bin/env bash
# Builds dist/ anew; fails if that is not what is committed.
set -euo pipefail
cd "$(dirname "$0")/.."

npm run build
if [ -n "$(git status --porcelain -- dist)" ]; then
  git --no-pager diff --stat -- dist
  echo 'dist/ is not what the source builds. Commit what "npm run build" makes of it.' >&2
  exit 1
fi
