/** Tokens that were damaged or mistaken on their way, and files that did not come: what the page says first of them. */
import { createHash, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { DroppedFile } from '../../src/page/engine/page-model.ts';
import { judgeApproval } from '../../src/page/ui/results/headline.ts';
import { listSteps } from '../../src/page/ui/results/token-trouble.ts';
import { encodeTokens } from '../../src/token/record.ts';
import { takeKey } from '../support/keys.ts';
import { sampleRecord, useOfficerFolder } from '../support/officer-folder.ts';
import { lookAtFiles } from './engine-runs.ts';

const NOW = 1_700_000_060_000;
const files = useOfficerFolder();

/** The ceremony of two officers, with its request and policy, and some files put in the place of others. */
function look(
  instead: Readonly<Record<string, Uint8Array | undefined>>,
  { now = NOW, others = [] }: { readonly now?: number; readonly others?: readonly string[] } = {},
) {
  const names = [
    'approval.txt',
    'officer1.token',
    'officer1.token.sig1',
    'officer1.token.sig2',
    'officer1.pub',
    'officer2.pub',
    'officer3.pub',
    ...others,
  ];
  const dropped = names.flatMap((path): readonly DroppedFile[] => {
    const bytes = path in instead ? instead[path] : files.read(path);
    return bytes === undefined ? [] : [{ path, bytes: Uint8Array.from(bytes) }];
  });
  const [view] = lookAtFiles(dropped, { now }).approvals;
  if (view === undefined) throw new Error('there is an approval file');
  return { view, headline: judgeApproval(view), steps: listSteps(view).map(({ what }) => what) };
}

/** As an editor does that takes each byte for a letter. */
const toUtf8 = (bytes: Uint8Array): Uint8Array =>
  Buffer.from(Buffer.from(bytes).toString('latin1'), 'utf8');

describe('a token', () => {
  const record = { ...sampleRecord({ node: 0, nonce: 0xf3 }), created: 0xe5_f6_c7_d8 };

  it('that was converted to UTF-8 is called damaged, and is to be sent again', () => {
    const damaged = toUtf8(encodeTokens([record]));
    expect(damaged.length).toBeGreaterThan(80);
    const { headline, steps } = look({ 'officer1.token': damaged });
    expect(headline.tone).toBe('bad');
    expect(headline.title).toMatch(
      new RegExp(`^officer1.token is damaged: ${damaged.length} bytes`),
    );
    expect(headline.details[0]).toContain('UTF-8');
    expect(steps).toEqual([
      'Have officer1.token sent again, as binary, in a zip: nobody signs this one',
    ]);
  });

  it('that was cut off is called damaged, too, and not converted', () => {
    const { headline } = look({ 'officer1.token': encodeTokens([record]).subarray(0, 79) });
    expect(headline.title).toMatch(/^officer1.token is damaged: 79 bytes/);
    expect(headline.details[0]).not.toContain('UTF-8');
  });

  it.each([[[]], [['request.signed.json']]])(
    'that is another than all signed is said to be it, by its digest, %j',
    (others) => {
      const { headline, steps } = look({ 'officer1.token': encodeTokens([record]) }, { others });
      const digest = createHash('sha256').update(files.read('officer1.token')).digest('hex');
      expect(headline).toMatchObject({
        tone: 'bad',
        title: 'officer1.token is not the token they signed',
      });
      expect(steps).toEqual([
        `Ask for the file whose SHA-256 is ${digest}, and drop it in the place of officer1.token`,
      ]);
    },
  );

  it('that one of two signed is not said to be another', () => {
    const other = sign('sha256', Buffer.from('other'), takeKey('officer2').privateKey);
    expect(look({ 'officer1.token.sig2': other }).headline.title).toBe(
      'officer2’s signature is wrong',
    );
  });

  it('that is older than the policy allows is called too old, with the numbers', () => {
    const policy = files
      .read('payment.toml')
      .toString()
      .replace('[[rules]]\n', '$&max-token-age = "10m"\n');
    const at = (now: number) =>
      look({ 'payment.toml': Buffer.from(policy) }, { others: ['payment.toml'], now });
    const created = Date.parse(at(NOW).view.status?.token?.created ?? '');
    expect(at(created + 60_000).headline.title).toBe('Enough: 2 of 2 approvals');
    const { headline } = at(created + 86_400_000);
    expect(headline.title).toBe('The token is too old');
    expect(headline.details[0]).toBe('It is 1 day old, and by the policy it may be 10 minutes.');
  });
});

it('a signature that was not dropped is asked for first, and nobody is said to have made another', () => {
  const { view, headline, steps } = look(
    { 'officer1.token.sig2': undefined },
    { others: ['payment.toml'] },
  );
  expect(headline.tone).toBe('open');
  expect(headline.title).toBe('Not all of it was dropped: officer2’s signature');
  expect(steps[0]).toMatch(/^Drop officer1.token.sig2 here as well/);
  expect(steps.length).toBeGreaterThan(1);
  const [verdict] = view.verdicts;
  expect(verdict?.approvals.map(({ account, state }) => `${account} ${state}`)).toContain(
    'officer2 no-file',
  );
});
