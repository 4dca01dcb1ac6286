#!/bin/bash
# Signs a registration token, in its file. usage: sign-registration.sh TOKEN KEY
set -euo pipefail
token=$1 key=$2

signed=$(jq -r '.tokens[0].unsigned' "$token" | base64 -d |
    openssl pkeyutl -sign -inkey "$key" -pkeyopt digest:sha256 -keyform PEM | base64 -w0)
jq --arg signed "$signed" '.tokens[0].signed = $signed' "$token" >"$token.signed"
mv "$token.signed" "$token"
