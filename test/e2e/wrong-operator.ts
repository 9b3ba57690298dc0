import { pathToFileURL } from 'node:url';
import type { Progress } from '../../edges/progress.ts';
import { readServerRecord } from '../../edges/server-record.ts';
import { applyWanted } from '../../handover/steps/apply.ts';
import { reread } from '../../handover/steps/reread.ts';
import type { FailedControl } from '../../policy/reread.ts';
import { openContext } from '../../scripts/_context.ts';
import { openHandover } from '../../scripts/_open-handover.ts';
import { type WrongChange, wrongChanges } from './wrong-change.ts';

export interface OperatorOptions {
  readonly server: string;
  /** undefined: what is really wanted. */
  readonly change?: WrongChange;
  readonly env: NodeJS.ProcessEnv;
  /** Each line as it is said; a warning begins with `!`. */
  readonly onLine?: (line: string) => void;
  readonly isRiskAccepted?: boolean;
  /** Controls that failed: what shows them is made to read its files again afterwards, as `converge` does. */
  readonly failed?: readonly FailedControl[];
}

/** Brings a server of the lab to what somebody wants by mistake. @returns what was done; throws what the product throws */
export async function operate(options: OperatorOptions): Promise<readonly string[]> {
  const { server, change, env, onLine = () => {}, isRiskAccepted = false, failed = [] } = options;
  const progress: Progress = {
    step: onLine,
    detail: onLine,
    warn: (text) => onLine(`! ${text}`),
    end() {},
  };
  const { config, state } = await openContext({ config: env.SCLERITE_CONFIG, env });
  const record = readServerRecord(state, server);
  if (record === undefined) throw new Error(`${server} is not deployed`);
  const { handover } = await openHandover({ config, state, server, record, env, progress, isRiskAccepted });
  const wanted = change === undefined ? handover.wanted : wrongChanges[change](handover.wanted);
  try {
    const done = await applyWanted({ ...handover, wanted });
    return [...done, ...(await reread(handover, failed))];
  } finally {
    await handover.link.close();
  }
}

/** As a process of its own, to be killed: `node wrong-operator.ts SERVER CHANGE`. */
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [server = '', change] = process.argv.slice(2);
  const onLine = (line: string) => process.stdout.write(`${line}\n`);
  try {
    await operate({ server, change: change as WrongChange, env: process.env, onLine });
    process.exit(0);
  } catch (error) {
    onLine(`${(error as { code?: string }).code}: ${(error as Error).message}\n${(error as { why?: string }).why}`);
    process.exit(1);
  }
}
