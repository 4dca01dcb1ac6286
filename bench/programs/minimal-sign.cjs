// The least that a Node program can do that signs a token: reads key and token, signs, verifies, writes.
//   node minimal-sign.cjs KEY TOKEN
const { createPrivateKey, createPublicKey, sign, verify } = require('node:crypto');
const { readFileSync, writeSync } = require('node:fs');

const [keyFile, tokenFile] = process.argv.slice(2);
const token = readFileSync(tokenFile);
const key = createPrivateKey(readFileSync(keyFile));
const signature = sign('sha256', token, key);
if (!verify('sha256', token, createPublicKey(key), signature)) process.exit(1);
writeSync(1, signature);
