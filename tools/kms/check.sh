#!/usr/bin/env bash
# Signs with a key in AWS KMS, by the real aws and the bundle, against moto, and shows the commands for
# Azure to the real az. Installs the pinned tools into .tools/.
set -euo pipefail
cd "$(dirname "$0")/../.."

# Each in its own environment: aws and az pin different versions of the same packages.
install() {
  local list="tools/kms/$1.txt"
  local folder
  folder="$PWD/.tools/$1-$(git hash-object "$list")"
  if ! [ -e "$folder/complete" ]; then
    rm -rf ".tools/$1"-*
    python3 -m venv "$folder"
    "$folder/bin/pip" install --quiet --disable-pip-version-check --only-binary :all: --requirement "$list"
    touch "$folder/complete"
  fi
  echo "$folder/bin"
}
aws=$(install aws)
az=$(install az)
node_modules/node/bin/node tools/kms/check.js "$aws" "$az"
