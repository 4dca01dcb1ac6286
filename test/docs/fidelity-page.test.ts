import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Showing, Trait } from '../../src/hsm/editions.ts';
import { FLAVOUR_NAMES } from '../../src/hsm/flavours.ts';
import { EDITION_TRAITS, WHAT_DIFFERS } from '../../src/mgmt-util/flavours/traits.ts';

const TABLE = /(?<=<!-- editions -->\n)[\s\S]*?(?=<!-- \/editions -->)/;

it('docs/fidelity.md has the table of what editions contradict each other in', async () => {
  const page = readFileSync('docs/fidelity.md', 'utf8');
  expect(page).toMatch(TABLE);
  await expect(page.replace(TABLE, () => table())).toMatchFileSnapshot('../../docs/fidelity.md');
});

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
