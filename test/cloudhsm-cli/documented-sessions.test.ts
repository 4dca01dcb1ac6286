import { createHash } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { pipedTextOf } from '../mgmt-util/documented/session.ts';
import { IS_LONG } from '../support/how-many.ts';
import {
  correctGolden,
  type Edition,
  type Golden,
  readGoldenSlips,
  readGoldens,
  slipOf,
} from './documented/goldens.ts';
import { maskKeys } from './documented/mask-keys.ts';
import {
  type Play,
  playCommand,
  playFile,
  playInteractive,
  playSingly,
  stageOf,
} from './documented/play-session.ts';
import { PLAYS } from './documented/plays.ts';
import { PROMPT, takeApart } from './documented/session.ts';

// Every stage begins with the same users, salts and passwords: each of them is hashed once.
vi.mock('node:crypto', async (load) => {
  const crypto = await load<typeof import('node:crypto')>();
  const hashes = new Map<string, ReturnType<typeof crypto.scryptSync>>();
  const scryptSync: typeof crypto.scryptSync = (...args) => {
    const key = JSON.stringify(args);
    const hash = hashes.get(key) ?? crypto.scryptSync(...args);
    hashes.set(key, hash);
    return hash;
  };
  return { ...crypto, scryptSync };
});

const GOLDENS = readGoldens();
const SLIPS = readGoldenSlips();

interface Comparison {
  readonly golden: Golden;
  readonly edition: Edition;
  readonly how: Way | 'as a file';
  readonly documented: string;
  readonly printed: string;
}

type Way = 'on a terminal' | 'over a pipe' | 'as single commands';
const WAYS: readonly Way[] = ['on a terminal', 'over a pipe', 'as single commands'];

/**
 * In which ways a golden is played in one edition: each on a terminal, over a pipe where it asks something, and
 * where no log-in is shown as single commands, in the first of its editions. The long version leaves nothing out.
 */
function waysOf({ id, editions }: Golden, edition: Edition, asks: boolean): readonly Way[] {
  const isSingle = !id.startsWith('login/') && id !== '2023/logout';
  return WAYS.filter((way) => {
    if (way === 'as single commands') return isSingle && (IS_LONG || edition === editions[0]);
    if (IS_LONG) return true;
    if (way === 'over a pipe') return asks && edition === editions[0];
    return edition === editions.at(-1);
  });
}

/** Plays a golden in one edition. */
async function compare(
  golden: Golden,
  edition: Edition,
  play: Play,
  text: string,
): Promise<readonly Comparison[]> {
  const stage = () => stageOf(golden, edition, play);
  const of = { golden, edition };
  if (play.file !== undefined) {
    const documented = maskLive(text.slice(text.indexOf('\n') + 1));
    const printed = await playFile(stage(), play);
    checkLive(printed, stage().cluster.hsms.length);
    return [{ ...of, how: 'as a file', documented, printed: maskLive(printed) }];
  }
  const shell = takeShellApart(text);
  const session = takeApart(shell?.rest ?? text, SECRET);
  const piped = pipedTextOf(session);
  if (shell !== undefined) {
    const { printed } = await playCommand(stage(), shell.words, shell.credentials, session);
    return [{ ...of, how: 'as single commands', documented: piped, printed }];
  }
  const comparisons: Comparison[] = [];
  for (const how of waysOf(golden, edition, /^(?:Enter|Confirm) /m.test(text))) {
    const printed =
      how === 'as single commands'
        ? await playSingly(stage(), play, session)
        : await playInteractive(stage(), play, session, how);
    comparisons.push({ ...of, how, documented: documentedAs(how, text, piped), printed });
  }
  return comparisons;
}

function documentedAs(how: Way, text: string, piped: string): string {
  if (how === 'on a terminal') return text;
  return how === 'over a pipe' ? piped : piped.replaceAll(PROMPT, '');
}

/** What is typed where a session asks for a password; the same as in the stages. */
const SECRET = 'password';

/** The lines that are typed at the shell, and what follows. */
function takeShellApart(text: string):
  | {
      credentials: { role: string | undefined; pin: string | undefined };
      words: readonly string[];
      rest: string;
    }
  | undefined {
  const [, exports, command, rest] =
    /^((?:\$ export \w+=\S+\n)*)\$ cloudhsm-cli ([^\n]+)\n(.*)$/s.exec(text) ?? [];
  if (exports === undefined || command === undefined || rest === undefined) return undefined;
  const env = Object.fromEntries(
    [...exports.matchAll(/^\$ export (\w+)=(\S+)$/gm)].map(([, name, value]) => [name, value]),
  );
  const credentials = { role: env['CLOUDHSM_ROLE'], pin: env['CLOUDHSM_PIN'] };
  return { credentials, words: command.split(' '), rest };
}

const LIVE = /"(approval_data|token|unsigned)": "[^"]*"/g;

/** Tokens are another each time. */
function maskLive(text: string): string {
  return text.replaceAll(LIVE, '"$1": "…"');
}

/** What is masked is what the documents say of it. */
function checkLive(text: string, hsms: number): void {
  const { approval_data, token, tokens = [] } = JSON.parse(text);
  if (approval_data !== undefined) {
    expect(Buffer.from(approval_data, 'base64')).toHaveLength(80 * hsms);
    expect(token).toBe(digestOf(approval_data));
  }
  for (const { approval_data: data, unsigned } of tokens) {
    expect(Buffer.from(unsigned, 'base64')).toHaveLength(32);
    if (data === undefined) expect(tokens).toHaveLength(hsms);
    else {
      expect(Buffer.from(data, 'base64').length).toBeLessThanOrEqual(245);
      expect(unsigned).toBe(digestOf(data));
    }
  }
}

function digestOf(base64: string): string {
  return createHash('sha256').update(Buffer.from(base64, 'base64')).digest('base64');
}

const comparisons: Comparison[] = [];
const played = GOLDENS.filter(({ id }) => PLAYS[id] !== undefined);
for (const golden of played) {
  const play = PLAYS[golden.id];
  const text = correctGolden(golden, slipOf(golden, SLIPS));
  for (const edition of play === undefined ? [] : golden.editions) {
    comparisons.push(...(await compare(golden, edition, play as Play, text)));
  }
}
const differing = comparisons
  .map((each) => ({
    ...each,
    documented: maskKeys(each.documented),
    printed: maskKeys(each.printed),
  }))
  .filter(({ documented, printed }) => documented !== printed);
const unplayed = GOLDENS.filter((golden) => slipOf(golden, SLIPS)?.unplayed === true);
const withSlips = played.filter((golden) => slipOf(golden, SLIPS) !== undefined);
const countOf = (of: readonly { readonly golden: Golden }[]): number =>
  new Set(of.map(({ golden }) => golden.id)).size;
const COUNT = `documented sessions of cloudhsm-cli: ${played.length} played, ${withSlips.length} of them with slips, ${unplayed.length} with nothing to play, ${countOf(differing)} differing`;
describe('the sessions', () => {
  it(COUNT, () => {
    // The count is to be seen also where a run shows no names of tests.
    console.log(COUNT);
    for (const { golden, edition, how, documented, printed } of differing) {
      expect.soft(printed, `${golden.id} of ${edition} ${how}`).toBe(documented);
    }
  });

  it('are played each, or listed as ones with nothing to play, and none twice', () => {
    const listed = [...Object.keys(PLAYS), ...unplayed.map(({ id }) => id)];
    expect(listed.sort()).toEqual(GOLDENS.map(({ id }) => id).sort());
    expect(GOLDENS.length).toBeGreaterThan(100);
  });

  it('would differ with another of the variants that the documents have', async () => {
    const others = {
      tokenPath: { path: 'filepath', filepath: 'path' },
      valueSet: { small: 'capitals', capitals: 'small' },
      numbers: { plain: 'objects', objects: 'plain' },
    } as const;
    for (const golden of played) {
      const [[name, value] = []] = Object.entries(golden.variant);
      const play = PLAYS[golden.id];
      const [edition] = golden.editions;
      if (name === undefined || play === undefined || edition === undefined) continue;
      const table: Readonly<Record<string, Readonly<Record<string, string>>>> = others;
      const variant = { [name]: table[name]?.[value ?? ''] } as Golden['variant'];
      const session = takeApart(correctGolden(golden, slipOf(golden, SLIPS)), SECRET);
      const stage = stageOf({ ...golden, variant }, edition, play);
      const printed = await playInteractive(stage, play, session, 'over a pipe');
      expect(printed, golden.id).not.toBe(pipedTextOf(session));
    }
  });
});
