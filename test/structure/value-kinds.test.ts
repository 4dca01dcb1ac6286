import { describe, expect, it } from 'vitest';
import type { OptionDefinition, PositionalDefinition } from '../../src/cli/command.ts';
import { DEFINITIONS } from '../../src/cli/commands/definitions.ts';
import { DGST_OPTIONS } from '../../src/cli/commands/dgst/arguments.ts';
import { type KindOfValue, VALUE_KINDS } from '../../src/cli/value-kinds.ts';

const KINDS: Readonly<Record<string, KindOfValue>> = VALUE_KINDS;

/** All that takes a value, in the words of who types it. */
const TAKERS = DEFINITIONS.flatMap(({ path, options, positionals }) => [
  ...Object.entries<OptionDefinition>(options)
    .filter(([, { type }]) => type !== 'boolean')
    .map(([name, option]) => ({ what: `mofn ${path} --${name}`, ...option })),
  ...positionals.map((each: PositionalDefinition) => ({
    what: `mofn ${path} <${each.name}>`,
    ...each,
  })),
]);

describe('what a value is, for completion', () => {
  it('is said of each option and positional: its kind, its choices, or that it is a number', () => {
    const silent = TAKERS.filter((taker) => {
      const isKnown = 'choices' in taker || ('type' in taker && taker.type === 'number');
      return taker.completes === undefined && !isKnown;
    });
    expect(silent.map(({ what }) => what)).toEqual([]);
  });

  it('is a kind of the table, in which none is left over', () => {
    const nested = Object.values(KINDS).flatMap(({ heads = {}, behindEquals }) => [
      ...Object.values(heads),
      ...(behindEquals === undefined ? [] : [behindEquals]),
    ]);
    const dgst = Object.values(DGST_OPTIONS).filter((kind) => kind !== 'flag');
    const used = new Set([
      ...TAKERS.flatMap(({ completes }) => completes ?? []),
      ...nested,
      ...dgst,
    ]);
    expect([...used].sort()).toEqual(Object.keys(KINDS).sort());
  });
});
