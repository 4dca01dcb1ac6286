/**
 * What the real tool does with keys and the emulator does not: each says so, and docs/emulator.md lists it.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { NOT_OFFERED, NOT_OFFERED_VALUES } from '../../src/cloudhsm-cli/commands/not-offered.ts';
import type { OptionSpec } from '../../src/cloudhsm-cli/grammar/command-spec.ts';
import { answerOf, CliStage } from './cli-stage.ts';

const PAGE = readFileSync(new URL('../../docs/emulator.md', import.meta.url), 'utf8');
const COMMANDS = NOT_OFFERED.map(({ path }) => path.join(' '));
const CU = { role: 'crypto-user', pin: 'cu1:password' };
const stage = new CliStage();

/** What a command cannot do without, so that its grammar has nothing to say. */
function fill({ name, choices, many, check }: OptionSpec): readonly string[] {
  if (many === true) return [`--${name}`, 'key-reference=0x6'];
  return [`--${name}`, choices?.[0] ?? (check === undefined ? '8' : '0x10')];
}

describe('not offered', () => {
  it.each(COMMANDS)('%s', async (words) => {
    const { spec } = NOT_OFFERED.find(({ path }) => path.join(' ') === words) ?? {};
    const grouped = (spec?.oneOf ?? []).map(([first = '']) => first);
    const options = (spec?.options ?? []).filter(
      ({ name, required }) => required === true || grouped.includes(name),
    );
    const ran = await stage.runWords([...words.split(' '), ...options.flatMap(fill)]);
    expect(ran.exit).toBe(1);
    expect(answerOf(ran)).toEqual({
      error_code: 1,
      data: `${words.charAt(0).toUpperCase()}${words.slice(1)} is not offered by this emulator`,
    });
  });

  it.each(NOT_OFFERED_VALUES)('%s', async (words) => {
    const rest: Readonly<Record<string, string>> = {
      ec: '--public-label a --private-label b',
      'generate-file': '--path f --filter attr.label=a',
      'aes-gcm': '--filter attr.label=a --tag-length-bits 96 --label l --data AA== --iv 0x00',
      'rsa-oaep':
        '--filter attr.label=a --hash-function sha1 --mgf mgf1-sha1 --label l --data AA==',
      'rsa-pkcs': '--filter attr.label=a --label l --data AA==',
    };
    const command = words.split(' --')[0]?.split(' ').at(-1) ?? '';
    const ran = await stage.run(`${words} ${rest[command]}`, CU);
    const data = `${words.charAt(0).toUpperCase()}${words.slice(1)} is not offered by this emulator`;
    expect(answerOf(ran)).toEqual({ error_code: 1, data });
    expect(stage.files.read('f')).toBeUndefined();
  });

  it('is what docs/emulator.md says, and nothing else', () => {
    const [, section = ''] = /^### What is not offered\n(.*?)^##/ms.exec(PAGE) ?? [];
    const listed = [...section.matchAll(/^\| `([^`]+)` \|/gm)].map(([, words]) => words);
    expect(listed).toEqual([...COMMANDS, ...NOT_OFFERED_VALUES]);
  });
});
