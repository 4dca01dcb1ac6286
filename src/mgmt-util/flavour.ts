import type { FlavourName } from '../hsm/flavours.ts';

/**
 * What differs between the editions of the console that vendors ship: data, one file each.
 */

/** What a console asks for where a password is not typed on the command's own line. */
interface PasswordPrompts {
  /** Of loginHSM and createUser. */
  readonly password: string;
  /** Of changePswd. */
  readonly newPassword: string;
  /** Second prompt of changePswd; without it a new password is asked for once. */
  readonly again?: string;
}

/** One edition of the console. */
export interface Flavour {
  readonly name: FlavourName;
  /** The prompt outside server mode, without a blank behind it. */
  readonly prompt: string;
  /** The box before operations that are to be done on all nodes, without its question. */
  readonly caution: readonly string[];
  /** Whether deleteUser shows the box too. */
  readonly deleteUserCautions: boolean;
  /** Whether createUser and changePswd print a line for each server where they succeeded. */
  readonly successLines: boolean;
  /** Whether tables keep the tool's tabs; else they are blanks up to every eighth column. */
  readonly tabs: boolean;
  /** Commands of the other editions that this one has not. */
  readonly without: readonly string[];
  readonly passwordPrompts: PasswordPrompts;
  /** Whether a password may be left out of a command, and is asked for then as with `-hpswd`. */
  readonly asksForMissingPassword: boolean;
}

const RULE = '****************************************************************';

/**
 * The caution box around the two lines in which the editions differ.
 *
 * @param third its third line inside
 * @param fourth its fourth line inside
 */
export function cautionBox(third: string, fourth: string): readonly string[] {
  return [
    '*************************CAUTION********************************',
    'This is a CRITICAL operation, should be done on all nodes in the',
    third,
    fourth,
    'ensure this operation is executed on all nodes in the cluster.',
    RULE,
    '',
  ];
}
