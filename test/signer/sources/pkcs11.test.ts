import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signDigest } from '../../../src/signer/sign-digest.ts';
import type { OpenedSigner } from '../../../src/signer/signer.ts';
import { openSource } from '../../../src/signer/sources/open-source.ts';
import { openPkcs11, type Pkcs11Options } from '../../../src/signer/sources/pkcs11.ts';
import {
  CK,
  loadPkcs11js,
  type Pkcs11Binding,
  type Pkcs11Module,
} from '../../../src/signer/sources/pkcs11-binding.ts';
import { rejectionOf } from '../../support/failure-of.ts';
import { takeKey } from '../../support/keys.ts';
import { requireFile, requirePackage, requireProgram } from '../../support/requirements.ts';

const SOFTHSM = '/usr/lib/softhsm/libsofthsm2.so';
const PIN = '1234';

const needed = [
  requirePackage('pkcs11js'),
  requireFile(SOFTHSM),
  requireProgram('softhsm2-util'),
  requireProgram('openssl'),
];
const labels = needed.map(({ label }) => label).join(' ');

describe.skipIf(needed.some(({ has }) => !has))(`keys on a SoftHSM2 token ${labels}`, () => {
  let folder: string;
  const softhsm = (...args: string[]): void => {
    execFileSync('softhsm2-util', args, { stdio: 'ignore' });
  };
  const importKey = (token: string, name: string, label: string, id: string): void =>
    softhsm(
      ...['--import', join(folder, name), '--token', token, '--pin', PIN],
      ...['--label', label, '--id', id],
    );
  const open = (uri: string, options: Partial<Pkcs11Options> = {}): Promise<OpenedSigner> =>
    openPkcs11({
      uri: `${uri}${uri.includes('?') ? '&' : '?'}module-path=${SOFTHSM}`,
      loadBinding,
      ...options,
    });
  const signByOpenssl = (key: string): Buffer =>
    execFileSync('openssl', ['dgst', '-sha256', '-sign', join(folder, key), join(folder, 'token')]);

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'mofn-softhsm-'));
    mkdirSync(join(folder, 'tokens'));
    writeFileSync(
      join(folder, 'softhsm2.conf'),
      `directories.tokendir = ${join(folder, 'tokens')}\n`,
    );
    process.env['SOFTHSM2_CONF'] = join(folder, 'softhsm2.conf');
    for (const [name, bits] of [
      ['officer1.key', 2048],
      ['officer2.key', 3072],
    ] as const) {
      writeFileSync(join(folder, name), takeKey('officer1', { bits }).privatePem, { mode: 0o600 });
    }
    for (const label of ['officer 1', 'officer2']) {
      softhsm('--init-token', '--free', '--label', label, '--pin', PIN, '--so-pin', '5678');
    }
    importKey('officer 1', 'officer1.key', 'quorum', '01');
    importKey('officer2', 'officer1.key', 'first', '01');
    importKey('officer2', 'officer2.key', 'second', 'a1b2');
    writeFileSync(join(folder, 'token'), Buffer.alloc(160, 0x5a));
    writeFileSync(join(folder, 'pin'), `${PIN}\n`);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  async function expectSameAsOpenssl(signer: OpenedSigner, key: string): Promise<void> {
    const token = readFileSync(join(folder, 'token'));
    for (let times = 0; times < 2; times++) {
      expect(Buffer.from(await signer.sign(token))).toEqual(signByOpenssl(key));
    }
    await signer.close();
  }

  test('the token hashes and signs: the bytes are those of openssl', async () => {
    const signer = await open(`pkcs11:token=officer%201;object=quorum?pin-value=${PIN}`);
    const spki = execFileSync('openssl', [
      ...['pkey', '-in', join(folder, 'officer1.key'), '-pubout', '-outform', 'DER'],
    ]);
    expect(signer.publicKey.export({ format: 'der', type: 'spki' })).toEqual(spki);
    expect(signer.description).not.toContain(PIN);
    await expectSameAsOpenssl(signer, 'officer1.key');
  });

  test('a bare digest is signed as its message is', async () => {
    const signer = await open(`pkcs11:token=officer%201;object=quorum?pin-value=${PIN}`);
    const digest = createHash('sha256')
      .update(readFileSync(join(folder, 'token')))
      .digest();
    expect(Buffer.from(await signDigest(digest, signer))).toEqual(signByOpenssl('officer1.key'));
    await signer.close();
  });

  test('a token that cannot hash: it is done here, and the bytes are the same', async () => {
    const calls: number[] = [];
    const signer = await open(`pkcs11:token=officer%201?pin-value=${PIN}`, {
      loadBinding: async () => {
        const makeModule = await loadBinding();
        return () => hideHashing(makeModule(), calls);
      },
    });
    await expectSameAsOpenssl(signer, 'officer1.key');
    expect(calls).toEqual([1, 1]);
  });

  test('a key by its ID, a PIN from a file', async () => {
    const signer = await openSource(
      `pkcs11:token=officer2;id=%A1%B2?pin-source=pin&module-path=${SOFTHSM}`,
      {
        env: {},
        resolvePath: (path) => join(folder, path),
        loadPkcs11: loadBinding,
      },
    );
    await expectSameAsOpenssl(signer, 'officer2.key');
  });

  test('a PIN that is asked for, once', async () => {
    const asked: string[] = [];
    const signer = await open('pkcs11:token=officer2;object=second', {
      askPin: async (token) => {
        asked.push(token);
        return PIN;
      },
    });
    await expectSameAsOpenssl(signer, 'officer2.key');
    expect(asked).toEqual(['officer2']);
  });

  test.each([
    ['pkcs11:token=officer3?pin-value=1234', 'key', 'there is no token that fits'],
    ['pkcs11:?pin-value=1234', 'key', '2 tokens fit the PKCS#11 URI: "officer'],
    ['pkcs11:token=officer2?pin-value=1234', 'key', '2 keys on the token fit'],
    ['pkcs11:token=officer2;object=third?pin-value=1234', 'key', 'there is no private RSA key'],
    ['pkcs11:token=officer2;id=%ff?pin-value=1234', 'key', 'there is no private RSA key'],
    ['pkcs11:token=officer2?pin-value=9999', 'key', 'the PIN of the token is wrong'],
    ['pkcs11:token=officer2', 'key', 'wants a PIN'],
  ])('%s is refused', async (uri, kind, message) => {
    const failure = await rejectionOf(open(uri));
    expect(failure.kind).toBe(kind);
    expect(failure.message).toContain(message);
    // What failed left the module as it was before.
    const signer = await open(`pkcs11:token=officer%201?pin-value=${PIN}`);
    await signer.close();
  });

  test('mofn sign --signer, with the PIN from --passin', () => {
    const signature = execFileSync(process.execPath, [
      ...['bin/mofn', 'sign', join(folder, 'token'), '--yes', '--out', '-', '--quiet'],
      ...['--signer', `pkcs11:token=officer2;object=second?module-path=${SOFTHSM}`],
      ...['--passin', `file:${join(folder, 'pin')}`],
    ]);
    expect(signature).toEqual(signByOpenssl('officer2.key'));
  });

  test('a module that is none', async () => {
    for (const path of ['/nonexistent.so', join(folder, 'pin')]) {
      const opened = openPkcs11({
        uri: `pkcs11:?module-path=${path}`,
        loadBinding,
      });
      expect(await rejectionOf(opened)).toMatchObject({
        kind: 'key',
        message: `cannot load the PKCS#11 module "${path}"`,
      });
    }
    const unnamed = openPkcs11({ uri: 'pkcs11:', loadBinding });
    expect(await rejectionOf(unnamed)).toMatchObject({ kind: 'usage' });
  });
});

/** The package as the library finds it, or by NODE_PATH, of which `import` knows nothing. */
async function loadBinding(): Promise<Pkcs11Binding> {
  try {
    return await loadPkcs11js();
  } catch {
    const { PKCS11 } = createRequire(import.meta.url)('pkcs11js') as {
      PKCS11: new () => Pkcs11Module;
    };
    return () => new PKCS11();
  }
}

/** A token that can sign a hash, but not make it; the mechanisms that it is asked for are noted. */
function hideHashing(module: Pkcs11Module, asked: number[]): Pkcs11Module {
  const signInit = module.C_SignInit.bind(module);
  const listMechanisms = module.C_GetMechanismList.bind(module);
  module.C_GetMechanismList = (slot) =>
    listMechanisms(slot).filter((mechanism) => mechanism !== CK.mechanismSha256RsaPkcs);
  module.C_SignInit = (session, mechanism, key) => {
    asked.push(mechanism.mechanism);
    signInit(session, mechanism, key);
  };
  return module;
}
