import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import * as mofn from 'mofn/node';

const record = { id: 1, service: mofn.SERVICE.userManagement, keyHandle: 0, user: 'ann' };
const rest = { nonce: new Uint8Array(16), created: 1_700_000_000 };
const token = mofn.encodeTokens([0, 1].map((node) => ({ ...record, ...rest, node })));
const approvers = ['ann', 'bob', 'eve'].map((name) => ({ type: 2, name, file: `jü/署名.${name}` }));
const files = mofn.memoryFiles({ 'jü/token': token });
mkdirSync('roster');
for (const { name, file } of approvers) {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = publicKey.export({ type: 'spki', format: 'pem' });
  if (name !== 'bob') writeFileSync(`roster/${name}.pub`, pem);
  const message = name === 'eve' ? token.subarray(0, 80) : token;
  files.write(file, await mofn.signToken(message, serviceWith(privateKey, publicKey)));
}
const paths = { multiTokenFilePath: 'jü/token', tokenFilePath: '' };
const approval = mofn.writeApproval({ ...paths, approvers });

const set = mofn.readClassicSet(approval, files, mofn.nodeCrypto);
const roster = mofn.readRosterFolder('roster', process.cwd());
const status = mofn.readStatus(set, { roster, required: 2 }, mofn.nodeCrypto);
console.log(`${status.right} of ${status.required}, reached: ${status.reached}`);
for (const one of status.approvals) {
  console.log(`${one.file}: ${one.state === 'unchecked' ? inGerman(one.reason) : one.state}`);
}

/** A key in a service, which answers later. */
function serviceWith(privateKey: KeyObject, publicKey: KeyObject): mofn.Signer {
  return { publicKey, sign: async (message) => sign('sha256', message, privateKey) };
}
/** The compiler finds that no code is forgotten: what follows the last case would return nothing. */
function inGerman(reason: mofn.UncheckedReason): string {
  switch (reason.code) {
    case 'no-token':
      return 'ohne Token';
    case 'not-in-roster':
      return 'nicht im Verzeichnis';
    case 'no-key':
      return `ohne Schlüssel (${reason.problem.code})`;
  }
}
