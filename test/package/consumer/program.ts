import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import * as mofn from 'mofn/node';

const token = mofn.encodeTokens(
  [0, 1].map((node) => {
    const nonce = new Uint8Array(16).fill(node);
    const user = 'officer1';
    const created = 1_700_000_000;
    return {
      id: 1,
      service: mofn.SERVICE.userManagement,
      node,
      keyHandle: 0,
      nonce,
      user,
      created,
    };
  }),
);
const files = mofn.memoryFiles({ 'jü/token': token });
mkdirSync('roster');
for (const name of ['officer1', 'officer2', 'officer3']) {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  writeFileSync(`roster/${name}.pub`, publicKey.export({ type: 'spki', format: 'pem' }));
  // The third signs what is not the token.
  const message = name === 'officer3' ? token.subarray(80) : token;
  files.write(
    `jü/署名.${name}`,
    await mofn.signMessage(message, serviceWith(privateKey, publicKey)),
  );
}
const approvers = ['officer1', 'officer2', 'officer3'].map((name) => {
  return { type: 2, name, file: `jü/署名.${name}` };
});
const approval = mofn.writeApproval({
  multiTokenFilePath: 'jü/token',
  tokenFilePath: '',
  approvers,
});

const set = mofn.readClassicSet(approval, files, mofn.nodeCrypto);
const roster = mofn.readRosterFolder('roster', process.cwd());
const status = mofn.readStatus(set, { roster, required: 2 }, mofn.nodeCrypto);
console.log(`${status.right} of ${status.required}, reached: ${status.reached}`);
for (const one of status.approvals) console.log(`${one.file}: ${describe(one)}`);
console.log(mofn.findNextSteps(status).map(({ code }) => code));

/** A key in a service, which answers later. */
function serviceWith(privateKey: KeyObject, publicKey: KeyObject): mofn.Signer {
  const answer = (message: Uint8Array) => () => sign('sha256', message, privateKey);
  return { publicKey, sign: (message) => Promise.resolve().then(answer(message)) };
}

/** The compiler finds that no state is forgotten: what follows the last case would return nothing. */
function describe(approval: mofn.JudgedApproval): string {
  switch (approval.state) {
    case 'right':
      return 'right';
    case 'wrong':
      return approval.wrong.causes.map(({ code }) => code).join(', ');
    case 'refused':
    case 'unchecked':
      return approval.reason.code;
    case 'no-file':
    case 'unread':
      return approval.state;
  }
}
