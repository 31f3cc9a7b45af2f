#!/usr/bin/env bash
# Runs real clients with the key and the token of the real bundles: installs the pinned ones, and
# creates a CA by which they trust a server on loopback as Apple's.
set -euo pipefail
cd "$(dirname "$0")/../.."

pins=(tools/consumers/package-lock.json tools/consumers/requirements.txt)
clients="$PWD/.tools/consumers-$(cat "${pins[@]}" | git hash-object --stdin)"
if ! [ -e "$clients/complete" ]; then
  rm -rf .tools/consumers-*
  mkdir -p "$clients"
  cp tools/consumers/package.json tools/consumers/package-lock.json "$clients"
  npm ci --prefix "$clients" --ignore-scripts --no-audit --no-fund --loglevel=error
  python3 -m venv "$clients/python"
  "$clients/python/bin/pip" install --quiet --disable-pip-version-check --only-binary :all: --require-hashes \
    --requirement tools/consumers/requirements.txt
  touch "$clients/complete"
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
certificate() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -days 1 "$@" 2>/dev/null
}
certificate -keyout "$folder/ca.key" -out "$folder/ca.pem" -subj '/CN=A CA for this run'
certificate -keyout "$folder/tls.key" -out "$folder/tls.pem" -subj '/CN=App Store Connect' \
  -CA "$folder/ca.pem" -CAkey "$folder/ca.key" -extensions v3_req -addext \
  'subjectAltName=DNS:api.appstoreconnect.apple.com,DNS:appstoreconnect.apple.com,DNS:api.enterprise.developer.apple.com'

node_modules/node/bin/node tools/consumers/run.js "$clients" "$folder"
node_modules/node/bin/node tools/consumers/check-api.js "$clients" "$folder"
