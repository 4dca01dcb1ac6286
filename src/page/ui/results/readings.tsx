import type { JSX } from 'preact';
import type { ShownReading } from '../../../answers/approval/reading-answer.ts';
import { countNoun } from '../../../words/count-noun.ts';
import type { TwoReadings } from '../../engine/page-model.ts';
import { Part } from '../parts/parts.tsx';

/** A classic file as a person reads it, and as the HSM's own tool does, side by side. */
export function Readings({ readings }: { readonly readings: TwoReadings }): JSX.Element {
  const { written, device, agree } = readings;
  const table = <ReadingsTable written={written} device={device} />;
  return (
    <Part title="As it is written, and as the HSM’s tool reads it">
      {agree ? (
        <>
          <p>Both readings are the same.</p>
          <details>
            <summary>Show both</summary>
            {table}
          </details>
        </>
      ) : (
        <>
          <p>
            <strong>The HSM’s tool reads it otherwise than it is written.</strong> What differs is
            marked.
          </p>
          {table}
        </>
      )}
      {device.error !== null && (
        <p class="finding error">
          <strong>The tool stops at the file, saying:</strong>{' '}
          <span class="lines">{device.error.trim()}</span>
        </p>
      )}
      {device.warnings.map((warning) => (
        <p class="finding warning" key={warning}>
          <strong>The tool says:</strong> {warning}
        </p>
      ))}
    </Part>
  );
}

interface Row {
  readonly label: string;
  readonly written: string;
  readonly device: string;
}

function ReadingsTable({
  written,
  device,
}: {
  readonly written: ShownReading;
  readonly device: ShownReading;
}): JSX.Element {
  return (
    <table class="readings">
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">As written</th>
          <th scope="col">As the HSM’s tool reads it</th>
        </tr>
      </thead>
      <tbody>
        {listRows(written, device).map((row) => (
          <ReadingsRow key={row.label} row={row} />
        ))}
      </tbody>
    </table>
  );
}

function ReadingsRow({ row: { label, written, device } }: { readonly row: Row }): JSX.Element {
  const differs = written !== device;
  return (
    <tr class={differs ? 'differs' : undefined}>
      <th scope="row">{label}</th>
      <td data-label="as written">{written === '' ? <Nothing /> : written}</td>
      <td data-label="as the HSM’s tool reads it">
        {device === '' ? <Nothing /> : device}
        {differs && <strong class="differs-word"> (differs)</strong>}
      </td>
    </tr>
  );
}

function Nothing(): JSX.Element {
  return <span class="soft">nothing</span>;
}

function listRows(written: ShownReading, device: ShownReading): readonly Row[] {
  const row = (label: string, tell: (reading: ShownReading) => string): Row => ({
    label,
    written: tell(written),
    device: tell(device),
  });
  const most = Math.max(written.approvers.length, device.approvers.length);
  return [
    row('Multi token file', (reading) => reading.multiTokenFilePath),
    row('Token file', (reading) => reading.tokenFilePath),
    row('Number of approvals', (reading) => String(reading.numberOfApprovals)),
    row('Approvers', ({ approvers }) => countNoun(approvers.length, 'approver')),
    ...Array.from({ length: most }, (_, at) =>
      row(`Approver ${at + 1}`, ({ approvers }) => describeApprover(approvers[at])),
    ),
  ];
}

function describeApprover(approver: ShownReading['approvers'][number] | undefined): string {
  if (approver === undefined) return '';
  return `${approver.name}, type ${approver.type}, signature in ${approver.file}`;
}
