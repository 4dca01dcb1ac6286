/**
 * The documented blocks of test/golden/guide, and the slips of its pages.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** One documented block, as its page has it. */
export interface Block {
  /** Page and number: `cloudhsm_mgmt_util-createUser/3`. */
  readonly id: string;
  /** The page's heading above it. */
  readonly heading: string;
  /** `2018-03 to 2023-04`. */
  readonly editions: string;
  readonly text: string;
}

/** Where a page is wrong, or not a session. */
export interface Slip {
  readonly reason: string;
  /** Lines by their numbers, as they should be: none, one or several in the place of one. */
  readonly lines?: Readonly<Record<string, readonly string[]>>;
  /** The lines differ from the page in nothing but blanks. */
  readonly onlyBlanks?: true;
  /** There is nothing that could be played. */
  readonly unplayed?: true;
}

const FOLDER = fileURLToPath(new URL('../../golden/guide/', import.meta.url));
const BLOCK = /^([^\n]+) \[([^\]\n]+)\]\n```\n(.*?)^```$/gms;

/** Every block of the folder, in the order of its pages. */
export function readGuide(): readonly Block[] {
  const pages = readdirSync(FOLDER).filter((name) => name.endsWith('.md'));
  return pages.sort().flatMap((name) => {
    const page = readFileSync(FOLDER + name, 'utf8');
    return blocksOf(page, name.slice(0, -'.md'.length));
  });
}

/** The blocks of a page: a heading with the editions in brackets, and a fence. */
export function blocksOf(text: string, page: string): readonly Block[] {
  return [...text.matchAll(BLOCK)].map(([, heading = '', editions = '', block = ''], at) => {
    return { id: `${page}/${at + 1}`, heading, editions, text: block };
  });
}

/** The slips, by the ids of their blocks. */
export function readSlips(): ReadonlyMap<string, Slip> {
  const slips = JSON.parse(readFileSync(`${FOLDER}slips.json`, 'utf8')) as Record<string, Slip>;
  return new Map(Object.entries(slips));
}

/** A block as its page should have it. Every line that the slip does not name stays as it is. */
export function correct(
  { text }: Pick<Block, 'text'>,
  slip: Pick<Slip, 'lines'> | undefined,
): string {
  const lines = text.split('\n').slice(0, -1);
  return lines
    .flatMap((line, at) => slip?.lines?.[at + 1] ?? [line])
    .map((line) => `${line}\n`)
    .join('');
}
