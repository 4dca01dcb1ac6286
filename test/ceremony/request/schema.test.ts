import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, it } from 'vitest';
import { writeEnvelope } from '../../../src/ceremony/dsse/write-envelope.ts';
import { OPERATION_KINDS } from '../../../src/ceremony/operation/operation-kinds.ts';
import { makeTerms } from '../../../src/ceremony/request/make-request.ts';
import type { BoundRequest } from '../../../src/ceremony/request/request.ts';
import {
  makeStatement,
  readRequest,
  STATEMENT_PAYLOAD_TYPE,
} from '../../../src/ceremony/request/statement.ts';
import { isFailure } from '../../../src/failure.ts';
import { isKeyService, SERVICE } from '../../../src/token/service.ts';
import { requestStatement } from '../../support/request-file.ts';

const ajv = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true });
const schema = JSON.parse(readFileSync('docs/request.schema.json', 'utf8'));
const isBySchema = ajv.compile(schema);

/** One of each kind, as it is typed. */
const OPERATIONS: Readonly<Record<string, string>> = {
  createUser: 'createUser CU bob',
  deleteUser: 'deleteUser CO ada',
  changePswd: 'changePswd CU bob',
  changeMfa: 'user change-mfa token-sign --username ada --role admin --deregister',
  setMValue: 'setMValue 3 2',
  registerTrustAnchor: 'cluster mtls register-trust-anchor --path root.pem',
  deregisterTrustAnchor: 'cluster mtls deregister-trust-anchor --certificate-reference 0x1',
  setMtlsEnforcement: 'cluster mtls set-enforcement --level cluster',
  sign: 'crypto sign rsa-pkcs --key-filter attr.label=ca --hash-function sha256 --data-path "the file"',
  wrapKey: 'key wrap aes-gcm --payload-filter attr.label=a --wrapping-filter attr.label=b',
  unwrapKey: 'key unwrap aes-gcm --filter attr.label=b --data-path x',
  shareKey: 'key share --filter key-reference=0x1 --username bob --role crypto-user',
  unshareKey: 'key unshare --filter key-reference=0x1 --username bob --role crypto-user',
  setKeyAttribute: 'key set-attribute --filter attr.label=a --name encrypt --value true',
};

const TERMS = {
  requester: 'officer1',
  reason: 'a reason',
  ticket: 'CHG-1',
  made: 1_700_000_000,
  expires: 1_700_000_600,
  policy: 'ab'.repeat(32),
  data: { digest: 'ef'.repeat(32), bytes: 17 },
};

it('has every operation, and takes what is made of it', () => {
  expect(Object.keys(OPERATIONS)).toEqual(OPERATION_KINDS.map(({ op }) => op));
  expect(schema.$defs.operation.properties.name.enum).toEqual(Object.keys(OPERATIONS));
  for (const { op, service } of OPERATION_KINDS) {
    const operation = OPERATIONS[op] ?? '';
    const terms = makeTerms({
      ...TERMS,
      ...(isKeyService(SERVICE[service]) && { key: '0x0000000000000001' }),
      operation,
      service: SERVICE[service],
    });
    const payload = makeStatement({ ...terms, token: { name: 't', digest: 'cd'.repeat(32) } });
    expect(
      isBySchema(JSON.parse(Buffer.from(payload).toString())),
      ajv.errorsText(isBySchema.errors),
    ).toBe(true);
    const file = writeEnvelope({ payloadType: STATEMENT_PAYLOAD_TYPE, payload, signatures: [] });
    expect(readRequest(file).request).toMatchObject({ operation: { op }, reason: 'a reason' });
  }
});

const WHOLE = {
  ...(requestStatement(Buffer.from('a token'), {
    expires: '2026-11-29T08:00:00Z',
    policy: 'ab'.repeat(32),
    key: '0x0000000000680006',
    data: { digest: { sha256: 'cd'.repeat(32) }, bytes: 17 },
  }) as object),
};

/** Every value of a statement, by its path. */
function* listPaths(value: unknown, path: readonly string[] = []): Generator<readonly string[]> {
  if (path.length > 0) yield path;
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) yield* listPaths(inner, [...path, name]);
}

/** What a value is replaced by; undefined takes it out. */
const OTHERS: readonly unknown[] = [
  undefined,
  null,
  '',
  ' ',
  'x',
  'X',
  'x'.repeat(1025),
  0,
  3.5,
  99,
  true,
  [],
  {},
  { extra: 1 },
  '2026-11-29T08:00:00',
  '1969-12-31T23:59:59Z',
  '1970-01-01T00:00:00Z',
  '9999-12-31T23:59:59Z',
  '10000-01-01T00:00:00Z',
  'AB'.repeat(32),
];

it('refuses where the reader does, wherever one value of a request is another', () => {
  const paths = [...listPaths(WHOLE)];
  expect(paths.length).toBeGreaterThan(20);
  for (const path of paths) {
    for (const other of OTHERS) {
      const statement = replace(WHOLE, path, other);
      const request = read(statement);
      const found = { path, other, isRead: request !== undefined };
      // All that is signed is in what is read, and so is shown.
      if (request !== undefined) {
        expect(JSON.parse(Buffer.from(makeStatement(request)).toString())).toEqual(statement);
      }
      // What a schema cannot say: that words are those of name and arguments.
      const isOfWords = path.join('.').startsWith('predicate.operation');
      if (isOfWords && isBySchema(statement)) continue;
      expect(found).toEqual({ path, other, isRead: isBySchema(statement) });
    }
  }
});

function read(statement: unknown): BoundRequest | undefined {
  const payload = Buffer.from(JSON.stringify(statement));
  try {
    const payloadType = STATEMENT_PAYLOAD_TYPE;
    return readRequest(writeEnvelope({ payloadType, payload, signatures: [] })).request;
  } catch (error) {
    if (isFailure(error)) return undefined;
    throw error;
  }
}

function replace(value: unknown, [name, ...rest]: readonly string[], other: unknown): unknown {
  if (name === undefined) return other;
  const inner = replace((value as Record<string, unknown>)[name], rest, other);
  if (Array.isArray(value)) return inner === undefined ? [] : [inner];
  return { ...(value as object), [name]: inner };
}
