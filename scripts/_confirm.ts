/** Asks before a change, on a terminal; a script has decided already. undefined: there is nobody to ask. */
export function confirmation(question: string, isSure: boolean): (() => Promise<boolean>) | undefined {
  if (isSure || !process.stdin.isTTY) return undefined;
  return async () => {
    const { confirm, isCancel } = await import('@clack/prompts');
    const answer = await confirm({ message: question, initialValue: false, output: process.stderr });
    return !isCancel(answer) && answer;
  };
}
