#!/bin/bash
# Creates a crypto user. usage: create-user.sh CONFIG OFFICER PASSWORD USER
set -euo pipefail
config=$1 officer=$2 password=$3 user=$4

log=$(cloudhsm_mgmt_util "$config" <<EOF
enable_e2e
loginHSM CO $officer $password
createUser CU $user initialpw1
y
listUsers
quit
EOF
)
echo "$log"
if grep -qE '^\w+ failed: |HSM Error' <<<"$log"; then
    echo "could not create $user" >&2
    exit 1
fi
grep -qE "CU +$user " <<<"$log"
