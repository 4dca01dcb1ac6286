import { dirname, join } from 'node:path';
import { realPath } from '../../../files/look.ts';

/** Where the package has its examples: beside the folder of the program that runs. */
export function findExamples(): string {
  const [program = ''] = process.argv.slice(1, 2);
  return join(dirname(dirname(realPath(program))), 'examples');
}
