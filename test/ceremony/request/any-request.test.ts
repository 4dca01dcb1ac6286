/** Whatever is in a file: a request that is read says all that was signed, and anything else is a failure. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { combineEnvelopes } from '../../../src/ceremony/dsse/combine-envelopes.ts';
import { writeEnvelope } from '../../../src/ceremony/dsse/write-envelope.ts';
import { readDraft, writeDraft } from '../../../src/ceremony/request/draft.ts';
import { makeTerms } from '../../../src/ceremony/request/make-request.ts';
import type { RequestTerms } from '../../../src/ceremony/request/request.ts';
import {
  makeStatement,
  readRequest,
  STATEMENT_PAYLOAD_TYPE,
} from '../../../src/ceremony/request/statement.ts';
import { isFailure } from '../../../src/failure.ts';
import { escapeUnsafe } from '../../../src/printable.ts';
import { describeFailure } from '../../../src/words/failures/index.ts';
import { describeRequest } from '../../../src/words/request.ts';
import { howMany } from '../../support/how-many.ts';
import { requestFile, requestStatement } from '../../support/request-file.ts';

const token = Buffer.from('a token');
const enclose = (payload: Uint8Array): Uint8Array =>
  writeEnvelope({ payloadType: STATEMENT_PAYLOAD_TYPE, payload, signatures: [] });

/** What an action answers; nothing where it fails as it may, in words that are safe to show. */
function attempt<Result>(action: () => Result): Result | undefined {
  try {
    return action();
  } catch (error) {
    if (!isFailure(error)) throw error;
    const { message, hint = '' } = describeFailure(error);
    expect(escapeUnsafe(message + hint)).toBe(message + hint);
    return undefined;
  }
}

/** A text with some stretches replaced. */
const edits = fc.array(
  fc.record({
    at: fc.nat(),
    length: fc.nat(12),
    text: fc.oneof(
      fc.string({ maxLength: 6, unit: 'binary' }),
      fc.constantFrom(
        '"',
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '\\u202e',
        '__proto__',
        '"reason":',
        'null',
      ),
    ),
  }),
  { minLength: 1, maxLength: 4 },
);

function edit(
  text: string,
  changes: readonly { at: number; length: number; text: string }[],
): string {
  return changes.reduce((whole, { at, length, text: part }) => {
    const start = at % (whole.length + 1);
    return whole.slice(0, start) + part + whole.slice(start + length);
  }, text);
}

it('a file that was changed anywhere', () => {
  const file = requestFile(token, { expires: '2026-11-29T08:00:00Z' });
  const statement = JSON.stringify(requestStatement(token, { policy: 'ab'.repeat(32) }));
  fc.assert(
    fc.property(edits, fc.boolean(), (changes, isInside) => {
      const bytes = isInside
        ? enclose(Buffer.from(edit(statement, changes)))
        : Buffer.from(edit(file, changes));
      const read = attempt(() => readRequest(bytes));
      attempt(() => combineEnvelopes([bytes, Buffer.from(file)]));
      attempt(() => readDraft(bytes));
      if (read === undefined) return;
      const said: unknown = JSON.parse(Buffer.from(read.payload).toString());
      expect(JSON.parse(Buffer.from(makeStatement(read.request)).toString())).toEqual(said);
      for (const line of describeRequest(read.request)) expect(escapeUnsafe(line)).toBe(line);
    }),
    { numRuns: howMany(300, 20_000) },
  );
});

it('any words: what is made of them is read again as the same', () => {
  const value = fc
    .string({ maxLength: 20, unit: 'binary' })
    .map((text) => text.replaceAll('\0', ''));
  const words = fc.oneof(
    fc
      .tuple(fc.constantFrom(5, 6, 7), fc.array(value, { maxLength: 3 }))
      .map(([service, values]) => {
        const commands = {
          5: 'crypto sign',
          6: 'key share',
          7: 'cluster mtls register-trust-anchor',
        };
        const options = { 5: '--key-filter', 6: '--filter', 7: '--path' };
        const key = service as keyof typeof commands;
        const quoted = values.map((text) => `'${text.replaceAll("'", "'\\''")}'`);
        return { service, operation: `${commands[key]} ${options[key]} ${quoted.join(' ')}` };
      }),
    value.map((text) => ({ service: 3, operation: `createUser CU ${text}` })),
  );
  const terms = fc.record({ words, reason: fc.option(value), ticket: fc.option(value) });
  let made = 0;
  fc.assert(
    fc.property(terms, ({ words: { operation, service }, reason, ticket }) => {
      const request = attempt(
        (): RequestTerms =>
          makeTerms({
            operation,
            service,
            requester: 'officer1',
            reason: reason ?? undefined,
            ticket: ticket ?? undefined,
            made: 1_700_000_000,
            expires: undefined,
            policy: undefined,
          }),
      );
      if (request === undefined) return;
      made++;
      expect(readDraft(writeDraft(request))).toEqual(request);
      const bound = { ...request, token: { name: 't', digest: 'ab'.repeat(32) } };
      expect(readRequest(enclose(makeStatement(bound))).request).toEqual(bound);
    }),
    { numRuns: howMany(300, 20_000) },
  );
  expect(made).toBeGreaterThan(20);
});
