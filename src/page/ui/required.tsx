import type { JSX } from 'preact';

/** No quorum asks for more (AWS CloudHSM user guide, "Using quorum authentication"). */
const MOST = 20;

/** How many approvals the HSM asks for, which no file says for sure. */
export function Required({
  required,
  onChange,
}: {
  readonly required: number | undefined;
  readonly onChange: (required: number | undefined) => void;
}): JSX.Element {
  return (
    <div class="required">
      <label for="required">Approvals that the HSM asks for (M)</label>
      <input
        id="required"
        type="number"
        inputMode="numeric"
        min={1}
        max={MOST}
        value={required ?? ''}
        aria-describedby="required-help"
        onInput={({ currentTarget: { valueAsNumber: number } }) => {
          const isM = Number.isInteger(number) && number >= 1 && number <= MOST;
          onChange(isM ? number : undefined);
        }}
      />
      <p id="required-help" class="soft">
        Empty: as the policy has it, or the file.
      </p>
    </div>
  );
}
