#!/bin/bash
# Provisions a cluster: activates a new one, and creates the crypto users that it has not.
# usage: ADMIN_PASSWORD=… USER_PASSWORD=… provision.sh ADDRESS USER…
set -euo pipefail
address=$1
shift

export CLOUDHSM_ROLE=admin
export CLOUDHSM_PIN="admin:$ADMIN_PASSWORD"

role_of() {
    cloudhsm-cli user list | jq -r --arg name "$1" '.data.users[] | select(.username == $name) | .role'
}

configure-cli -a "$address" >/dev/null
if [ "$(role_of admin)" = unactivated-admin ]; then
    cloudhsm-cli cluster activate --password "$ADMIN_PASSWORD" >/dev/null
    echo activated
fi
for user in "$@"; do
    if [ -z "$(role_of "$user")" ]; then
        cloudhsm-cli user create --username "$user" --role crypto-user --password "$USER_PASSWORD" >/dev/null
        echo "created $user"
    fi
done
cloudhsm-cli user list | jq -r '.data.users[].username'
