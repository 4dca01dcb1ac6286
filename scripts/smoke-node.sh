#!/usr/bin/env bash
# Runs the demo and the library under other Node versions, which come from the npm registry.
#   scripts/smoke-node.sh 22 24
set -euo pipefail
cd "$(dirname "$0")/.."
project=$PWD
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for version in "$@"; do
  (cd "$folder" && npm install --no-save --no-audit --no-fund --silent --prefix "$folder/$version" "node@$version")
  node="$folder/$version/node_modules/node/bin/node"
  "$node" --version
  "$node" "$project/bin/mofn" demo >/dev/null
  "$node" --input-type=module -e "
    import { parseApproval, writeApproval } from '$project/dist/lib/approval-files.js';
    const text = 'Token File Path = ;\n';
    if (Buffer.from(writeApproval(parseApproval(text))).toString() !== text) throw new Error('the library does not give the bytes back');"
  echo "ok under Node $version"
done
