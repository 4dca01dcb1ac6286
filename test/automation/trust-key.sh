#!/bin/bash
# Marks a wrapping key as trusted, as an officer, and shows it. usage: trust-key.sh CONFIG OFFICER PASSWORD OWNER HANDLE
set -euo pipefail
config=$1 officer=$2 password=$3 owner=$4 handle=$5

log=$(printf '%s\n' "loginHSM CO $officer $password" "setAttribute $handle OBJ_ATTR_TRUSTED 1" y quit |
    cloudhsm_mgmt_util "$config")
echo "$log"
# The caution box has the word `failed`, too.
if grep -qE '[a-zA-Z]+ failed(:| on )' <<<"$log"; then
    echo "could not trust $handle" >&2
    exit 1
fi
test "$(grep -c 'setAttribute success on server' <<<"$log")" = 2
printf '%s\n' "loginHSM CU $owner $password" "getAttribute $handle 134 trusted.txt" quit |
    cloudhsm_mgmt_util "$config" >/dev/null
test "$(grep -c 0x00000001 trusted.txt)" = 2
