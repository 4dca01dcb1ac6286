import { CommandFailure } from '../command-failure.ts';

/**
 * Refuses an empty path: it would lead to the folder in which mofn was started. A script gets there by a
 * variable that is not set.
 *
 * @param what what the file or folder should be: `approval file`
 * @throws Failure of kind `usage`
 */
export function refuseEmptyName(what: string, path: string | undefined): void {
  if (path !== '') return;
  throw new CommandFailure(
    'usage',
    `the name of the ${what} is empty`,
    'name one; in a script, check that the variable with the name is set',
  );
}
