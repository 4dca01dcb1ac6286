import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { textsOf } from '../../src/cloudhsm-cli/editions.ts';
import { textOf } from '../../src/cloudhsm-cli/refusal-texts.ts';
import { unsentText } from '../../src/cloudhsm-cli/unsent-texts.ts';
import type { Showing, Trait } from '../../src/hsm/editions.ts';
import { FLAVOUR_NAMES } from '../../src/hsm/flavours.ts';
import type { RefusalReason } from '../../src/hsm/refusals.ts';
import { FIRST_SDK5_EDITION } from '../../src/hsm/sdk5-edition.ts';
import type { UnsentReason } from '../../src/hsm/unsent.ts';
import { EDITION_TRAITS, WHAT_DIFFERS } from '../../src/mgmt-util/flavours/traits.ts';
import { REFUSAL_CODES } from '../../src/words/refusals.ts';
import { UNSENT_CODES } from '../../src/words/unsent.ts';

const TABLE = /(?<=<!-- editions -->\n)[\s\S]*?(?=<!-- \/editions -->)/;

it('docs/fidelity.md has the table of what editions contradict each other in', async () => {
  const page = readFileSync('docs/fidelity.md', 'utf8');
  expect(page).toMatch(TABLE);
  expect(page).toMatch(TEXTS);
  const made = page.replace(TABLE, () => table()).replace(TEXTS, () => textTable());
  await expect(made).toMatchFileSnapshot('../../docs/fidelity.md');
});

const TEXTS = /(?<=<!-- sdk5-texts -->\n)[\s\S]*?(?=<!-- \/sdk5-texts -->)/;

/** Who has a text of cloudhsm-cli word for word. */
const SOURCES: Readonly<Record<string, string>> = {
  'Quorum approval is required for this operation': 'documented: AWS 2023, AWS 2026',
  'Invalid username-signature pair for quorum authorization': 'seen: measured',
  'Too few quorum approvals: currently ‹n› approvals, but ‹required› approvals required':
    'seen: measured',
  'No token signatures provided': 'seen: measured',
  InvalidQuorumSignature: 'seen: named by who measured; whether it is the text is not known',
  'Invalid quorum value provided.': 'documented for keys: AWS 2026',
  'Failed to initialize ‹type› context': 'seen: measured',
  'Key selection criteria matched ‹keys› keys. Refine selection criteria to select a single key.':
    'documented: AWS 2026',
  'Cannot perform the requested key operation as the key must be available on at least ‹least› HSMs':
    'seen: a log of somebody’s, 5.16',
  'The manage key and use key quorum values must be set to a value greater than 1':
    'seen: measured',
};

/** The texts of cloudhsm-cli, each with the codes that it stands for. */
function textTable(): string {
  const values = new Proxy(
    { approvers: { length: '‹n›' } },
    { get: (known, name) => Reflect.get(known, name) ?? `‹${String(name)}›` },
  );
  const refusals = REFUSAL_CODES.map((code) => {
    const reason = new Proxy(values, {
      get: (known, name) => (name === 'code' ? code : Reflect.get(known, name)),
    }) as unknown as RefusalReason;
    const context = { type: '‹type›', spentToken: textsOf(FIRST_SDK5_EDITION).spentToken };
    const text = (isLogIn: boolean): string =>
      textOf({ ok: false, error: 'RET_FAULT', reason }, { ...context, isLogIn });
    return code === 'fault-error'
      ? []
      : [
          [text(false), code],
          [text(true), code],
        ];
  });
  const unsent = UNSENT_CODES.map((code) =>
    ['role', 'pin'].map((variable) => {
      const known = { code, variable } as Readonly<Record<string | symbol, unknown>>;
      const reason = new Proxy(known, { get: (_, name) => known[name] ?? `‹${String(name)}›` });
      return [unsentText(reason as unknown as UnsentReason), code];
    }),
  );
  const codes = new Map<string, Set<string>>();
  for (const [text = '', code = ''] of [...refusals, ...unsent].flat()) {
    if (text !== 'Operation failed') codes.set(text, (codes.get(text) ?? new Set()).add(code));
  }
  const rows = [...codes].map(
    ([text, of]) =>
      `| ${text.replaceAll('|', '\\|')} | ${[...of].map((code) => `\`${code}\``).join(', ')} | ${SOURCES[text] ?? ''} |`,
  );
  for (const text of Object.keys(SOURCES)) expect([...codes.keys()]).toContain(text);
  return ['', '| text | code | |', '|---|---|---|', ...rows, '', ''].join('\n');
}

function table(): string {
  const rows = Object.entries<Trait<unknown>>(EDITION_TRAITS).flatMap(([name, trait]) => {
    const named = trait.others.flatMap(({ flavours }) => flavours);
    const rest = FLAVOUR_NAMES.filter((flavour) => !named.includes(flavour));
    const what = WHAT_DIFFERS[name as keyof typeof WHAT_DIFFERS];
    return [
      rowOf(what, trait.usual, rest),
      ...trait.others.map((other) => rowOf('', other, other.flavours)),
    ];
  });
  return ['', '| what | how | seen in | flavours |', '|---|---|---|---|', ...rows, '', ''].join(
    '\n',
  );
}

function rowOf(
  what: string,
  { value, seen }: Showing<unknown>,
  flavours: readonly string[],
): string {
  return `| ${what} | ${show(value)} | ${seen} | ${flavours.join(', ')} |`;
}

function show(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(show).join(', ');
  if (typeof value === 'object' && value !== null) return show(Object.values(value));
  return typeof value === 'string' ? `\`${value}\`` : String(value);
}
