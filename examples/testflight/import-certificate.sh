#!/usr/bin/env bash
# Imports a signing certificate into a keychain of its own, so that xcodebuild finds it and creates none.
# CERTIFICATE is the .p12 file in Base64, CERTIFICATE_PASSWORD its password.
set -euo pipefail

fail() {
  echo "::error::$1"
  exit 1
}
[ -n "${CERTIFICATE:-}" ] || fail 'CERTIFICATE is empty. Store the .p12 file in Base64 as a secret.'

umask 077
keychain=$RUNNER_TEMP/signing.keychain-db
file=$RUNNER_TEMP/certificate.p12
trap 'rm -f "$file"' EXIT
base64 --decode <<< "$CERTIFICATE" > "$file" || fail 'CERTIFICATE is not Base64.'

password=$(openssl rand -hex 16)
security create-keychain -p "$password" "$keychain"
security set-keychain-settings -lut 21600 "$keychain"
security unlock-keychain -p "$password" "$keychain"
security import "$file" -k "$keychain" -f pkcs12 -P "${CERTIFICATE_PASSWORD:-}" -T /usr/bin/codesign ||
  fail 'The certificate cannot be imported. Check CERTIFICATE_PASSWORD, and that it is a .p12 file.'
security set-key-partition-list -S apple-tool:,apple: -s -k "$password" "$keychain" > /dev/null
# In front of the keychains that are searched already.
security list-keychains -d user | xargs security list-keychains -d user -s "$keychain"

security find-identity -v -p codesigning "$keychain" | tee "$RUNNER_TEMP/identities"
grep -q ' 1) ' "$RUNNER_TEMP/identities" ||
  fail 'The .p12 file has no valid certificate with its private key. It may have expired.'
