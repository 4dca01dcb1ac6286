import type { Cluster } from '../../../../hsm/cluster/cluster.ts';
import { formatFault, parseFault } from '../../../../hsm/cluster/fault-text.ts';
import type { Fault } from '../../../../hsm/cluster/faults.ts';
import { quotePath } from '../../../../words/quote-for-shell.ts';
import type { ArgumentsOf } from '../../../command.ts';
import { CommandFailure } from '../../../command-failure.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { suggest } from '../../../output/suggest.ts';
import { openContextCluster } from '../find-cluster.ts';
import type { HsmFaultAnswer } from './answer.ts';
import type { hsmFault } from './definition.ts';

export { hsmFault as definition } from './definition.ts';

/** Kinds of fault that are named by a word of their own. */
const KINDS = ['drop', 'slow', 'many-tokens'];
const ACTIONS = ['add', ...KINDS, 'list', 'clear'];

type Arguments = ArgumentsOf<typeof hsmFault>;

export async function run(args: Arguments, context: Context) {
  const cluster = openContextCluster(args.hsm, context);
  const change = readChange(args, cluster);
  const { faults } =
    change === undefined
      ? cluster.readSettings()
      : cluster.changeSettings((settings) => ({ ...settings, faults: change(settings.faults) }));
  const texts = faults.map(formatFault);
  const answer: HsmFaultAnswer = { schemaVersion: 1, faults: texts };
  if (args.json) context.stdout.printJson(answer);
  else context.stdout.printLines(formatText(texts));
  return EXIT_CODES.done.code;
}

function formatText(faults: readonly string[]): readonly string[] {
  if (faults.length === 0) return ['no faults'];
  return faults.map((fault, index) => `${index + 1}: ${fault}`);
}

function readChange(
  { action = 'list', words, hsm }: Arguments,
  cluster: Cluster,
): ((faults: readonly Fault[]) => readonly Fault[]) | undefined {
  if (action === 'list' && words.length === 0) return undefined;
  if (action === 'clear') return clearFaults(words, hsm);
  if (action === 'add' || KINDS.includes(action)) {
    const text = [...(action === 'add' ? [] : [action]), ...words].join(' ');
    const fault = parseFault(text, cluster.hsms.length);
    return (faults) => [...faults, fault];
  }
  throw new CommandFailure(
    'usage',
    `'${[action, ...words].join(' ')}' is nothing to do with faults`,
    `${suggest(action, ACTIONS)}say add 'server=1 command=createUser error=RET_…', drop server=1, slow server=0 ms=500, many-tokens, list or clear`,
  );
}

function clearFaults(
  words: readonly string[],
  hsm: string | undefined,
): (faults: readonly Fault[]) => readonly Fault[] {
  const [number] = words;
  if (number === undefined) return () => [];
  return (faults) => {
    if (words.length > 1 || !/^\d+$/.test(number) || faults[Number(number) - 1] === undefined) {
      throw new CommandFailure(
        'usage',
        `there is no fault '${words.join(' ')}'`,
        `"mofn hsm fault${hsm === undefined ? '' : ` --hsm ${quotePath(hsm)}`} list" numbers them`,
      );
    }
    return faults.filter((_, index) => index !== Number(number) - 1);
  };
}
