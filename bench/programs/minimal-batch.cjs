// The least that a Node program can do that signs a folder of tokens as mofn does: on as many threads, each signature
// verified before it is written, each file whole or not there, and none written over.
//   node minimal-batch.cjs KEY FOLDER TOKEN…
const { createPrivateKey, createPublicKey, randomBytes, sign, verify } = require('node:crypto');
const fs = require('node:fs');
const { availableParallelism } = require('node:os');
const { basename, join } = require('node:path');
const { promisify } = require('node:util');

const [keyFile, folder, ...tokens] = process.argv.slice(2);
process.env.UV_THREADPOOL_SIZE = String(Math.max(4, availableParallelism()));
const key = createPrivateKey(fs.readFileSync(keyFile));
const publicKey = createPublicKey(key);
const signOnPool = promisify((token, done) => sign('sha256', token, key, done));

async function signOne(path) {
  const token = fs.readFileSync(path);
  const signature = await signOnPool(token);
  if (!verify('sha256', token, publicKey, signature)) throw new Error(path);
  const temporary = join(folder, `.${randomBytes(8).toString('hex')}`);
  const { O_WRONLY, O_CREAT, O_EXCL } = fs.constants;
  const file = fs.openSync(temporary, O_WRONLY | O_CREAT | O_EXCL, 0o666);
  fs.writeSync(file, signature);
  fs.closeSync(file);
  fs.linkSync(temporary, join(folder, `${basename(path)}.sig`));
  fs.unlinkSync(temporary);
}

let next = 0;
async function work() {
  while (next < tokens.length) await signOne(tokens[next++]);
}
void Promise.all(Array.from({ length: 4 * availableParallelism() }, work));
