#!/usr/bin/env bash
# Runs the commands and the jobs of docs/kms.md: for Vault with a real OpenBao, for AWS with the real aws
# and an emulator. Installs the pinned tools into .tools/.
set -euo pipefail
cd "$(dirname "$0")/../.."

list=tools/kms/requirements.txt
folder="$PWD/.tools/kms-$(git hash-object "$list")"
if ! [ -e "$folder/complete" ]; then
  rm -rf .tools/kms-*
  python3 -m venv "$folder"
  "$folder/bin/pip" install --quiet --disable-pip-version-check --only-binary :all: --requirement "$list"
  touch "$folder/complete"
fi
node_modules/node/bin/node tools/kms/check.js "$folder/bin"
