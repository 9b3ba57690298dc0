/** How the server did while it was under load, as seen by somebody who administers it. */
export interface Under {
  /** Connections that stood at once at most. */
  readonly held: number;
  /** How many the server had closed by itself when the load ended. */
  readonly droppedByServer: number;
  /** One per look that was taken while the load lasted. */
  readonly looks: readonly Look[];
  readonly seconds: number;
}

/** One login and one asking for the facts. */
export interface Look {
  /** Milliseconds for login and answer. */
  readonly ms: number;
  readonly isGatewayReady: boolean;
  /** Why the look failed, if it did. */
  readonly problem?: string;
}

/** Logs in over SSH, asks whether the gateway is ready, tells how long it took. */
export type LookFunction = () => Promise<Look>;

/** Looks again and again until the load is over, at least once. */
export async function lookDuring(load: Promise<unknown>, look: LookFunction): Promise<readonly Look[]> {
  let isOver = false;
  const over = load.finally(() => {
    isOver = true;
  });
  over.catch(() => {}); // the caller awaits the load itself
  const looks: Look[] = [];
  do {
    looks.push(await look());
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  } while (!isOver);
  return looks;
}

/** What a load found against the server: nothing, when every look saw a ready gateway. */
export function findingsOf({ looks, held }: Under, wantedHeld: number): readonly string[] {
  return [
    // Too small a load proves nothing.
    ...(held < wantedHeld ? [`only ${held} of ${wantedHeld} connections could be made at once`] : []),
    ...looks.flatMap(({ problem, isGatewayReady }) =>
      problem ? [`SSH did not answer: ${problem}`] : isGatewayReady ? [] : ['the gateway was not ready'],
    ),
  ];
}
