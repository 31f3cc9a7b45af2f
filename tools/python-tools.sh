# shellcheck shell=bash
# Sourced from the project's folder: puts the tools of requirements.txt on PATH. They are kept in
# .tools/, and installed anew when the list changes.

tools="$PWD/.tools/$(git hash-object tools/requirements.txt)"
if ! [ -e "$tools/complete" ]; then
  rm -rf .tools
  python3 -m venv "$tools"
  "$tools/bin/pip" install --quiet --disable-pip-version-check --only-binary :all: --require-hashes \
    --requirement tools/requirements.txt
  touch "$tools/complete"
fi
PATH="$tools/bin:$PATH"
