#!/usr/bin/env bash
# The last job of ci.yml: checks the log of every end-to-end job of this run, as GitHub stored it.
set -euo pipefail
cd "$(dirname "$0")"

jobs=$(gh api --paginate "repos/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID/jobs" \
  --jq '.jobs[] | select(.name | startswith("End to end")) | .id')
test -n "$jobs"
for job in $jobs; do
  echo "Job $job:"
  gh api "repos/$GITHUB_REPOSITORY/actions/jobs/$job/logs" | node check-log.js
done
