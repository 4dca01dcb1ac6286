#!/bin/sh
# Makes a small cluster with something of everything in it, and a dump of it, with any mofn. The first word
# is the program, the second a folder that is not there yet; both from any folder, so with whole paths:
#   sh test/golden/versions/make-version.sh "$PWD/bin/mofn" "$PWD/test/golden/versions/3"
set -eu
mofn=$1
out=$2
mkdir "$out"
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cd "$work"

for n in 1 2 3; do
  openssl genrsa -out officer$n.key 2048 2> log
  openssl rsa -in officer$n.key -pubout -out officer$n.pub 2> log
done
cat > seed.yaml << 'YAML'
seed: 7
servers: [10.0.2.14]
adminPassword: password
users:
  - { name: officer1, key: officer1.pub }
  - { name: officer2, key: officer2.pub }
  - { name: officer3, key: officer3.pub }
  - { name: crypto1, type: CU }
mValues: { userManagement: 2, miscCo: 2 }
YAML
export MOFN_HSM="$out/cluster"
"$mofn" hsm init "$MOFN_HSM" --from seed.yaml --quiet
"$mofn" hsm clock advance 94s > log

# approve FILE TOKEN OFFICER...
approve() {
  file=$1 token=$2
  shift 2
  {
    printf 'Multi Token File Path = %s;\nToken File Path = ;\nNumber of Approvals = %s;\n' "$token" $#
    for n in "$@"; do
      printf 'Approver Type = 2;\nApprover Name = officer%s;\nApproval File = %s.sig%s;\n' "$n" "$token" "$n"
      openssl dgst -sha256 -sign "officer$n.key" -out "$token.sig$n" "$token"
    done
  } > "$file"
}
# Commands of a console, with the answer y to what they ask. Some are refused, as they should be.
console() {
  printf 'y\ny\n' | "$mofn" hsm exec "$@" > log 2>&1 || true
}

# A token that is approved and spent, one with one approval of two, one with none.
console 'loginHSM CO officer1 password' 'getToken 3 officer1 spent.token'
approve spent.txt spent.token 1 2
console 'loginHSM CO officer1 password' 'approveToken spent.txt' 'createUser CU bob password'
console 'loginHSM CO officer1 password' 'getToken 3 officer1 waiting.token'
approve waiting.txt waiting.token 2
console 'loginHSM CO officer1 password' 'approveToken waiting.txt'
console 'loginHSM CO officer2 password' 'getToken 4 officer2 bare.token'

# Keys: a pair that asks for approvals, and a secret key.
keys() {
  CLOUDHSM_ROLE=crypto-user CLOUDHSM_PIN=crypto1:password "$mofn" hsm cli -- "$@" > log
}
"$mofn" hsm configure-cli --disable-key-availability-check > log
keys key generate-asymmetric-pair ec --curve secp256r1 --public-label ca --private-label ca \
  --private-attributes sign=true --share-crypto-users bob \
  --manage-private-key-quorum-value 2 --use-private-key-quorum-value 2
keys key generate-symmetric aes --label wrapping --key-length-bytes 32

# Refusals, of more records than a document holds: the older part of the log goes to its folder.
for i in 1 2 3 4 5 6 7 8 9 10 11 12; do
  console 'loginHSM CO nobody password'
  console 'loginHSM CO officer3 mistyped' 'loginHSM CO officer3 password'
  console 'loginHSM CO officer3 password' 'getToken 7 officer3 none.token'
done
approve wrong.txt waiting.token 1 3
cp waiting.token.sig1 waiting.token.sig3
console 'loginHSM CO officer1 password' 'approveToken wrong.txt'
console 'loginHSM CO officer1 password' 'createUser CU eve password'
# What comes to no HSM.
console 'getoken 3 officer1 none.token' 'approveToken nowhere.txt'

"$mofn" hsm fault add 'server=0 command=deleteUser after=1 times=2 error=RET_USER_LOGGED_IN' > log
"$mofn" hsm fault slow server=0 ms=20 > log
"$mofn" hsm dump --out "$out/dump.json"
