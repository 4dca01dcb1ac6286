#!/bin/bash
# Puts an admin's approval into a quorum token. usage: approve-token.sh TOKEN ADMIN KEY
set -euo pipefail
token=$1 admin=$2 key=$3

signature=$(jq -r .token "$token" | base64 -d |
    openssl pkeyutl -sign -inkey "$key" -pkeyopt digest:sha256 -keyform PEM | base64 -w0)
jq --arg username "$admin" --arg signature "$signature" \
    '.signatures += [{$username, role: "admin", $signature}]' "$token" >"$token.approved"
mv "$token.approved" "$token"
