import path from 'node:path';
import {
  type Document,
  isMap,
  isPair,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  YAMLParseError,
} from 'yaml';
import { isFailure } from '../../../failure.ts';
import type { SeedFile } from '../../../hsm/cluster/seed.ts';
import { readSeedFile } from '../../../hsm/cluster/seed-file.ts';
import { describeSeedIssue } from '../../../words/failures/hsm-files.ts';
import { shortenWords } from '../../../words/shorten-words.ts';
import { CommandFailure } from '../../command-failure.ts';
import type { Context } from '../../context.ts';
import { quoted, readInput } from '../../input/read-file.ts';
import { refuseOtherContent } from '../../input/refuse-other-content.ts';

/** Issues of one seed file that are told at once. */
const MOST_ISSUES = 10;

/** A seed file, and the folder from which its paths start. */
export interface LocatedSeed {
  readonly seed: SeedFile;
  readonly folder: string;
}

/**
 * Reads a seed file. JSON is read by the YAML reader too: it refuses keys that stand twice, and knows
 * where everything stands.
 *
 * @throws Failure of kind `file`, with file, line and column of all that is wrong
 */
export async function readSeed(file: string, context: Context): Promise<LocatedSeed> {
  const bytes = await readInput(file, 'seed file', context);
  refuseOtherContent(bytes, 'seed', file);
  const lines = new LineCounter();
  const { document, value } = parseYaml(bytes.toString('utf8'), file, lines);
  const place = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${quoted(file)}:${line}:${col}`;
  };
  if (document.errors.length > 0) {
    const told = document.errors
      .slice(0, MOST_ISSUES)
      .map((error) => `${place(error.pos[0])}: ${describeYamlError(error)}`);
    throw seedFailure(told, document.errors.length);
  }
  try {
    return {
      seed: readSeedFile(value),
      folder: file === '-' ? context.cwd : path.dirname(path.resolve(context.cwd, file)),
    };
  } catch (error) {
    if (!isFailure(error) || error.code !== 'seed-malformed') throw error;
    const { issues } = error.values;
    const told = issues
      .slice(0, MOST_ISSUES)
      .map((issue) => `${place(offsetOf(document, issue.path))}: ${describeSeedIssue(issue)}`);
    throw seedFailure(told, issues.length);
  }
}

/** How often aliases may repeat what they stand for, which may hold aliases itself. */
const MOST_REPEATED = 100;

/**
 * What the YAML reader makes of a text. Values nested so deep that it runs out of stack, and aliases that
 * would unfold to more than a memory holds, are refused as any other mistake of the file.
 */
function parseYaml(
  text: string,
  file: string,
  lineCounter: LineCounter,
): { readonly document: Document; readonly value: unknown } {
  try {
    // Its own look for keys that stand twice takes the square of their number.
    const options = { lineCounter, version: '1.2', stringKeys: true, uniqueKeys: false } as const;
    const document = parseDocument(text, options);
    document.errors = document.errors.concat(findRepeatedKeys(document));
    const value: unknown =
      document.errors.length > 0 ? null : document.toJS({ maxAliasCount: MOST_REPEATED });
    return { document, value };
  } catch (error) {
    if (!(error instanceof RangeError) && !(error instanceof ReferenceError)) throw error;
    throw seedFailure([`${quoted(file)}: ${describeYamlError(error)}`]);
  }
}

/** As the reader itself says it of a key that stands twice in one map. */
function findRepeatedKeys(document: Document): readonly YAMLParseError[] {
  const errors: YAMLParseError[] = [];
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        const [start = 0, end = 0] = key.range ?? [];
        if (seen.has(key.value)) {
          const message = 'Map keys must be unique';
          errors.push(new YAMLParseError([start, end], 'DUPLICATE_KEY', message));
        }
        seen.add(key.value);
      }
    },
  });
  return errors;
}

/** @param found how many there are, where not all are told */
function seedFailure(lines: readonly string[], found: number = lines.length): CommandFailure {
  const more = found > lines.length ? [`and ${found - lines.length} more`] : [];
  return new CommandFailure(
    'file',
    [...lines, ...more],
    'docs/emulator.md says what a seed file holds',
  );
}

/** The reader's words, but where they speak of its own insides. */
function describeYamlError({ message }: Error): string {
  if (message.startsWith('Maximum call stack')) return 'values are nested too deep';
  if (message.startsWith('Excessive alias')) return 'aliases repeat too much';
  return shortenWords(firstLine(message));
}

function firstLine(message: string): string {
  const [line = ''] = message.split('\n');
  return (
    line.slice(0, 1).toLowerCase() + line.slice(1).replace(/( at line \d+, column \d+)?:?$/, '')
  );
}

/** Where the value stands, or its key, or what is nearest around it. */
function offsetOf(document: Document, keys: readonly (string | number)[]): number {
  for (let length = keys.length; length > 0; length -= 1) {
    const around =
      length === 1 ? document.contents : document.getIn(keys.slice(0, length - 1), true);
    if (isMap(around)) {
      const pair = around.items.find(
        (item) =>
          isPair(item) &&
          String((item.key as { value?: unknown }).value) === String(keys[length - 1]),
      );
      const range = (pair?.key as Node | undefined)?.range;
      if (range) return range[0];
    }
    const node = document.getIn(keys.slice(0, length), true) as Node | undefined;
    if (node?.range) return node.range[0];
  }
  return document.contents?.range?.[0] ?? 0;
}
