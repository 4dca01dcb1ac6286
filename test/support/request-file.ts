/** Requests, written down by hand as docs/request.schema.json has them. */
import { createHash } from 'node:crypto';

/** What a request says, where it differs from the one that is asked for in most tests. */
export interface RequestWishes {
  readonly user?: string;
  readonly reason?: string;
  readonly requester?: string;
  readonly service?: { readonly number: number; readonly name: string };
  readonly made?: string;
  readonly expires?: string;
  /** SHA-256 of a policy, hex. */
  readonly policy?: string;
  readonly key?: string;
  readonly data?: { readonly digest: { readonly sha256: string }; readonly bytes: number };
}

/** @param token what officers sign: all of its records */
export function requestStatement(token: Uint8Array, wishes: RequestWishes = {}): unknown {
  const { user = 'bob', reason = 'joins payments', requester = 'officer1', expires } = wishes;
  const { service = { number: 3, name: 'USER_MGMT' }, policy, key, data } = wishes;
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [
      {
        name: 'officer1.token',
        digest: { sha256: createHash('sha256').update(token).digest('hex') },
      },
    ],
    predicateType: 'urn:mofn:request:v1',
    predicate: {
      operation: {
        name: 'createUser',
        arguments: { type: 'CU', user },
        classic: `createUser CU ${user}`,
        sdk5: `user create --role crypto-user --username ${user}`,
      },
      requester,
      service,
      reason,
      made: wishes.made ?? '2023-11-14T22:13:20Z',
      ...(expires !== undefined && { expires }),
      ...(policy !== undefined && { policy: { digest: { sha256: policy } } }),
      ...(key !== undefined && { key }),
      ...(data !== undefined && { data }),
    },
  };
}

/** The file of a request that nobody has signed. */
export function requestFile(token: Uint8Array, wishes: RequestWishes = {}): string {
  return requestFileOf(requestStatement(token, wishes));
}

/** The same, around any statement. */
export function requestFileOf(statement: unknown): string {
  const payload = JSON.stringify(statement);
  const envelope = {
    payloadType: 'application/vnd.in-toto+json',
    payload: Buffer.from(payload).toString('base64'),
    signatures: [],
  };
  return `${JSON.stringify(envelope, null, 2)}\n`;
}

/** What its signatures are over, by DSSE's own words: `DSSEv1`, and type and payload behind their lengths. */
export function paeOf(file: Uint8Array | string): Buffer {
  const { payloadType, payload } = JSON.parse(String(file));
  const body = Buffer.from(payload, 'base64');
  const head = `DSSEv1 ${payloadType.length} ${payloadType} ${body.length} `;
  return Buffer.concat([Buffer.from(head), body]);
}

/** Something with another value at a path, as `predicate.service.number`; undefined takes it out. */
export function changeAt(whole: unknown, path: string, value: unknown): unknown {
  const copy = structuredClone(whole);
  const names = path.split('.');
  const last = names.pop() ?? '';
  // biome-ignore lint/suspicious/noExplicitAny: any path
  const parent = names.reduce((inner: any, name) => inner[name], copy);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return copy;
}
