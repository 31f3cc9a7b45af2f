#!/usr/bin/env bash
# Lints the workflows and the shell scripts. Without Go, actionlint is left out, except in CI.
set -euo pipefail
cd "$(dirname "$0")/.."
source tools/python-tools.sh

shellcheck .ci/run tools/*.sh tools/*/*.sh
if command -v go >/dev/null || [ -n "${CI:-}" ]; then
  go run github.com/rhysd/actionlint/cmd/actionlint@v1.7.12
else
  echo 'NOT CHECKED: actionlint needs Go, which this machine does not have.' >&2
fi
zizmor --offline --quiet --persona pedantic .
