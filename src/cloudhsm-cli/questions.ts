/**
 * What a command asks of whoever runs it. Prompts: AWS CloudHSM user guide, "login", "user create", "user
 * change-mfa".
 */
import { Questions } from '../terminal/questions.ts';
import { CommandError } from './command-error.ts';
import { CALLED_OFF } from './unsent-texts.ts';

const PROMPTS = {
  password: 'Enter password:',
  again: 'Confirm password:',
  signedToken: 'Enter signed token file path (press enter if same as the unsigned token file):',
  publicKey: 'Enter public key PEM file path:',
} as const;

/** Each of them ends the command where input ends or Ctrl-C is typed. */
export class CommandQuestions extends Questions {
  /** @throws CommandError */
  async password(): Promise<string> {
    return orCallOff(await this.askSecret(PROMPTS.password));
  }

  /** The same password again. @throws CommandError */
  async again(): Promise<string> {
    return orCallOff(await this.askSecret(PROMPTS.again));
  }

  /**
   * @param unsigned the path of the file that is to be signed, which the answer is where nothing is typed
   * @throws CommandError
   */
  async signedToken(unsigned: string): Promise<string> {
    const typed = orCallOff(await this.askEntry(PROMPTS.signedToken)).trim();
    return typed === '' ? unsigned : typed;
  }

  /** @throws CommandError */
  async publicKey(): Promise<string> {
    return orCallOff(await this.askEntry(PROMPTS.publicKey)).trim();
  }
}

function orCallOff(answer: string | undefined): string {
  if (answer === undefined) throw new CommandError(CALLED_OFF);
  return answer;
}
