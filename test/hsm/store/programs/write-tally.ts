import { writeSync } from 'node:fs';

import { openStore } from '../../../../src/hsm/store/store.ts';
import { addEntry, tallyKind } from '../tally.ts';

/** Adds entries to a tally, and prints each once it is said to be on disk: FOLDER NAME COUNT. */
const [folder = '', name = '', count = ''] = process.argv.slice(2);
const store = openStore(folder, tallyKind);
for (let i = 0; i < Number(count); i += 1) {
  const entry = `${name}-${i}`;
  store.transact(addEntry(entry));
  writeSync(1, `${entry}\n`);
}
