/**
 * The files of a ceremony, made without mofn's own writers: the token by hand, signatures by node:crypto, logs in the
 * layout of AWS's guide. officer1 asks for a token of two HSMs, officer2 and officer3 approve, and bob is made.
 */
import { createHash, sign } from 'node:crypto';
import type { GivenFile } from '../../src/evidence/gather/given-file.ts';
import { awsLog, type LoggedEvent } from './aws-log.ts';
import { takeKey } from './keys.ts';
import { paeOf, requestFile } from './request-file.ts';

/** 2023-11-14T22:13:20Z, as test/support/request-file.ts has it. */
export const MADE = 1_700_000_000;

/** Who approves. */
export const APPROVERS = ['officer2', 'officer3'] as const;

/** A record of 80 bytes, as src/token/record.ts lays it out. */
export function recordBytes(
  node: number,
  { user = 'officer1', created = MADE, salt = 0 } = {},
): Buffer {
  const bytes = Buffer.alloc(80);
  bytes.writeUInt16BE(1, 0);
  bytes.writeUInt16BE(3, 2);
  bytes.writeUInt32BE(node, 4);
  createHash('sha256').update(`nonce ${node} ${salt}`).digest().copy(bytes, 16, 0, 16);
  bytes.write(user, 32, 'latin1');
  bytes.writeBigUInt64BE(BigInt(created), 64);
  return bytes;
}

/** What officers sign. */
export function tokenBytes(salt = 0): Buffer {
  return Buffer.concat([recordBytes(0, { salt }), recordBytes(1, { salt })]);
}

export function signatureOf(officer: string, message: Uint8Array): Buffer {
  return sign('sha256', message, takeKey(officer).privateKey);
}

/** A token file of the newer command line with everybody's approvals. */
export function sdk5File(token: Buffer, approvers: readonly string[] = APPROVERS): Buffer {
  const file = {
    version: '2.0',
    service: 'user-management',
    approval_data: token.toString('base64'),
    token: createHash('sha256').update(token).digest('base64'),
    signatures: approvers.map((username) => ({
      username,
      role: 'admin',
      signature: signatureOf(username, token).toString('base64'),
    })),
  };
  return Buffer.from(`${JSON.stringify(file, null, 2)}\n`);
}

/** A request that everybody has signed. */
export function signedRequest(token: Uint8Array): Buffer {
  const file = requestFile(token);
  const envelope = JSON.parse(file);
  envelope.signatures = APPROVERS.map((officer) => ({
    sig: signatureOf(officer, paeOf(file)).toString('base64'),
  }));
  return Buffer.from(`${JSON.stringify(envelope, null, 2)}\n`);
}

const CO = 'CN_CRYPTO_OFFICER (2)';
const CU = 'CN_CRYPTO_USER (1)';

/** The log of an HSM on which bob was made; without `isDone`, of one on which he was not. */
export function hsmLog({ isDone = true, late = 0 } = {}): Buffer {
  const events: readonly LoggedEvent[] = [
    { at: MADE - 60, opcode: 'CN_LOGIN (0xd)', user: { name: 'officer1', type: CO } },
    { at: MADE, opcode: 'CN_GET_TOKEN' },
    ...(isDone
      ? [
          {
            at: MADE + 120 + late,
            opcode: 'CN_CREATE_USER (0x3)',
            session: '0x7014007',
            user: { name: 'bob', type: CU },
          },
        ]
      : []),
    { at: MADE + 180 + late, opcode: 'CN_LOGOUT (0xe)', session: '0x7014000' },
  ];
  // No two HSMs have the same microsecond.
  return Buffer.from(awsLog(events).replaceAll('437708', String(437_700 + late)));
}

/** The whole folder: `change` puts others in the place of files, or takes out those that are `undefined`. */
export function ceremonyFiles(
  change: Readonly<Record<string, Uint8Array | string | undefined>> = {},
): readonly GivenFile[] {
  const token = tokenBytes();
  const files: Record<string, Uint8Array | string | undefined> = {
    'token.json': sdk5File(token),
    'request.json': signedRequest(token),
    'logs/hsm-0.log': hsmLog(),
    'logs/hsm-1.log': hsmLog({ late: 1 }),
    ...Object.fromEntries(
      ['officer1', ...APPROVERS].map((name) => [`keys/${name}.pub`, takeKey(name).publicPem]),
    ),
    ...change,
  };
  return Object.entries(files).flatMap(([path, content]): readonly GivenFile[] =>
    content === undefined
      ? []
      : [{ path, bytes: new Uint8Array(Buffer.from(content)), from: 'folder' }],
  );
}
