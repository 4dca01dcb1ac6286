/** Keys at the prompt, and for whoever asks afterwards. */
import { expect, it } from 'vitest';
import { specsOf } from '../../../src/cloudhsm-cli/commands/index.ts';
import { textsOf } from '../../../src/cloudhsm-cli/editions.ts';
import { completeLine } from '../../../src/cloudhsm-cli/grammar/complete.ts';
import { FIRST_SDK5_EDITION } from '../../../src/hsm/sdk5-edition.ts';
import { describeUnsent } from '../../../src/words/unsent.ts';
import { takeKey } from '../../support/keys.ts';
import { KeyStage } from './key-stage.ts';

const ROOT = { name: '', about: '', subcommands: specsOf(textsOf(FIRST_SDK5_EDITION)) };

it.each([
  ['key l', 'key list '],
  ['key generate-s', 'key generate-symmetric '],
  ['crypto sign ec', 'crypto sign ecdsa '],
  ['key list -v --fil', 'key list -v --filter '],
  ['key list --filter attr.la', 'key list --filter attr.label='],
  ['key list --filter attr.label=x key-', 'key list --filter attr.label=x key-reference='],
  [
    'key generate-symmetric aes --attributes ver',
    'key generate-symmetric aes --attributes verify=',
  ],
  ['key set-attribute --name wrap-', 'key set-attribute --name wrap-with-trusted '],
  [
    'key generate-asymmetric-pair ec --curve secp3',
    'key generate-asymmetric-pair ec --curve secp384r1 ',
  ],
  ['crypto sign ecdsa --data-path m', 'crypto sign ecdsa --data-path message '],
])('Tab: %s', (before, after) => {
  const { from, text } = completeLine(ROOT, before, () => ['message']);
  expect(before.slice(0, from) + text).toBe(after);
});

it('what comes to no HSM is told afterwards, and what went through since', async () => {
  const stage = new KeyStage({ servers: [{ name: 'a', hostname: 'a', port: 2225 }] });
  stage.files.write('private', takeKey('officer2').privatePem);
  stage.files.write('rsa', takeKey('officer2').publicPem);
  const ec = 'key generate-asymmetric-pair ec --curve secp256k1 --public-label p --private-label q';
  const sign = 'crypto sign ecdsa --key-filter attr.label=q --hash-function sha256 --data AAAA';
  const pem = 'key import pem --label k --path';
  await stage.must('cu1', `${ec} --private-attributes sign=true`);
  const cases: readonly (readonly [string, string])[] = [
    ['key-on-few-hsms', sign],
    ['no-key-matches', 'key delete --filter attr.label=x'],
    ['keys-match', 'key delete --filter attr.key-type=ec'],
    ['key-quorum-values', `${ec} --manage-private-key-quorum-value 1`],
    ['private-key-given', `${pem} private --key-type-class rsa-public`],
    ['key-of-other-type', `${pem} rsa --key-type-class ec-public`],
    ['key-not-public', 'key generate-file --encoding pem --path f --filter attr.label=q'],
    [
      'tool-not-offered',
      'key generate-file --encoding reference-pem --path f --filter attr.label=q',
    ],
  ];
  for (const [code, line] of cases) {
    await stage.fails('cu1', line);
    const note = stage.cluster.readUnsent().at(-1);
    expect(note, line).toMatchObject({ reason: { code }, succeeded: null });
    expect(note?.command).toBe(line.slice(0, line.indexOf(' --')));
    expect(describeUnsent(note?.reason ?? { code: 'passwords-differ' })).toMatch(/^.{20,}$/);
  }
  stage.cluster.changeSettings((settings) => ({ ...settings, checksKeyAvailability: false }));
  await stage.must('cu1', sign);
  expect(stage.cluster.readUnsent()[0]?.succeeded).not.toBeNull();
});
