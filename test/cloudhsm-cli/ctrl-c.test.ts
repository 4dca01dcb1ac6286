import { expect, it } from 'vitest';
import { CloudhsmCli } from '../../src/cloudhsm-cli/console.ts';
import { Person } from '../support/person.ts';
import { CliStage } from './cli-stage.ts';

const PROMPT = 'aws-cloudhsm > ';
const LOGIN = 'login --username admin --role admin --password password\r';
const CREATE = 'user create --username user1 --role crypto-user --password password\r';

it('Ctrl-C ends the wait for an HSM, and the answer says whether others have done it', async () => {
  const stage = new CliStage();
  const person = new Person((input, output) =>
    new CloudhsmCli({
      cluster: stage.cluster,
      input,
      output,
      errors: output,
      terminal: { setRawMode: () => undefined },
      files: stage.files,
    }).runCommand(['interactive']),
  );
  await expect.poll(() => person.printed).toBe(PROMPT);
  await person.type(LOGIN);
  stage.fail('slow server=0 ms=600000');
  await person.type(CREATE);
  const none = await person.type('\u0003');
  expect(none).toContain('"data": "Operation cancelled"');
  expect(none.endsWith(PROMPT)).toBe(true);
  stage.fail('slow server=1 ms=600000');
  await person.type(CREATE);
  const some = await person.type('\u0003');
  expect(some).toContain('"data": "User create failed on 2 of 3 connections"');
  stage.fail();
  expect(await person.type('user create --username x --role crypto-user\r')).toContain(
    'Enter password:',
  );
  expect(await person.type('\u0003')).toContain('"data": "Operation cancelled"');
  await person.type('quit\r');
  expect(await person.session).toBe(0);
  expect(stage.users().map((names) => names.includes('user1'))).toEqual([true, false, false]);
});

it('closing ends what is waited for, and leaves no session', async () => {
  const stage = new CliStage();
  let printed = '';
  const cli = new CloudhsmCli({
    cluster: stage.cluster,
    input: (async function* () {
      yield LOGIN.replace('\r', '\n');
      await new Promise(() => undefined);
    })(),
    output: { write: (text) => (printed += text) },
    errors: { write: () => undefined },
    files: stage.files,
  });
  const running = cli.runInteractive();
  await expect.poll(() => printed).toContain('"error_code": 0');
  await cli.close();
  expect(await running).toBe(0);
  expect(stage.cluster.hsms.flatMap((hsm) => hsm.inspect().state.hsm.sessions)).toEqual([]);
  await expect(cli.runCommand(['user', 'list'])).rejects.toMatchObject({ code: 'console-closed' });
});
