// Shows that the pure rooms run anywhere: bundles them for a browser, with nothing left out, and runs
// the bundle where there is no Buffer, no process and no require, with the arithmetic of the checker page.
// What comes out must be what comes out in Node, with node:crypto.
//   npm run lint:pure
import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const program = join(root, 'scripts/pure-rooms/program.ts');

/** What web pages have too, of that which V8 itself has not. */
const WEB_GLOBALS = { TextDecoder, TextEncoder, URL, atob, btoa };

const input = makeInput();
const pure = await runInBrowser(input);
const withNode = await runInNode(input);
assert.deepEqual(JSON.parse(pure.answer), JSON.parse(withNode));
const found = JSON.parse(pure.answer).ceremonies.map(({ status: { approvals } }) =>
  approvals.map(({ state, wrong }) => wrong?.causes[0].code ?? state),
);
assert.deepEqual(found, [['right'], ['unknown-message'], ['hashed-twice'], ['base64-text']]);
console.log(
  `the pure rooms run without Node: ${(pure.bytes / 1024).toFixed(0)} kB, ${pure.answer.length} characters of the same answers`,
);

async function runInBrowser(given) {
  const code = await bundle('browser', 'src/page/crypto/browser-crypto.ts', 'browserCrypto');
  const context = vm.createContext({ ...WEB_GLOBALS, given });
  for (const name of ['Buffer', 'process', 'require', 'crypto', 'setTimeout']) {
    assert.equal(vm.runInContext(`typeof ${name}`, context), 'undefined');
  }
  const answer = vm.runInContext(`${code}\npure.run(given, pure.crypto)`, context);
  return { answer, bytes: code.length };
}

async function runInNode(given) {
  const code = await bundle('node', 'src/node/node-crypto.ts', 'nodeCrypto');
  const run = vm.runInThisContext(`(function (require) { ${code}\nreturn pure; })`);
  const { run: answer, crypto } = run(createRequire(import.meta.url));
  return answer(given, crypto);
}

/** The program and an arithmetic as one script, which names them `pure`. */
async function bundle(platform, cryptoFile, cryptoName) {
  const { outputFiles } = await build({
    stdin: {
      contents: `
        export { run } from ${JSON.stringify(program)};
        export { ${cryptoName} as crypto } from ${JSON.stringify(join(root, cryptoFile))};`,
      resolveDir: root,
    },
    bundle: true,
    write: false,
    platform,
    mainFields: ['module', 'main'],
    format: 'iife',
    globalName: 'pure',
    target: 'es2023',
    logLevel: 'error',
  });
  return outputFiles[0].text;
}

function makeInput() {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const token = Buffer.concat([makeRecord(0), makeRecord(1)]);
  return {
    approvalFile: [
      'Multi Token File Path = jü/officer1.token;',
      'Token File Path\t= ;',
      '  Number of Approvals = 3;',
      '# an officer',
      'Approver Type = 2;',
      'Approver Name = officer1',
      'Approval File = "officer1.token.sig";',
      '',
    ].join('\n'),
    officerKey: publicKey.export({ type: 'spki', format: 'pem' }),
    token: token.toString('base64'),
    signatures: [
      sign('sha256', token, privateKey),
      sign('sha256', Buffer.from('another file'), privateKey),
      sign('sha256', createHash('sha256').update(token).digest(), privateKey),
    ].map((signature) => signature.toString('base64')),
    sdk5Token: JSON.stringify({
      version: '2.0',
      service: 'user',
      approval_data: token.toString('base64'),
      token: createHash('sha256').update(token).digest('base64'),
      signatures: [],
    }),
    auditLog: readFileSync(join(root, 'test/golden/aws-log/interpreting-audit-logs.log'), 'utf8'),
  };
}

/** A record as src/token/record.ts describes it: of service 3, for officer1. */
function makeRecord(node) {
  const record = Buffer.alloc(80);
  record.writeUInt16BE(7, 0);
  record.writeUInt16BE(3, 2);
  record.writeUInt32BE(node, 4);
  record.fill(node + 1, 16, 32);
  record.write('officer1', 32);
  record.writeBigUInt64BE(1_700_000_000n, 64);
  return record;
}
