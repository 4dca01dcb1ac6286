/**
 * How a documented session is played: on a cluster as its page has it, after what came before.
 */
import { CloudhsmCli, type CloudhsmCliOptions } from '../../../src/cloudhsm-cli/console.ts';
import type { ClusterPlan } from '../../../src/hsm/cluster/plan.ts';
import { scanLine } from '../../../src/split-line.ts';
import type { Session } from '../../mgmt-util/documented/session.ts';
import { withHardware } from '../../support/with-hardware.ts';
import type { Edition, Golden } from './goldens.ts';
import { isAtPrompt, PROMPT } from './session.ts';
import { Stage } from './stage.ts';

/** A line that is typed, or something that happens outside of the console. */
export type Step = string | ((stage: Stage) => void | Promise<void>);

export interface Play {
  readonly plan: ClusterPlan;
  /** What came before, in the same console. */
  readonly before?: readonly Step[];
  /** What happens before the line of that number is typed. */
  readonly during?: Readonly<Record<number, (stage: Stage) => void>>;
  /** What is typed where a password is asked for. */
  readonly secret?: string;
  /** What is typed in place of a line of the page, after what was printed so far. */
  readonly retype?: (line: string, printed: string) => string;
  /** The file that the block shows, where it shows one. */
  readonly file?: string;
  /** The serial numbers of the page's HSMs. */
  readonly serialNumbers?: readonly string[];
}

/** Who single commands log in as. */
type Credentials = NonNullable<CloudhsmCliOptions['credentials']>;

export type Place = 'on a terminal' | 'over a pipe';

/** The cluster that a play wants. */
export function stageOf(golden: Golden, edition: Edition, { plan }: Play): Stage {
  const sdk5 = { edition, ...golden.variant };
  return new Stage({ ...plan, type: golden.type, sdk5, seed: 'documented' });
}

/** Plays a session in interactive mode. @returns what is printed from its first prompt to the next one behind it */
export async function playInteractive(
  stage: Stage,
  { before = [], during = {}, serialNumbers, retype = (line) => line }: Play,
  session: Session,
  on: Place,
): Promise<string> {
  let printed = '';
  let start = 0;
  let end: number | undefined;
  const untilPrompt = async (): Promise<void> => {
    for (let turns = 0; !isAtPrompt(printed); turns++) {
      if (turns === MOST_TURNS) throw new Error(`no prompt behind:\n${printed.slice(-500)}`);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  async function* typeLines(): AsyncIterable<string> {
    for (const step of before) {
      await untilPrompt();
      if (typeof step === 'string') yield `${step}\n`;
      else await step(stage);
    }
    await untilPrompt();
    start = printed.length - PROMPT.length;
    for (const [at, { printed: expected, typed }] of session.exchanges.entries()) {
      if (expected !== '') await untilPrompt();
      during[at]?.(stage);
      yield `${retype(typed, printed)}\n`;
    }
    await untilPrompt();
    end = printed.length - PROMPT.length;
    yield 'quit\n';
  }
  await new CloudhsmCli({
    cluster: withHardware(
      stage.cluster,
      serialNumbers?.map((serialNumber) => ({ serialNumber })),
    ),
    input: typeLines(),
    output: { write: (text) => (printed += text) },
    errors: { write: (text) => (printed += text) },
    files: stage.files,
    ...(on === 'on a terminal' ? { terminal: { setRawMode: () => undefined } } : {}),
  }).runInteractive();
  return printed.slice(start, end);
}

/** Turns of the event loop that an answer may take. */
const MOST_TURNS = 100_000;

/** Plays what came before. @returns the file as it then is */
export async function playFile(stage: Stage, play: Play): Promise<string> {
  let text = '';
  const show = (): void => {
    text = stage.read(play.file ?? '');
  };
  const nothing: Session = { text: '', exchanges: [], rest: '' };
  const before = [...(play.before ?? []), show];
  // Where it ends at a question, it is left there: the end of input answers it.
  await playInteractive(stage, { ...play, before }, nothing, 'over a pipe');
  return text.endsWith('\n') ? text : `${text}\n`;
}

/**
 * Plays a session, and what came before, as single commands: the log-in goes into the environment.
 *
 * @returns what is printed from the session's first command on
 */
export async function playSingly(
  stage: Stage,
  { before = [], during = {}, serialNumbers, retype = (line) => line }: Play,
  session: Session,
): Promise<string> {
  let printed = '';
  let earlier = '';
  const typed = session.exchanges.map(({ typed: line }, at): readonly Step[] => {
    const meanwhile = during[at];
    return meanwhile === undefined ? [line] : [meanwhile, line];
  });
  const start: Step = () => {
    earlier = printed;
    printed = '';
  };
  const steps = [...before, start, ...typed.flat()];
  async function nextLine(): Promise<string | undefined> {
    for (;;) {
      const step = steps.shift();
      if (step === undefined || typeof step === 'string') return step;
      await step(stage);
    }
  }
  async function* typeAnswers(): AsyncIterable<string> {
    for (let line = await nextLine(); line !== undefined; line = await nextLine())
      yield `${line}\n`;
  }
  let credentials: Credentials = {};
  for (let line = await nextLine(); line !== undefined; line = await nextLine()) {
    while (line.endsWith('\\')) line = `${line.slice(0, -1)}${await nextLine()}`;
    const words = scanLine(retype(line, earlier + printed)).words.map(({ text }) => text);
    const [command, , username, , role, , password] = words;
    if (command === 'logout') credentials = {};
    else if (command === 'login') {
      credentials = { role: role ?? '', pin: `${username}:${password}` };
    } else {
      await new CloudhsmCli({
        cluster: withHardware(
          stage.cluster,
          serialNumbers?.map((serialNumber) => ({ serialNumber })),
        ),
        input: typeAnswers(),
        output: { write: (text) => (printed += text) },
        errors: { write: (text) => (printed += text) },
        files: stage.files,
        credentials,
      }).runCommand(words);
    }
  }
  return printed;
}

/** Plays the single command of a page. */
export async function playCommand(
  stage: Stage,
  words: readonly string[],
  credentials: Credentials,
  session: Session,
): Promise<{ readonly printed: string; readonly code: number }> {
  let printed = '';
  async function* typeLines(): AsyncIterable<string> {
    for (const { typed } of session.exchanges) yield `${typed}\n`;
  }
  const code = await new CloudhsmCli({
    cluster: stage.cluster,
    input: typeLines(),
    output: { write: (text) => (printed += text) },
    errors: { write: (text) => (printed += text) },
    files: stage.files,
    credentials,
  }).runCommand(words);
  return { printed, code };
}
