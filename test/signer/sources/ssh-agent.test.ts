import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createPublicKey, sign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { encodeString, encodeUint32 } from '../../../src/signer/encodings/ssh-wire.ts';
import { openSource } from '../../../src/signer/sources/open-source.ts';
import { openSshAgent } from '../../../src/signer/sources/ssh-agent.ts';
import { rejectionOf } from '../../support/failure-of.ts';
import { takeKey } from '../../support/keys.ts';
import { requireProgram } from '../../support/requirements.ts';

const agentProgram = requireProgram('ssh-agent');
const openssl = requireProgram('openssl');
const needs = `${agentProgram.label} ${openssl.label}`;

describe.skipIf(!agentProgram.has || !openssl.has)(`keys in the real ssh-agent ${needs}`, () => {
  let folder: string;
  let socket: string;
  let agent: ChildProcess;
  const add = (...args: string[]): void => {
    execFileSync('ssh-add', ['-q', ...args], {
      env: { ...process.env, SSH_AUTH_SOCK: socket },
      stdio: 'ignore',
    });
  };
  const fingerprintOfFile = (name: string): string => {
    const line = execFileSync('ssh-keygen', ['-l', '-E', 'sha256', '-f', join(folder, name)]);
    return line.toString().split(' ')[1] ?? '';
  };
  const signByOpenssl = (key: string, message: string): Buffer =>
    execFileSync('openssl', ['dgst', '-sha256', '-sign', join(folder, key), join(folder, message)]);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'mofn-agent-'));
    socket = join(folder, 'agent.sock');
    agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: ['ignore', 'pipe', 'ignore'] });
    await new Promise((resolve) => agent.stdout?.once('data', resolve));
    for (const [name, { privatePem }] of [
      ['officer1.key', takeKey('officer1')],
      ['officer2.key', takeKey('large', { bits: 3072 })],
    ] as const) {
      writeFileSync(join(folder, name), privatePem, { mode: 0o600 });
    }
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(folder, 'ed')]);
    writeFileSync(join(folder, 'token'), Buffer.alloc(160, 0x5a));
    writeFileSync(join(folder, 'large'), Buffer.alloc(200_000, 0x11));
    writeFileSync(join(folder, 'empty'), '');
  });
  afterAll(() => {
    agent.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  test('an agent without RSA keys is told', async () => {
    expect((await rejectionOf(openSshAgent({ socket }))).message).toContain(
      'the ssh-agent holds no RSA key',
    );
    add(join(folder, 'ed'));
    expect((await rejectionOf(openSshAgent({ socket }))).message).toContain(
      'the ssh-agent holds no RSA key',
    );
  });

  test('the only RSA key is taken, and signs as openssl does with the file', async () => {
    add(join(folder, 'officer1.key'));
    const signer = await openSource('ssh-agent', {
      env: { SSH_AUTH_SOCK: socket },
      resolvePath: (path) => path,
    });
    for (const message of ['token', 'large', 'empty']) {
      const signature = await signer.sign(readFileSync(join(folder, message)));
      expect(Buffer.from(signature)).toEqual(signByOpenssl('officer1.key', message));
    }
    expect(signer.signDigest).toBeUndefined();
    const file = createPublicKey(readFileSync(join(folder, 'officer1.key')));
    expect(signer.publicKey.equals(file)).toBe(true);
    expect(signer.description).toBe(`ssh-agent ${fingerprintOfFile('officer1.key')}`);
    await signer.close();
  });

  test('several signatures may be asked for at once', async () => {
    const signer = await openSshAgent({ socket });
    const messages = Array.from({ length: 20 }, (_, index) => Buffer.from(`message ${index}`));
    const together = await Promise.all(messages.map((message) => signer.sign(message)));
    for (const [index, message] of messages.entries()) {
      expect(together[index]).toEqual(await signer.sign(message));
    }
    await signer.close();
  });

  test('a fingerprint chooses between keys, with and without SHA256:', async () => {
    add(join(folder, 'officer2.key'));
    expect(await rejectionOf(openSshAgent({ socket }))).toMatchObject({
      kind: 'key',
      message: 'the ssh-agent holds 2 RSA keys, and which of them is not said',
      hint: expect.stringContaining(`ssh-agent:${fingerprintOfFile('officer2.key')}`),
    });
    const fingerprint = fingerprintOfFile('officer2.key');
    for (const given of [fingerprint, fingerprint.replace('SHA256:', '')]) {
      const signer = await openSource(`ssh-agent:${given}`, {
        env: { SSH_AUTH_SOCK: socket },
        resolvePath: (path) => path,
      });
      const signature = await signer.sign(readFileSync(join(folder, 'token')));
      expect(Buffer.from(signature)).toEqual(signByOpenssl('officer2.key', 'token'));
      await signer.close();
    }
    expect(await rejectionOf(openSshAgent({ socket, fingerprint: 'SHA256:AAAA' }))).toMatchObject({
      kind: 'key',
      message: 'the ssh-agent holds no RSA key with the fingerprint SHA256:AAAA',
    });
  });

  test('mofn sign --signer', () => {
    const signature = execFileSync(
      process.execPath,
      [
        ...['bin/mofn', 'sign', join(folder, 'token'), '--yes', '--out', '-', '--quiet'],
        ...['--signer', `ssh-agent:${fingerprintOfFile('officer1.key')}`],
      ],
      { env: { ...process.env, SSH_AUTH_SOCK: socket } },
    );
    expect(signature).toEqual(signByOpenssl('officer1.key', 'token'));
  });

  test('a locked agent and a message over its limit are refused', async () => {
    const fingerprint = fingerprintOfFile('officer1.key');
    const signer = await openSshAgent({ socket, fingerprint });
    expect((await rejectionOf(signer.sign(Buffer.alloc(262_144)))).message).toContain(
      'up to 256 KiB',
    );
    add('-D');
    expect((await rejectionOf(signer.sign(Buffer.from('x')))).message).toContain('refuses to sign');
    await signer.close();
  });
});

describe('agents that are not there or not right', () => {
  test('no SSH_AUTH_SOCK, and no socket', async () => {
    const resolvePath = (path: string): string => path;
    expect(await rejectionOf(openSource('ssh-agent', { env: {}, resolvePath }))).toMatchObject({
      kind: 'key',
      message: 'there is no ssh-agent: SSH_AUTH_SOCK is not set',
    });
    expect(await rejectionOf(openSshAgent({ socket: '/nonexistent/agent' }))).toMatchObject({
      kind: 'key',
      message: 'cannot reach the ssh-agent at "/nonexistent/agent": ENOENT',
    });
  });

  test('a source of another name is refused, without what may be a PIN', async () => {
    const world = { env: {}, resolvePath: (path: string): string => path };
    expect(await rejectionOf(openSource('pkcs12:pin-value=1234', world))).toMatchObject({
      kind: 'usage',
      message: 'there is no source of keys "pkcs12"',
    });
  });

  test.each([
    ['closes the connection', () => undefined, 'closed the connection'],
    [
      'speaks something else',
      () => Buffer.from('HTTP/1.1 400 Bad Request\r\n'),
      'no agent protocol',
    ],
    ['says failure', () => frame(Buffer.from([5])), 'does not tell which keys'],
    [
      'cuts its list',
      () => frame(Buffer.concat([Buffer.from([12]), encodeUint32(2), encodeString('x')])),
      'cut off',
    ],
  ])('an agent that %s', async (_, answer, message) => {
    const { path, server } = await serve(() => answer());
    expect((await rejectionOf(openSshAgent({ socket: path }))).message).toContain(message);
    server.close();
  });
});

describe.skipIf(!openssl.has)(`agents that sign otherwise ${openssl.label}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'mofn-agent-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  async function signThrough(
    change: (signature: Buffer) => Buffer,
    digest = '-sha256',
  ): Promise<{ expected: Buffer; signed: Promise<Uint8Array> }> {
    const key = join(folder, 'key');
    writeFileSync(key, takeKey('officer1', { bits: 1024 }).privatePem);
    const message = findMessage(readFileSync(key));
    const expected = execFileSync('openssl', ['dgst', digest, '-sign', key], { input: message });
    const { n = '', e = '' } = createPublicKey(readFileSync(key)).export({ format: 'jwk' });
    const blob = Buffer.concat([
      encodeString('ssh-rsa'),
      encodeString(Buffer.from(e, 'base64url')),
      encodeString(Buffer.concat([Buffer.alloc(1), Buffer.from(n, 'base64url')])),
    ]);
    const { path, server } = await serve((request) =>
      request[4] === 11
        ? frame(
            Buffer.concat([
              Buffer.from([12]),
              encodeUint32(1),
              encodeString(blob),
              encodeString('comment'),
            ]),
          )
        : frame(
            Buffer.concat([
              Buffer.from([14]),
              encodeString(
                Buffer.concat([encodeString('rsa-sha2-256'), encodeString(change(expected))]),
              ),
            ]),
          ),
    );
    const signer = await openSshAgent({ socket: path });
    const signed = signer.sign(message).finally(() => {
      server.close();
      return signer.close();
    });
    return { expected, signed };
  }

  test('one that drops the zeros in front gives the same bytes', async () => {
    const { expected, signed } = await signThrough((signature) => signature.subarray(1));
    expect(Buffer.from(await signed)).toEqual(expected);
  });

  test('one that signs SHA-1, or flips a bit, is refused', async () => {
    const old = await signThrough((signature) => signature, '-sha1');
    expect((await rejectionOf(old.signed)).message).toContain('no signature over SHA-256');
    const flipped = await signThrough((signature) => {
      const changed = Buffer.from(signature);
      changed.writeUInt8((changed[100] ?? 0) ^ 1, 100);
      return changed;
    });
    expect((await rejectionOf(flipped.signed)).message).toContain('no signature over SHA-256');
  });
});

/**
 * A message whose signature starts with a zero byte, as about one in 256 does: an agent that writes
 * signatures as numbers leaves it out.
 */
function findMessage(key: Buffer): Buffer {
  for (let attempt = 0; ; attempt++) {
    const message = Buffer.from(`message ${attempt}`);
    if (sign('sha256', message, key)[0] === 0) return message;
  }
}

function frame(body: Buffer): Buffer {
  return Buffer.concat([encodeUint32(body.length), body]);
}

/** An agent of our own, which answers each request as it is told. */
async function serve(
  answer: (request: Buffer) => Buffer | undefined,
): Promise<{ path: string; server: Server }> {
  const folder = mkdtempSync(join(tmpdir(), 'mofn-fake-agent-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'socket');
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', (request) => {
      const reply = answer(request);
      if (reply === undefined) socket.destroy();
      else socket.write(reply);
    });
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return { path, server };
}
