#!/usr/bin/env bash
# Checks that an archive has the bundle ID in BUNDLE_ID and the number in BUILD_NUMBER, and outputs its
# version.
set -euo pipefail
archive=$1

read_key() {
  plutil -extract "ApplicationProperties.$1" raw "$archive/Info.plist"
}
check() {
  local value
  value=$(read_key "$1")
  [ "$value" = "$2" ] && return
  echo "::error::$1 of the archive is $value, not $2. $3"
  exit 1
}
check CFBundleIdentifier "$BUNDLE_ID" 'Set BUNDLE_ID to that of the app which the scheme builds.'
check CFBundleVersion "$BUILD_NUMBER" \
  'Take it from CURRENT_PROJECT_VERSION in Info.plist, or set it as your framework does.'
version=$(read_key CFBundleShortVersionString)
echo "version=$version" >> "$GITHUB_OUTPUT"
