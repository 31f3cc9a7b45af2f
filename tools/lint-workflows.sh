#!/usr/bin/env bash
# Lints the workflows, also those that pages and examples show, and the shell scripts. Without Go,
# actionlint is left out, except in CI.
set -euo pipefail
cd "$(dirname "$0")/.."
source tools/python-tools.sh

files() {
  git ls-files --cached --others --exclude-standard -- "$@"
}
files .ci/run '*.sh' | xargs shellcheck

if command -v go >/dev/null || [ -n "${CI:-}" ]; then
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
  actionlint=(go run github.com/rhysd/actionlint/cmd/actionlint@v1.7.12)
  "${actionlint[@]}"
  files '*.md' 'examples/*.yml' | xargs node_modules/.bin/node tools/shown-workflows.js "$folder" >"$folder/list"
  (cd "$folder" && xargs "${actionlint[@]}" <list)
  echo "actionlint accepts the workflows of the project, and $(wc -l <"$folder/list") of pages and examples."
else
  echo 'NOT CHECKED: actionlint needs Go, which this machine does not have.' >&2
fi

zizmor --offline --quiet --persona pedantic .
files 'examples/*.yml' | xargs -r zizmor --offline --quiet --config tools/zizmor-examples.yml
