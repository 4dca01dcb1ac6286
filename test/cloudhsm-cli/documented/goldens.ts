/**
 * The documented sessions of test/golden/cloudhsm-cli, and the slips of their pages.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { HsmType } from '../../../src/hsm/hsm-types.ts';
import type { Sdk5Edition } from '../../../src/hsm/sdk5-edition.ts';
import { correct } from '../../mgmt-util/documented/guide.ts';

export type Edition = Sdk5Edition['edition'];

/** One documented block, as its page has it. */
export interface Golden {
  /** Its path: `user/create`. */
  readonly id: string;
  readonly title: string;
  /** The pages that have it. */
  readonly source: string;
  readonly editions: readonly Edition[];
  /** Which of the ways it has, where the pages of its edition contradict each other. */
  readonly variant: Partial<Omit<Sdk5Edition, 'edition'>>;
  readonly type: HsmType;
  readonly text: string;
}

/** Where a page is wrong, or has nothing that could be played. */
export interface GoldenSlip {
  readonly reason: string;
  /** Lines by their numbers, as they should be: none, one or several in the place of one. */
  readonly lines?: Readonly<Record<string, readonly string[]>>;
  /** What stands for what is to be typed or printed; `@NAME` is a file beside, as a JSON string has it. */
  readonly fill?: Readonly<Record<string, string>>;
  /** The lines differ from the page in nothing but blanks. */
  readonly onlyBlanks?: true;
  readonly unplayed?: true;
}

export const FOLDER: string = fileURLToPath(new URL('../../golden/cloudhsm-cli/', import.meta.url));
const SHAPE = /^# ([^\n]+)\n\n((?:[A-Z][a-z]+: [^\n]+\n)+)\n```\n(.*)^```\n$/ms;

/** Every golden of the folder. */
export function readGoldens(): readonly Golden[] {
  const names = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map(readGolden);
}

function readGolden(name: string): Golden {
  const [, title = '', head = '', text = ''] =
    SHAPE.exec(readFileSync(FOLDER + name, 'utf8')) ?? [];
  const said = Object.fromEntries(head.trimEnd().split('\n').map(splitAt(': ')));
  const { Source: source, Editions: editions, Variant: variant, Type: type = 'hsm1' } = said;
  if (source === undefined || editions === undefined) throw new Error(`${name} is no golden`);
  return {
    id: name.slice(0, -'.md'.length),
    title,
    source,
    editions: editions.split(', ') as Edition[],
    variant: variant === undefined ? {} : Object.fromEntries([splitAt('=')(variant)]),
    type: type as HsmType,
    text,
  };
}

function splitAt(separator: string): (text: string) => readonly [string, string] {
  return (text) => {
    const at = text.indexOf(separator);
    return [text.slice(0, at), text.slice(at + separator.length)];
  };
}

/** The slips, by the ids of their goldens; `FOLDER/*` is all of a folder. */
export function readGoldenSlips(): ReadonlyMap<string, GoldenSlip> {
  return new Map(Object.entries(JSON.parse(readFileSync(`${FOLDER}slips.json`, 'utf8'))));
}

export function slipOf(
  { id }: Golden,
  slips: ReadonlyMap<string, GoldenSlip>,
): GoldenSlip | undefined {
  return slips.get(id) ?? slips.get(`${id.slice(0, id.indexOf('/'))}/*`);
}

/** A golden as its page should have it. Whatever the slip does not name stays as it is. */
export function correctGolden(golden: Golden, slip: GoldenSlip | undefined): string {
  let text = correct(golden, slip);
  for (const [placeholder, filling] of Object.entries(slip?.fill ?? {})) {
    text = text.replaceAll(placeholder, () =>
      filling.startsWith('@') ? inJson(readFileSync(FOLDER + filling.slice(1), 'utf8')) : filling,
    );
  }
  return text;
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
