import {
  type Diagnosis,
  diagnoseDump,
  diagnoseFolder,
} from '../../../../hsm/cluster/doctor/diagnose.ts';
import type { ArgumentsOf } from '../../../command.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { findClusterFolder } from '../find-cluster.ts';
import { readDumpFile } from '../read-dump-file.ts';
import type { hsmDoctor } from './definition.ts';
import { encodeDiagnosis } from './diagnosis-json.ts';
import { showDiagnosis } from './diagnosis-text.ts';
import { suggestHint } from './hints/hints.ts';

export { hsmDoctor as definition } from './definition.ts';

type Arguments = ArgumentsOf<typeof hsmDoctor>;

export async function run(args: Arguments, context: Context) {
  const { findings, examined } = await diagnose(args, context);
  const folder = args.dump === undefined ? (args.hsm ?? context.env['MOFN_HSM']) : undefined;
  const hinted = findings.map((finding) => ({
    finding,
    hint: suggestHint(finding, { cluster: examined, folder }),
  }));
  if (args.json) {
    const place =
      args.dump === undefined
        ? { cluster: findClusterFolder(args.hsm, context) }
        : { dump: args.dump };
    context.stdout.printJson(encodeDiagnosis(hinted, examined, place));
  } else {
    showDiagnosis(hinted, args.quiet, context);
  }
  const isNegative = args.strict
    ? findings.length > 0
    : findings.some(({ severity }) => severity === 'error');
  return isNegative ? EXIT_CODES.negative.code : EXIT_CODES.done.code;
}

async function diagnose(args: Arguments, context: Context): Promise<Diagnosis> {
  const now = (): number => context.now();
  if (args.dump === undefined) {
    return diagnoseFolder(findClusterFolder(args.hsm, context), { now });
  }
  const { value } = await readDumpFile(args.dump, context);
  return diagnoseDump(value, args.dump, { now });
}
