#!/usr/bin/env bash
# What action.yml does, and any other build may do: lints files, and tells of ceremonies who is missing.
# Reads MOFN_FILES, MOFN_CEREMONIES (patterns, one a line), MOFN_ROSTER, MOFN_POLICY, MOFN_REQUIRED, MOFN_PROGRAM.
# The summary goes to the file GITHUB_STEP_SUMMARY names, the answer to that of GITHUB_OUTPUT, where they are set.
# Exit code 0 where nothing is amiss, 1 where something is, and mofn's own where it could not tell.
set -euo pipefail
shopt -s nullglob globstar

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
program=${MOFN_PROGRAM:-}
if [ -z "$program" ]; then
  program=$root/bin/mofn
  [ -e "$root/dist/cli" ] || (cd "$root" && npm ci --no-audit --no-fund --no-progress >&2)
fi
# The summary.
if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then exec 3>>"$GITHUB_STEP_SUMMARY"; else exec 3>&1; fi
worst=0

# Keeps the worst of what the commands ended with.
note() { [ "$1" -le "$worst" ] || worst=$1; }

# The paths that the patterns of some lines stand for, each ended by a zero byte. A name of one is never a pattern again.
expand() {
  local line path IFS=
  while read -r line; do
    [ -n "$line" ] || continue
    # Not quoted: it is a pattern. With no separators it stays one word.
    for path in $line; do printf '%s\0' "$path"; done
  done <<<"$1"
}

mapfile -d '' files < <(expand "${MOFN_FILES:-}")
mapfile -d '' ceremonies < <(expand "${MOFN_CEREMONIES:-}")

if [ "${#files[@]}" -gt 0 ]; then
  code=0
  "$program" approval lint --format github -- "${files[@]}" || code=$?
  note "$code"
fi

options=()
[ -z "${MOFN_ROSTER:-}" ] || options+=("--roster=$MOFN_ROSTER")
[ -z "${MOFN_POLICY:-}" ] || options+=("--policy=$MOFN_POLICY")
[ -z "${MOFN_REQUIRED:-}" ] || options+=("--required=$MOFN_REQUIRED")

reached=none
for folder in "${ceremonies[@]}"; do
  # A link could lead to a folder that is none of the pull request's.
  [ -d "$folder" ] && [ ! -L "${folder%/}" ] || continue
  code=0
  "$program" ceremony status --format markdown "${options[@]}" -- "$folder" >&3 || code=$?
  note "$code"
  if [ "$code" -ne 0 ]; then reached=false; elif [ "$reached" = none ]; then reached=true; fi
done
[ "$reached" != none ] || echo "There is no ceremony here." >&3
[ -z "${GITHUB_OUTPUT:-}" ] || echo "reached=$reached" >>"$GITHUB_OUTPUT"
exit "$worst"
