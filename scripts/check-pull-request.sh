#!/usr/bin/env bash
# What action.yml does, and any other build may do: lints files, and tells of ceremonies who is missing.
# Reads MOFN_FILES, MOFN_CEREMONIES (patterns, one a line), MOFN_ROSTER, MOFN_POLICY, MOFN_REQUIRED, MOFN_PROGRAM.
# The summary goes to the file GITHUB_STEP_SUMMARY names, the answer to that of GITHUB_OUTPUT, where they are set.
# Exit code 0 where nothing is amiss, 1 where something is, and mofn's own where it could not tell.
set -euo pipefail
shopt -s nullglob globstar

root=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
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

# Whether a path, or a folder on the way to it from here, is a link: it could lead to what is none of the pull request's.
is_linked() {
  local path=${1#"$PWD"/}
  while [ ! -L "$path" ]; do
    case $path in /*) return 1 ;; */*) path=${path%/*} ;; *) return 1 ;; esac
  done
}

# Says why a path was not looked at. Its name is quoted, and none of it is a command to a build server.
pass_over() {
  local name
  printf -v name %q "$1"
  echo "check-pull-request: ${name//##/#\\#} $2" >&2
  echo "Something was not looked at; the log says what." >&3
}

mapfile -d '' files < <(expand "${MOFN_FILES:-}")
mapfile -d '' ceremonies < <(expand "${MOFN_CEREMONIES:-}")

own=()
for file in "${files[@]}"; do
  if is_linked "$file"; then pass_over "$file" "is behind a link" && note 1; else own+=("$file"); fi
done
if [ "${#own[@]}" -gt 0 ]; then
  code=0
  # A file that somebody proposes may name any file of this machine.
  "$program" approval lint --format github --within . -- "${own[@]}" || code=$?
  note "$code"
fi

options=()
[ -z "${MOFN_ROSTER:-}" ] || options+=("--roster=$MOFN_ROSTER")
[ -z "${MOFN_POLICY:-}" ] || options+=("--policy=$MOFN_POLICY")
[ -z "${MOFN_REQUIRED:-}" ] || options+=("--required=$MOFN_REQUIRED")

reached=none
for folder in "${ceremonies[@]}"; do
  code=0
  if is_linked "$folder"; then
    pass_over "$folder" "is behind a link" && code=1
  elif [ ! -e "$folder" ]; then
    # No pattern, or it would stand for nothing: somebody counts on it.
    pass_over "$folder" "is not there" && code=3
  elif [ -d "$folder" ]; then
    "$program" ceremony status --format markdown "${options[@]}" -- "$folder" >&3 || code=$?
  else
    continue
  fi
  note "$code"
  if [ "$code" -ne 0 ]; then reached=false; elif [ "$reached" = none ]; then reached=true; fi
done
[ "$reached" != none ] || echo "There is no ceremony here." >&3
[ -z "${GITHUB_OUTPUT:-}" ] || echo "reached=$reached" >>"$GITHUB_OUTPUT"
exit "$worst"
