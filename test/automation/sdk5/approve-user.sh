#!/bin/bash
# Creates a crypto user by single commands, with approvals of admins who have NAME.key in the working directory.
# usage: CLOUDHSM_ROLE=admin CLOUDHSM_PIN=… USER_PASSWORD=… approve-user.sh USER ADMIN…
set -euo pipefail
here=$(dirname "$0") user=$1
shift

rm -f "$user.token"
cloudhsm-cli quorum token-sign generate --service user --token "$user.token" >/dev/null
for admin in "$@"; do
    "$here/approve-token.sh" "$user.token" "$admin" "$admin.key"
done
if ! answer=$(cloudhsm-cli user create --username "$user" --role crypto-user \
    --password "$USER_PASSWORD" --approval "$user.token"); then
    jq -r .data <<<"$answer" >&2
    # The token was not used up, and there is one for each service at a time.
    cloudhsm-cli quorum token-sign delete --scope user >/dev/null
    exit 1
fi
jq -r '.data.username' <<<"$answer"
